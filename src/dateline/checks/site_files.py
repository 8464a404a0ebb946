"""Rules about what the site is made of besides words: the publication's own theme, and the pictures of pages and essays."""

from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import urlsplit

from dateline.checks.context import CheckedFile
from dateline.checks.rule import Objection, Rule
from dateline.checks.shape import problems
from dateline.core import layout, markdown
from dateline.core.markdown import MarkdownLink
from dateline.core.model import Page, Signal, Story


def check_bad_template(file: CheckedFile) -> Iterator[Objection]:
    """A template of your own with a mistake, or one that a page or another template names and that does not exist.

    No page could be made of it, nor of one that is empty, or that extends or includes itself, directly or in a circle. What shows
    only when a page is filled in, such as a name that is not known, stops a build, with the template and the line. So does
    a style or a drawing in `theme/` that loads something from another host, which would learn who reads the page.

    Correct the line, or the name; [theming.md](theming.md) lists what templates can use.
    """
    return problems(file, "bad-template")


def check_unused_theme_file(file: CheckedFile) -> Iterator[Objection]:
    """A file in `theme/` that no page uses.

    Its name is misspelt, or it is in the wrong folder: the built-in file of the right name is still in use, and your changes are
    not. Or it is left over, and the next reader of the theme believes that it matters. A file in `theme/static` that no page uses
    is not published.

    Rename or move it, name it in a template, or remove it.
    """
    return problems(file, "unused-theme-file")


def check_bad_picture(file: CheckedFile) -> Iterator[Objection]:
    """A picture that a page or an essay cannot show: it is missing, damaged, too large, or has no words.

    Readers who do not see a picture read or hear its words instead. A file that is not a picture or was cut off has no place on
    the site, nor has a drawing that could run a script or loads something from another host. A picture on another host is a
    warning: it is not loaded, because that would tell the host who reads the page, and readers see its words.

    Put it into `content/images`, and say in the brackets what it shows; [pages-and-images.md](pages-and-images.md#show-a-picture)
    has an example.
    """
    yield from problems(file, "bad-picture")
    if isinstance(file.content, Page | Signal):
        for one in markdown.links(file.content.body):
            if one.is_picture:
                yield from _of_picture(file, one, file.content.starts + one.line)


def _of_picture(file: CheckedFile, one: MarkdownLink, line: int) -> Iterator[Objection]:
    name, place = layout.picture_name(one.to), ("", line, 1)
    if any(urlsplit(one.to)[:2]):
        hint = "If you may, put a copy into content/images, and write ../images/ and its name here."
        yield Objection("body", one.to, "a picture on another host is not loaded: readers see its words", hint, "warning", *place)
    elif not name:
        hint = "Put it there, and write ../images/ and its name here."
        yield Objection("body", one.to, f"a picture that is not in {layout.IMAGES}", hint, None, *place)
    elif name not in file.pictures:
        near = get_close_matches(name, file.pictures, 1)
        hint = f"Did you mean ../images/{near[0]}?" if near else "Put it there, or correct the name."
        yield Objection("body", one.to, f"there is no picture {layout.picture_path(name)}", hint, None, *place)
    if not one.words.strip():
        hint = "Write between the brackets what it shows: ![a map of the quay](../images/map.png)."
        yield Objection("body", one.to, "the picture has no words for readers who do not see it", hint, None, *place)


def check_dead_link(file: CheckedFile) -> Iterator[Objection]:
    """A link in a page or an essay that leads to no page of the site, or to a heading that its page does not have.

    Readers who follow it find nothing. A link names the file of a page, such as `methodology.md`, or starts from the address of
    the page that it is on: from `/about/`, `../voices/` leads to `/voices/`. Drafts have no pages.

    Correct the address. If something else than Dateline puts a file there, write its whole address, with `https://`.
    """
    return problems(file, "dead-link")


def check_address_taken(file: CheckedFile) -> Iterator[Objection]:
    """An earlier address of a page or an essay that another page of the site has, or that two of them name.

    One address leads to one page: whoever follows an old link would come to the wrong one, or the build could not write both.

    Remove it from `aliases` of one of the two, or rename the page that has it.
    """
    return problems(file, "address-taken")


def check_bad_language(file: CheckedFile) -> Iterator[Objection]:
    """A catalogue of your own in `theme/languages/` with a mistake.

    A message that no page says, a name in braces that the message does not have, or too few forms for a number: a page would say
    something wrong, or nothing.

    Correct the line; [translating.md](translating.md) says how a catalogue is written.
    """
    return problems(file, "bad-language")


def check_untranslated(file: CheckedFile) -> Iterator[Objection]:
    """A language that the pages' own words, such as headings and dates, are not translated into, or not all of them.

    They are in English then, among text in another language.

    Add a catalogue, or complete it; [translating.md](translating.md) says how.
    """
    yield from problems(file, "untranslated")
    known, story = file.publication.languages if file.publication else None, file.content
    tag = story.language.lower() if isinstance(story, Story) else ""
    if known and tag and not {tag, tag.partition("-")[0]} & known:
        said = "no catalogue has this language: the pages' own words, such as headings, are in English"
        hint = f"Run `dateline theme copy languages/en.yaml`, rename the copy to {tag}.yaml, and translate it."
        yield Objection("language", tag, said, hint)


RULES: tuple[Rule[CheckedFile], ...] = (
    Rule("bad-template", "error", "shape", check_bad_template),
    Rule("bad-picture", "error", "shape", check_bad_picture),
    Rule("address-taken", "error", "shape", check_address_taken),
    Rule("dead-link", "warning", "shape", check_dead_link),
    Rule("unused-theme-file", "warning", "shape", check_unused_theme_file),
    Rule("bad-language", "error", "shape", check_bad_language),
    Rule("untranslated", "note", "shape", check_untranslated),
)
