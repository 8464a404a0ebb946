"""How long questions have been open, and which stories are due for review."""

from datetime import date

from dateline.core.model import Dossier

OLD_QUESTION = 30
"""Days after which somebody should look for the answer to a question."""


def asked_since(dossier: Dossier) -> dict[str, str]:
    """The id of each open question → the day since when it has been open without a break."""
    asked: dict[str, str] = {}
    for version in dossier.versions:
        asked = {one.id: asked.get(one.id, version.published[:10]) for one in version.open_questions}
    return asked


def is_due(by: str | None, today: date) -> bool:
    """Whether a day by which something was to be done is here, or a month or year is over."""
    day = today.isoformat()[: len(by or "")]
    return bool(by) and (str(by) < day or by == today.isoformat())
