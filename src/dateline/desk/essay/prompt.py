"""The prompts for essays and introductions: the rules, the briefs, the items. All but the rules is quoted data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.core.analysis import AnalysedStory
from dateline.core.model import Dossier, Finding, Item
from dateline.desk.essay.material import Material
from dateline.desk.model_call import Prompt
from dateline.desk.numbered import numbered_claims
from dateline.desk.prompt import data, rules


@dataclass(frozen=True, slots=True)
class RefusedPart:
    """A part of an answer with what is wrong there."""

    place: str
    """The number of a sentence, `title`, `dek`, or a heading such as `heading 2`."""
    text: str
    """Its words, as the model wrote them."""
    findings: tuple[Finding, ...]
    """What is wrong with it."""
    only_warns: bool
    """Whether it may stay if the model is sure of it."""


def essay_prompt(material: Material, *, language: str, about: str = "") -> Prompt:
    """The prompt for an essay. It contains no time, so it is the same when asked again.

    Args:
        material: what it may draw on.
        language: the publication's language.
        about: what the editor wants it to be about; empty if that is open.
    """
    task = data("task", [{"language": language, "about": about}])
    guidance = [{"story": one.slug, "text": one.story.guidance} for one in material.stories if one.story.guidance]
    asked = [data("guidance", guidance)] if guidance else []
    last = "\n\n".join(("# The items", _items(material), "# The task", *asked, task, "Write the essay."))
    return Prompt(rules("essay"), ("\n\n".join(_briefs(material)), last))


def intro_prompt(material: Material, *, language: str, day: str, changes: Sequence[tuple[str, str]]) -> Prompt:
    """The prompt for the introduction to a daily issue.

    Args:
        material: the stories as they are after the day, and their items.
        language: the publication's language.
        day: the day.
        changes: what moved, as the slug of a story and a line about it.
    """
    moved = data("moved", ({"story": slug, "text": material.on_paper(text)} for slug, text in changes))
    task = data("task", [{"language": language, "day": day}])
    last = "\n\n".join(("# The items", _items(material), "# What moved that day", moved, task, "Write the introduction."))
    return Prompt(rules("intro"), ("\n\n".join(_briefs(material)), last))


def essay_repair_prompt(prompt: Prompt, refused: Iterable[RefusedPart], material: Material) -> Prompt:
    """The same prompt with the parts that were refused or doubted, and what is wrong with each."""
    rows = data("refused", (_refused(one, material) for one in refused))
    return replace(prompt, blocks=(*prompt.blocks, f"{rules('essay_patch')}\n\n{rows}"))


def _refused(one: RefusedPart, material: Material) -> dict[str, Any]:
    wrong = "; ".join(dict.fromkeys(material.on_paper(finding.message) for finding in one.findings))
    hint = " ".join(dict.fromkeys(material.on_paper(finding.hint) for finding in one.findings))
    return {"place": one.place, "text": one.text, "wrong": wrong, "hint": hint, "only_warns": one.only_warns or None}


def _briefs(material: Material) -> Iterator[str]:
    for one in material.stories:
        version = one.latest
        assert version
        row = {"story": one.slug, "title": version.title, "version": version.version, "filed": version.published[:10]}
        sentences = data("sentences", _sentences(one, material))
        figures = data("figures", ({"label": figure.label, "value": figure.value} for figure in version.figures))
        questions = data("open_questions", ({"text": material.on_paper(asked.text)} for asked in version.open_questions))
        yield "\n\n".join(("# A brief", data("brief", [row]), sentences, figures, questions))


def _sentences(story: Dossier, material: Material) -> Iterator[dict[str, Any]]:
    for one in numbered_claims(AnalysedStory(story).latest):
        text = material.on_paper(one.text)
        yield {"number": one.number, "section": one.section, "date": one.date, "text": text, "ahead": one.ahead or None}


def _items(material: Material) -> str:
    return data("items", (_item(one, material) for one in material.items))


def _item(item: Item, material: Material) -> dict[str, Any]:
    lines = material.context.lines.get(item.key, ())
    return {
        "key": f"{material.home[item.key]}/{item.key}",
        "title": item.title,
        "title_is_cut": item.key in material.context.cut or None,
        "feed": item.feed,
        "published": item.day,
        "evidence": item.evidence,
        "sentences": {str(number): line for number, line in enumerate(lines) if number} or None,
    }
