"""The picture that others show beside a link to a page."""

import re
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from io import BytesIO
from typing import Any

import builders
import pytest
import sample
from analysed import plan_pages
from PIL import Image, ImageFont

from dateline.core.config import Cards
from dateline.core.errors import UsageError
from dateline.core.model import Tombstone, Withdrawn
from dateline.core.publication import Publication
from dateline.site import card_drawing, share_card
from dateline.site.card_drawing import card_of, draw
from dateline.site.frame import Output
from dateline.site.share_card import Look, ShareCard
from dateline.site.theme import load_theme
from dateline.site.theme_files import problems_in

THEME = load_theme()
COLORS = ("#ffffff", "#000000", "#555555", "#dddddd", "#aa3311")
PLAIN = Look("The Harbour Record", COLORS)
CARDS = {"card.png", "stories/harbour-barrier/card.png", "stories/ferry/card.png", "signals/water/card.png"}
STORY = "stories/harbour-barrier"


def own_font() -> bytes:
    """A font that a publication could have: that of Pillow, as a file."""
    found = ImageFont.load_default(20)
    assert isinstance(found, ImageFont.FreeTypeFont)
    assert isinstance(found.path, BytesIO)
    return found.path.getvalue()


def planned(publication: Publication | None = None) -> dict[str, Output]:
    return {one.path: one for one in plan_pages(publication or sample.publication(), THEME, has_cards=True)}


def one_story(**given: Any) -> Publication:
    return Publication(builders.config(), (builders.dossier(builders.version(**given)),))


def meta(files: Mapping[str, Output], path: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', files[path].render().decode())
    return dict(found)


def card(title: str, facts: str = "Version 1", look: Look = PLAIN) -> ShareCard | None:
    return card_of(look, "stories/quay/", title, facts)


def picture(made: ShareCard | None) -> Image.Image:
    assert made
    return Image.open(BytesIO(draw(made))).convert("RGB")


@pytest.fixture
def without_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share_card, "version", lambda _: version("no-such-package"))


@pytest.fixture
def all_letters(monkeypatch: pytest.MonkeyPatch) -> Look:
    """A font that seems to have all letters."""
    monkeypatch.setattr(card_drawing, "_shape", lambda _, letter: ((1, 1), letter.encode()))
    card_drawing._written.cache_clear()
    card_drawing._fitted.cache_clear()
    return PLAIN._replace(font=own_font())


def test_the_publication_and_each_story_and_essay_have_a_card():
    """It is a PNG of 1200 × 630 pixels; no other page has one of its own."""
    files = planned()

    assert {path for path in files if path.endswith(".png")} == CARDS
    for path in CARDS:
        image = Image.open(BytesIO(files[path].render()))
        assert (image.format, image.size) == ("PNG", (share_card.WIDTH, share_card.HEIGHT)) == ("PNG", (1200, 630))


def test_pages_name_their_card():
    """A story and an essay name their own, with its size and its words; every other page names that of the publication."""
    files = planned()
    told = meta(files, f"{STORY}/index.html")

    assert re.fullmatch(rf"https://example.org/record/{STORY}/card\.png\?[0-9a-f]{{8}}", told["og:image"])
    assert (told["og:image:width"], told["og:image:height"], told["twitter:card"]) == ("1200", "630", "summary_large_image")
    assert told["og:image:alt"] == "The harbour barrier. Version 3 · 3 May 2026 · 3 sources"
    assert f'"image":"{told["og:image"]}"' in files[f"{STORY}/index.html"].render().decode()
    essay = meta(files, "signals/water/index.html")
    assert essay["og:image"].startswith("https://example.org/record/signals/water/card.png?")
    assert essay["og:image:alt"] == "Water. 3 May 2026 · Ada Byron"
    assert f'"image":"{essay["og:image"]}"' in files["signals/water/index.html"].render().decode()
    others = {meta(files, path)["og:image"] for path in ("index.html", "404.html", f"{STORY}/history/index.html")}
    assert len(others) == 1
    assert others.pop().startswith("https://example.org/record/card.png?")


def test_a_permanent_page_names_no_card_that_changes_with_the_story():
    """It names the publication's, so that its bytes stay as they are; as data, it has no picture."""
    files = planned()
    page = files[f"{STORY}/v1/index.html"]

    assert meta(files, f"{STORY}/v1/index.html")["og:image"] == meta(files, "index.html")["og:image"]
    assert b'"image"' not in page.render()


def test_the_address_says_what_the_card_shows():
    """The file keeps its name; what follows it changes with the title, the version and the look, and with nothing else."""
    first = card("The quay")
    assert first
    same, other_title, other_facts = card("The quay"), card("The pier"), card("The quay", "Version 2")
    other_look = card("The quay", look=PLAIN._replace(colors=(*COLORS[:4], "#0000ff")))
    other_font = card("The quay", look=PLAIN._replace(font=own_font()))

    assert same
    assert same.address == first.address
    marks = {one.mark for one in (first, other_title, other_facts, other_look, other_font) if one}
    assert len(marks) == 5
    assert {one.path for one in (other_title, other_look) if one} == {"stories/quay/card.png"}


