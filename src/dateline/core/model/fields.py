"""Types of fields that several values share.

Times are text in UTC to the second (`2026-05-24T11:30:00Z`), and dates are text as precise as is known (`2026`, `2026-04`,
`2026-04-14`). Both sort correctly as text, and do not change when they are read and written again.
"""

from typing import Annotated, Any, Literal

from annotated_types import Ge

from dateline.core.constraints import DATE, LINE, PROSE, REASON, SLUG, TIME, Prose

Slug = Annotated[str, SLUG]
"""The name of a story, an id or a key: `[a-z0-9]+(-[a-z0-9]+)*`, at most 80 characters."""
PartialDate = Annotated[str, DATE]
"""A date, as precise as is known."""
Timestamp = Annotated[str, TIME]
"""A time in UTC, to the second."""
Sentences = Annotated[str, Prose(), PROSE]
"""Sentences with citations `[@key]`, one per line."""
Line = Annotated[str, LINE]
"""A title, a name or an office."""
Reason = Annotated[str, REASON]
"""A few sentences for readers, without citations."""
Evidence = Literal["full-text", "excerpt", "headline"]
"""How much of an item the writer could read."""
GRADES: tuple[Evidence, ...] = ("full-text", "excerpt", "headline")
"""The grades of evidence, the best first."""
Count = Annotated[int, Ge(0)]
Number = Annotated[int, Ge(1)]
"""A version's number, from 1."""
Strict: dict[str, Any] = {"extra": "forbid", "use_attribute_docstrings": True, "allow_inf_nan": False}
