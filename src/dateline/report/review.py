"""What an editor reads before a merge: a story's new version in Markdown, with its findings first.

Titles, quotes and sentences come from outside: each is escaped and shown as plain text.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from dateline.checks.evidence import Score
from dateline.checks.registry import worst_first
from dateline.core import codec
from dateline.core.model import Finding, Source, Version
from dateline.flows.draft import Outcome
from dateline.report import disagreement, redline
from dateline.report.disagreement import disagreements
from dateline.report.intake import new_item_count

LONGEST = 60_000
"""Characters; code hosts cut a pull request's text at 65,536."""
MOST_NOTES = 20
CUT = "\n\n*The rest was cut. To see all of it, run `dateline diff` and `dateline check`.*\n"


def story_report(outcome: Outcome) -> str:
    """The report of one story; empty if nothing was drafted and nothing went wrong."""
    parts = [part for part in _parts(outcome) if part]
    text = "\n\n".join((f"## {outcome.slug}", *parts)) + "\n" if parts else ""
    return text if len(text) <= LONGEST else text[: text.rfind("\n", 0, LONGEST)] + CUT


def _parts(outcome: Outcome) -> Iterator[str]:
    if outcome.state == "nothing-new":
        return
    disputed = disagreements(outcome)
    yield _head(outcome)
    yield disagreement.markdown(disputed)
    yield _score(outcome.score)
    yield "\n".join(f"- {redline.escape(note)}" for note in outcome.notes)
    told = {finding for one in disputed for finding in one.findings if finding.level == "warning"}
    yield _findings(finding for finding in outcome.findings if finding not in told)
    if outcome.version is None:
        return
    if outcome.comparison:
        yield redline.markdown(outcome.comparison).strip()
        yield f"{outcome.comparison.churn:.0%} of the sentences are new or reworded."
    else:
        yield f"### The first version\n\n{redline.escape(outcome.version.what)}"
    known = {change.key for change in outcome.comparison.sources if change.kind == "added"} if outcome.comparison else None
    yield _sources([one for one in outcome.version.sources if known is None or one.key in known])


def _head(outcome: Outcome) -> str:
    version = outcome.version
    said = [f"Version {version.version}" if version else f"**{outcome.state}**: {redline.escape(outcome.reason)}"]
    if outcome.items:
        said.append(new_item_count(len(outcome.items), outcome.copies))
    said += filter(None, (_byline(version), f"${codec.money(outcome.usd)}" if outcome.usd else "", redline.escape(outcome.hint)))
    return " · ".join(said)


def _byline(version: Version | None) -> str:
    by = version.written_by if version else None
    if by is None:
        return ""
    tokens = f", {by.input_tokens:,} tokens in, {by.output_tokens:,} out" if by.model else ""
    return f"written by {redline.code(by.model or by.writer)}{tokens}"


def _score(score: Score | None) -> str:
    """The score on one line."""
    if score is None:
        return ""
    return (
        f"{score.cited} of {score.sentences} sentences cited · {score.quoted} of {score.claims} claims quoted · "
        f"{score.origins} independent origins in {score.sources} sources · "
        f"{float(score.cannot_tell):.0%} of claims cannot be checked against the available texts"
    )


def _findings(findings: Iterable[Finding]) -> str:
    """The errors and the warnings, the worst first, then the first notes."""
    found = worst_first(findings)
    ranked, notes = ([one for one in found if (one.level == "note") is is_note] for is_note in (False, True))
    rows = [_finding(one) for one in (*ranked, *notes[:MOST_NOTES])]
    if len(notes) > MOST_NOTES:
        rows.append(f"- and {len(notes) - MOST_NOTES} more notes")
    return "\n".join(("### What to check", "", *rows)) if rows else ""


def _finding(one: Finding) -> str:
    where = f" at {redline.code(one.at)}" if one.at else ""
    quoted = f" — “{redline.escape(one.text)}”" if one.text else ""
    return f"- **{one.level}** `{one.rule}`{where}: {redline.escape(one.message)}{quoted} *{redline.escape(one.hint)}*"


def _sources(sources: list[Source]) -> str:
    rows = [row for one in sources for row in _source(one)]
    return "\n".join(("### New sources", "", *rows)) if rows else ""


def _source(one: Source) -> Iterator[str]:
    date = f" ({one.date})" if one.date else ""
    yield f"- {redline.escape(one.title)} — {redline.escape(one.feed)}{date}, {one.evidence}{_host(one.url)}"
    yield from (f"  - “{redline.escape(quote)}”" for quote in one.quotes)


def _host(url: str | None) -> str:
    """The host of an address, because the title may name another."""
    host = (urlsplit(url).hostname or "") if url else ""
    return f", {redline.escape(host)}" if host else ""