def test_a_card_is_drawn_again_only_if_it_shows_something_else():
    """A new page in the menus is no reason; a new version of its story is."""
    before = planned(sample.publication())
    config = replace(sample.publication().config, repository="https://code.example/other")
    menus = planned(sample.publication(config=config))
    newer = planned(sample.publication(stories=(builders.dossier(*sample.versions()[:2], slug="harbour-barrier"),)))

    assert {path for path in CARDS if before[path].fingerprint != menus[path].fingerprint} == set()
    assert before["index.html"].fingerprint != menus["index.html"].fingerprint
    assert before[f"{STORY}/card.png"].fingerprint != newer[f"{STORY}/card.png"].fingerprint
    assert before["card.png"].fingerprint == newer["card.png"].fingerprint


def test_twice_the_same_bytes():
    """The same card has the same bytes, whatever was drawn before it."""
    made = card("The council plans a barrier of three metres")
    assert made
    one = draw(made)
    card_drawing._fitted.cache_clear()
    card_drawing._font.cache_clear()

    assert draw(made) == one


@pytest.mark.usefixtures("without_pillow")
def test_without_pillow_nothing_else_changes():
    """There is no card and no word of one; all else is as with it."""
    files = planned()
    pages = {path: one.render().decode() for path, one in files.items() if path.endswith(".html")}

    assert not CARDS & files.keys()
    assert not [path for path, page in pages.items() if "og:image" in page or "twitter:card" in page or '"image"' in page]


def test_pillow_changes_pages_only_where_they_name_a_card(monkeypatch):
    """With it, a page has the lines about the card more, and the data its address."""
    with_it = {path: one.render().decode() for path, one in planned().items() if path.endswith(".html")}
    monkeypatch.setattr(share_card, "version", lambda _: version("no-such-package"))
    bare = {path: one.render().decode() for path, one in planned().items() if path.endswith(".html")}

    def without(page: str) -> str:
        page = re.sub(r'<meta (property="og:image|name="twitter).*\n', "", page)
        return re.sub(r'"image":"[^"]*",', "", page)

    assert {path: without(page) for path, page in with_it.items()} == bare
    assert with_it != bare


