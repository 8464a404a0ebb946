"""How a reader reports an error: a link to a form in which it already stands which version of which story they read.

Nothing is sent before the reader follows the link and presses the button there.
"""

from typing import NamedTuple
from urllib.parse import quote, urlencode

from dateline.core.code_hosts import code_host
from dateline.core.config import Config
from dateline.core.reported import QUESTIONS, as_text
from dateline.site.words import _

FORM = "error.yml"
"""The form in `.github/ISSUE_TEMPLATE/`."""
SECTION, SENTENCE = "{section}", "{sentence}"
"""What stands in the address for what only the reader's browser knows."""


class Reporting(NamedTuple):
    """Where errors in a version are reported."""

    address: str
    """The link, as it works without a script."""
    pattern: str
    """The same with `{section}` and `{sentence}`, for the words that a reader selects."""


def reporting(config: Config, slug: str, number: int) -> Reporting | None:
    """Where errors in a version are reported: in the repository, or else by email; None if the settings have neither."""
    plain = {"story": slug, "version": str(number)}
    address = _address(config, plain)
    return Reporting(address, _address(config, plain | {"section": SECTION, "sentence": SENTENCE})) if address else None


def _address(config: Config, answers: dict[str, str]) -> str:
    title = _("Error in {story}, version {version}", story=answers["story"], version=answers["version"])
    if not config.repository:
        told = "\r\n".join(f"{label}: {answers.get(name, '')}" for name, label in QUESTIONS.items())
        to = quote(config.author.email or "", safe="@")
        return f"mailto:{to}?{_query({'subject': title, 'body': told})}" if to else ""
    repository, text = config.repository.rstrip("/").removesuffix(".git"), as_text(answers)
    match code_host(repository):
        case "gitlab":
            return f"{repository}/-/issues/new?{_query({'issue[title]': title, 'issue[description]': text})}"
        case "forgejo":
            return f"{repository}/issues/new?{_query({'title': title, 'body': text})}"
        case _:  # the text is for a repository without the form, where GitHub opens an empty issue; with the form, it is not used
            return f"{repository}/issues/new?{_query({'template': FORM, 'title': title, **answers, 'body': text})}"


def _query(given: dict[str, str]) -> str:
    return urlencode(given, safe="{}", quote_via=quote)