def test_easy_titles_do_not_load_pillow(monkeypatch):
    """If a title is in the letters of English, and nothing has to be drawn, the library stays unloaded."""

    def loaded(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(card_drawing, "_written", loaded)
    monkeypatch.setattr(card_drawing, "_fitted", loaded)

    assert card("What “the quay” costs: 3.5 million, or more?")
    with pytest.raises(AssertionError):
        card("Größe")


@pytest.mark.parametrize("title", ["Größe", "Дамба", "堤坝", "السد", "S" * 90])
def test_a_title_that_cannot_be_drawn_has_no_card(title):
    """A letter that the font lacks, or a word that is too long: no card, rather than boxes or a word in two parts."""
    files = planned(one_story(title=title))

    assert card(title) is None
    assert f"{STORY}/card.png" not in files
    assert meta(files, f"{STORY}/index.html")["og:image"] == meta(files, "index.html")["og:image"]


def test_dashes_and_unseen_letters_hinder_nothing():
    """A dash that the font lacks is a hyphen; joiners are left out, and every space is one."""
    font = b""

    assert card_drawing._written(font, "US\u2013China\u00a03\u2060 \u2014 now") == "US-China 3 - now"


def test_words_are_never_cut():
    """The lines of a title are its words, in letters as large as fit, and about equally long."""
    title = "The council of the harbour city plans a movable barrier of three metres at the mouth of the river"
    found = card_drawing._fitted(ShareCard("", title, "", PLAIN))
    short = card_drawing._fitted(ShareCard("", "The ferry", "", PLAIN))

    assert found
    assert short
    assert " ".join(found.lines) == title
    assert short.font.size > found.font.size
    widths = [found.font.getlength(line) for line in found.lines]
    assert max(widths) <= 1200 - 2 * 84
    assert min(widths) > max(widths) / 2


def test_lines_are_even():
    """A last line of one short word is avoided: the lines are as narrow as their number allows."""
    found = card_drawing._fitted(ShareCard("", "What a headline can carry", "", PLAIN))

    assert found
    assert found.lines == ["What a headline", "can carry"]


def test_the_publication_is_named_once():
    """Its own card has its name in large letters, and not beside the mark too."""
    beside_the_mark = 190, 60, 1200, 120
    own, other = (picture(card(title)).crop(beside_the_mark) for title in (PLAIN.name, "The quay"))

    assert len(own.getcolors() or ()) == 1 < len(other.getcolors() or ())


def test_a_title_without_end_ends_in_dots():
    """In the smallest letters, what is too much is left out at the end, whole words."""
    found = card_drawing._fitted(ShareCard("", " ".join(f"word{number}" for number in range(150)), "", PLAIN))

    assert found
    assert found.lines[-1].endswith(" ...")
    assert all(re.fullmatch(r"word\d+|\.\.\.", word) for line in found.lines for word in line.split())
    assert found.font.getlength(found.lines[-1]) <= 1200 - 2 * 84


def test_a_line_may_end_between_letters_of_scripts_without_spaces():
    """But not before a stop."""
    assert card_drawing._PIECE.findall("堤坝。AI index は") == ["堤", "坝。", "AI ", "index ", "は"]


def test_long_facts_are_shortened():
    """A line that has no room for all its words ends in dots, and stays in its place."""
    image = picture(card("Quay", facts="many words " * 30))
    right = image.crop((1200 - 60, 530, 1200, 600))

    assert len(right.getcolors() or ()) == 1


def test_the_look_is_that_of_the_site():
    """Paper, ink and accent are the light colours of the theme; the mark and the title are drawn in them."""
    image = picture(card("The quay", look=PLAIN._replace(colors=("#fafafa", "#102030", "#405060", "#d0d0d0", "#00aa55"))))
    colors = {color for _, color in image.getcolors(100_000) or ()}

    assert image.getpixel((0, 0)) == (0xFA, 0xFA, 0xFA)
    assert {(0x10, 0x20, 0x30), (0xD0, 0xD0, 0xD0), (0, 0xAA, 0x55)} <= colors


def test_colours_come_from_the_theme(tmp_path):
    """The last value in the light counts; print, the dark and words such as `Canvas` do not."""
    (tmp_path / "style").mkdir()
    style = ":root { --paper: light-dark(#f7fafc, #0f151b); --accent: #056; --soft: Canvas }"
    (tmp_path / "style/own.css").write_text(f"{style}\n@media (prefers-color-scheme: dark) {{ :root {{ --ink: #fff }} }}\n")
    found = share_card.look(builders.config(), load_theme(tmp_path))

    assert found
    assert found.name == "The Harbour Record"
    assert found.colors == ("#f7fafc", "#1c1a17", "#5d5850", "#dcd7cc", "#056")
    assert share_card._color("", "paper") == ""


def test_a_publication_can_name_a_font(tmp_path):
    """It is a file of the theme, which `check` then counts as used; it changes what the cards look like."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static/own.ttf").write_bytes(own_font())
    theme = load_theme(tmp_path)
    found = share_card.look(builders.config(cards=Cards("theme/static/own.ttf")), theme)

    assert found
    assert found.font == own_font()
    assert picture(card("The quay", look=found)).size == (1200, 630)
    assert [one.rule for one in problems_in(tmp_path, ())] == ["unused-theme-file"]
    assert problems_in(tmp_path, (), font="theme/static/own.ttf") == ()
    [missing] = problems_in(tmp_path / "none", (), font="theme/static/own.ttf")
    assert (missing.rule, missing.file, missing.at) == ("bad-template", "content/site.yaml", "cards.font")


def test_a_font_that_is_missing_or_broken_is_an_error():
    """The error names the settings, with and without Pillow, and says what to do."""
    config = builders.config(cards=Cards("theme/static/own.ttf"))
    with pytest.raises(UsageError, match=r"there is no theme/static/own\.ttf") as missing:
        share_card.look(config, THEME)
    with pytest.raises(UsageError, match="cannot be read") as broken:
        card("The quay", look=PLAIN._replace(font=b"no font"))

    assert missing.value.where == broken.value.where == "content/site.yaml"


def test_a_script_from_right_to_left_is_set_from_the_right(all_letters):
    """The title, the mark and the facts begin at the right."""
    left = picture(card("Quay", facts="3", look=all_letters))
    right = picture(card("השער", facts="3", look=all_letters._replace(name="שלום")))

    def begins(image: Image.Image, top: int, bottom: int) -> tuple[int, int]:
        strip = image.crop((0, top, 1200, bottom)).convert("L").point(lambda tone: 255 if tone < 200 else 0)
        found = strip.getbbox()
        assert found
        return found[0], 1200 - found[2]

    for top, bottom in ((60, 120), (144, 480), (530, 600)):
        assert begins(left, top, bottom)[0] < 100 < begins(left, top, bottom)[1]
        assert begins(right, top, bottom)[1] < 100 < begins(right, top, bottom)[0]


def test_joined_letters_need_what_joins_them(all_letters, monkeypatch):
    """Where Pillow cannot join letters, a title in Arabic has no card, rather than loose letters."""
    monkeypatch.setattr("PIL.features.check", lambda _: False)

    assert card("السد", look=all_letters) is None
    assert card("Дамба", look=all_letters)


def test_a_withdrawn_story_has_no_card():
    """If no version is left, there is nothing to show."""
    stone = Tombstone(1, 1, Withdrawn("2026-05-04", "A court ordered it.", f"sha256:{0:064}"), "2026-05-01T11:30:00Z")
    files = planned(Publication(builders.config(), (replace(builders.dossier(tombstones=(stone,)), versions=()),)))

    assert f"{STORY}/index.html" in files
    assert f"{STORY}/card.png" not in files


def test_pillow_that_is_not_installed_is_noticed(monkeypatch):
    """Only the list of installed packages is asked; nothing is imported."""
    assert share_card.installed()
    monkeypatch.setattr(share_card, "version", lambda _: version("no-such-package"))
    assert not share_card.installed()
    assert share_card.look(builders.config(), THEME) is None
