"""A publication's file replaces the built-in one of the same name, and an error in it is reported with its place."""

import os
import pickle
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sample
from analysed import plan_pages

from dateline.core.errors import StoreError, UsageError
from dateline.site import templates, theme_parts
from dateline.site import theme as themes
from dateline.site.theme import Theme, load_theme
from dateline.site.theme_parts import built_in

RARE = ("search.js", "changes.js", "sum.js", "history.js")
"""The scripts that only few pages load."""


def own(folder: Path, name: str, text: str) -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    return folder


def home(theme: Theme) -> str:
    pages = {one.path: one for one in plan_pages(sample.publication(), theme)}
    return pages["index.html"].render().decode()


def test_a_file_of_the_same_name_takes_the_built_in_ones_place(tmp_path):
    """A publication's own template for the front page is used instead of the built-in one."""
    theme = load_theme(own(tmp_path, "templates/home.html", "<p>{{ config.title }}</p>"))

    assert home(theme) == "<p>The Harbour Record</p>"


def test_another_theme_has_another_fingerprint(tmp_path):
    """Replacing a file of the theme changes its fingerprint, so that pages are rendered again."""
    assert load_theme(own(tmp_path, "static/site.css", "a{}")).fingerprint != load_theme().fingerprint


def test_a_folder_that_is_not_there_changes_nothing(tmp_path):
    """A publication without a theme folder looks the same as without a theme."""
    assert load_theme(tmp_path / "theme").fingerprint == load_theme().fingerprint


def test_a_static_files_name_changes_with_its_bytes(tmp_path):
    """A changed style sheet has another address, at which it is served."""
    built_in, replaced = load_theme(), load_theme(own(tmp_path, "static/site.css", "a{}"))

    assert built_in.asset("site.css") != replaced.asset("site.css")
    assert replaced.static[replaced.asset("site.css")] == b"a{}"


def test_the_sheet_and_the_script_stay_small():
    """The style sheet of every page is under 24 kB, its script under 16 kB, and what few pages load is smaller still."""
    theme = load_theme()
    sizes = {name: len(theme.static[theme.asset(name)]) for name in ("site.css", "changes.css", "search.css", "site.js", *RARE)}

    assert max(sizes["changes.css"], sizes["search.css"]) < sizes["site.css"] < 24_000
    assert max(sizes[name] for name in RARE) < sizes["site.js"] < 16_000


def script(own: Path | None = None, name: str = "site.js") -> str:
    theme = load_theme(own)
    return theme.static[theme.asset(name)].decode()


def functions(name: str) -> set[str]:
    return set(re.findall(r"^(?:async )?function (\w+)", (built_in() / name).read_text(), re.MULTILINE))


def test_all_scripts_are_one_file():
    """The files of theme/script are served as one file, which shares no names with the page; what few pages need has its own."""
    theme = load_theme()
    files = [path.relative_to(built_in()).as_posix() for path in (built_in() / "script").glob("*.js")]

    assert len(files) > 10
    assert all(f"function {one}(" in script() for name in files for one in functions(name))
    assert script().startswith('(()=>{"use strict";function ')
    assert script().endswith("})();")
    assert {address for address in theme.static if address.endswith(".js")} == {*map(theme.asset, ("site.js", *RARE))}


def test_only_the_search_page_loads_the_search(tmp_path):
    """What finds passages is in a file of its own, which has what it needs of the other scripts."""
    pages = {one.path: one.render().decode() for one in plan_pages(sample.publication(), load_theme())}

    assert [path for path, page in pages.items() if "static/search." in page] == ["search/index.html"]
    assert "function offerSearch(" not in script()
    assert all(f"function {one}(" in script(name="search.js") for one in ("offerSearch", "folded", "entry", "make"))


@pytest.mark.parametrize(
    ("folder", "page", "needed", "one"),
    [
        ("changes", "changes/index.html", ("page",), "redlineOf"),
        ("sum", "index.html", ("page", "changes/days", "changes/news", "changes/versions"), "sumUpCard"),
        ("history", "history/index.html", ("page", "storage", "visits", "changes/days"), "showRead"),
    ],
)
def test_what_few_readers_need_is_a_script_of_its_own(folder, page, needed, one):
    """The redline of any two versions, the sum of several, and the history: each page names a file, which has what it needs."""
    pages = {one.path: one.render().decode() for one in plan_pages(sample.publication(), load_theme())}
    files = [path.relative_to(built_in()).as_posix() for path in (built_in() / "script" / folder).glob("*.js")]
    named = {name for file in (*files, *(f"script/{name}.js" for name in needed)) for name in functions(file)}

    assert load_theme().asset(f"{folder}.js") in pages[f"stories/harbour-barrier/{page}"]
    assert all(f"function {name}(" in script(name=f"{folder}.js") for name in named)
    assert f"function {one}(" not in script()


def test_a_publication_may_replace_and_add_a_script(tmp_path):
    """A script with a built-in name replaces that script, another script is added, and other files are ignored."""
    for name in ("keys.js", "more.js", "more.js~"):
        own(tmp_path, f"script/{name}", f'function ours() {{ return "{name} is ours" }} // a comment')

    assert "keys.js is ours" in script(tmp_path)
    assert "more.js is ours" in script(tmp_path)
    assert "more.js~" not in script(tmp_path)
    assert "a comment" not in script(tmp_path)
    assert "function listenForKeys" not in script(tmp_path)
    assert "function showCards" in script(tmp_path)


def test_a_publications_own_site_js_replaces_all_scripts(tmp_path):
    """If a publication has a static/site.js, it is served unchanged."""
    own(tmp_path, "script/more.js", "more()")

    assert script(own(tmp_path, "static/site.js", "alert()")) == "alert()"


def test_a_style_finds_static_files(tmp_path):
    """A font or a picture that a style names has the address that changes with its bytes; any other address stays."""
    own(tmp_path, "static/fonts/own.woff2", "a font")
    theme = load_theme(own(tmp_path, "style/own.css", "a { src: url(fonts/own.woff2) url('gone.png') url(\"data:,a\") }"))
    address = theme.asset("fonts/own.woff2").removeprefix("static/")

    assert theme.static[theme.asset("site.css")].decode().endswith(f'a{{src:url({address}) url(gone.png) url("data:,a")}}')


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("\n{% if %}", 2, "Expected an expression"),
        ("\n\n{{ 'a'|uper }}", 3, "No filter named 'uper'"),
        ("\n{{ nothing.there }}", 2, "'nothing' is not known"),
        ("\n{{ config.titel }}", 2, "'config.titel' is not known"),
        ("{{ ''.__class__.mro() }}", 1, "access to attribute '__class__' of a text is unsafe"),
        ("\n{{ asset('site.cs') }}", 2, "there is no static file site.cs"),
        ("\n{% include 'nowhere.html' %}", 2, "there is no template nowhere.html"),
        ("\n{{ 1 / 0 }}", 2, "division by zero"),
        ("{{ config.title + 1 }}", 1, "can only concatenate a text (not a number) to a text"),
        ("{% extends 'base.html' %}\n{% block main %}\n{{ menu(1) }}\n{% endblock %}", 3, "a number is not iterable"),
        ("{% from 'macros.html' import more %}\n{{ more(1, 2, 3, nothing) }}", 2, "'nothing' is not known"),
        ("\n{{ {'a': 1}.b }}", 2, "'b' is not known"),
        ("{{ config.feeds.first }}", 1, "'config.feeds.first' is not known"),
        ("{{ [][3].a }}", 1, "'3' is not known"),
        ("{% from 'macros.html' import nothing %}{{ nothing() }}", 1, "does not export the requested name 'nothing'"),
        ("{{ site.nav() }}", 1, "a list is not callable"),
        ("{{ site() }}", 1, "a value is not callable"),
        ("{% macro a(n) %}{% if n %}{{ a(n) }}{% endif %}{% endmacro %}\n{{ a(1) }}", 1, "these templates go round in a circle"),
        ("{% if true %}{% include 'home.html' %}{% endif %}", 1, "go round in a circle without an end: home.html"),
    ],
)
def test_a_wrong_template_is_told_with_its_place(tmp_path, text, line, said):
    """An error in a publication's template is a usage error, and names the publication's own file, and the line in it."""
    with pytest.raises(UsageError, match=re.escape(said)) as caught:
        home(load_theme(own(tmp_path, "templates/home.html", text)))

    assert caught.value.where == f"theme/templates/home.html:{line}"


def test_an_error_in_an_included_template_names_that_one(tmp_path):
    """The innermost file is named, which may be another than the page's."""
    own(tmp_path, "templates/note.html", "\n\n{{ nothing }}")

    with pytest.raises(UsageError) as caught:
        home(load_theme(own(tmp_path, "templates/home.html", "{% include 'note.html' %}")))
    assert caught.value.where == "theme/templates/note.html:3"


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("{% include 'hom.html' %}", "home.html"),
        ("{{ asset('site.cs') }}", "site.css"),
        ("{{ confg.title }}", "config"),
        ("{{ config.titel }}", "title"),
        ("{{ {'title': 1}.titel }}", "title"),
        ("{{ rnge(3) }}", "range"),
        ("{{ 'a'|uper }}", "upper"),
        ("{{ 1 is defind }}", "defined"),
    ],
)
def test_an_error_suggests_the_near_names(tmp_path, text, near):
    """A misspelt name of whatever kind is answered with what was meant."""
    with pytest.raises(UsageError) as caught:
        home(load_theme(own(tmp_path, "templates/home.html", text)))

    assert near in caught.value.hint
    assert caught.value.hint.startswith("Did you mean ")


def test_a_template_may_extend_the_one_that_it_replaces(tmp_path):
    """Dateline's own templates stay at hand under dateline/, so that a block can be changed without a copy of the rest."""
    text = "{% extends 'dateline/base.html' %}\n{% block foot %}<p>Ours</p>{{ super() }}{% endblock %}"
    page = home(load_theme(own(tmp_path, "templates/base.html", text)))

    assert "<p>Ours</p>" in page
    assert "Nothing about you leaves this browser." in page
    assert "barrier" in page


def test_styles_that_a_publication_adds_come_last(tmp_path):
    """Its rules win over Dateline's, whatever the file's name."""
    theme = load_theme(own(tmp_path, "style/a.css", ":root { --accent: teal }"))

    assert theme.static[theme.asset("site.css")].endswith(b":root{--accent:teal}")


def test_a_template_in_another_encoding_is_told(tmp_path):
    """A template that is not UTF-8 is a usage error that names the file."""
    own(tmp_path, "templates/page.html", "").joinpath("templates/page.html").write_bytes(b"Gr\xfc\xdfe")

    with pytest.raises(UsageError, match=r"theme/templates/page\.html: is not text in UTF-8"):
        home(load_theme(tmp_path))


def test_a_mistake_of_ours_is_no_error_of_the_user(monkeypatch):
    """If a built-in template fails, that is a bug, and keeps its traceback."""
    theme = load_theme()
    monkeypatch.setattr(type(theme), "asset", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        home(theme)


def test_a_symbolic_link_is_not_read(tmp_path):
    """A link in the theme folder is not followed: its target is not published, and the built-in file stays in use."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static/site.css").symlink_to("/etc/hostname")
    (tmp_path / "static/.#site.css").symlink_to("an editor's lock")
    theme = load_theme(tmp_path)

    assert theme.links == {"static/site.css"}
    assert theme.static == load_theme().static


def test_a_file_that_cannot_be_read_is_told(tmp_path, monkeypatch):
    """If the system denies access to a theme file, the error has the system's own words."""

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(StoreError, match="Permission denied"):
        load_theme(own(tmp_path, "static/site.css", "a{}"))


def test_a_theme_travels_to_another_process():
    """A theme that has already rendered can still be pickled, and is the same afterwards."""
    theme = load_theme()
    theme.render("sitemaps.xml", absolute=str, addresses=())  # what it makes of its templates stays here
    again = pickle.loads(pickle.dumps(theme))

    assert again.fingerprint == theme.fingerprint


def test_a_publications_own_template_stays_fenced_in(tmp_path):
    """A publication's template cannot reach Python's internals, in another process either."""
    theme = load_theme(own(tmp_path, "templates/robots.txt", "{{ ''.__class__.mro() }}"))

    with pytest.raises(UsageError, match="unsafe"):
        pickle.loads(pickle.dumps(theme)).render("robots.txt")


def test_our_own_templates_are_not_slowed_down(tmp_path):
    """If every template is built in, there is no sandbox, in another process either."""
    theme = load_theme(own(tmp_path, "static/site.css", "a{}"))

    assert not theme.environment.sandboxed
    assert not pickle.loads(pickle.dumps(theme)).environment.sandboxed


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A copy of the built-in theme, with compiled templates, in the place of the built-in theme."""
    folder = tmp_path / "shipped"
    shutil.copytree(built_in(), folder, ignore=shutil.ignore_patterns("compiled"))
    templates.compile_theme(folder)
    for module in (themes, theme_parts):
        monkeypatch.setattr(module, "built_in", lambda: folder)
    return folder


def is_compiled(theme: Theme) -> bool:
    from jinja2 import ModuleLoader

    return isinstance(theme.environment.loader, ModuleLoader)


def test_compiled_templates_say_the_same(shipped):
    """The built-in templates are used as they were compiled, and give the same page as their text."""
    assert is_compiled(load_theme())
    before = home(load_theme())
    shutil.rmtree(shipped / "compiled")

    assert not is_compiled(load_theme())
    assert home(load_theme()) == before


def another_template(shipped: Path, _monkeypatch) -> None:
    own(shipped, "templates/home.html", "<p>Another</p>")


def another_jinja(_shipped, monkeypatch) -> None:
    monkeypatch.setattr(templates, "version", lambda _: "99.9")


def other_options(_shipped, monkeypatch) -> None:
    monkeypatch.setattr(templates, "OPTIONS", {"trim_blocks": True})


@pytest.mark.parametrize("change", [another_template, another_jinja, other_options])
def test_templates_that_were_compiled_from_something_else_are_not_used(shipped, monkeypatch, change):
    """If a template, Jinja or an option is another, the text is used; compiling again leaves only what fits."""
    [before] = (shipped / "compiled").iterdir()
    change(shipped, monkeypatch)

    assert not is_compiled(load_theme())
    templates.compile_theme(shipped)
    assert is_compiled(load_theme())
    assert not before.exists()


@pytest.mark.parametrize("is_late", [False, True])
def test_what_was_compiled_is_not_compiled_again(shipped, monkeypatch, is_late):
    """If the compiled templates fit, another build leaves them alone, also if they appear while it runs."""
    [folder] = (shipped / "compiled").iterdir()
    times = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    with monkeypatch.context() as late:
        late.setattr(Path, "is_dir", lambda path: os.path.isdir(path) and not (is_late and path == folder))  # noqa: PTH112
        templates.compile_theme(shipped)

    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == times


def test_a_publications_template_is_never_taken_from_what_was_compiled(shipped, tmp_path):
    """If a publication has a template, all of them are compiled anew, and run in the sandbox."""
    theme = load_theme(own(tmp_path / "own", "templates/home.html", "<p>Ours</p>"))

    assert not is_compiled(theme)
    assert theme.environment.sandboxed


def test_the_same_templates_are_compiled_to_the_same_bytes(shipped, tmp_path):
    """Two processes compile a theme to the same files, so that a wheel can be built again."""
    code = f"import runpy; runpy.run_path({templates.__file__!r})['compile_theme'](__import__('pathlib').Path({{!r}}))"
    found = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        shutil.copytree(shipped, folder, ignore=shutil.ignore_patterns("compiled"))
        subprocess.run([sys.executable, "-c", code.format(str(folder))], env={"PYTHONHASHSEED": seed}, check=True)
        found.append({path.name: path.read_bytes() for path in (folder / "compiled").rglob("*.py")})

    assert found[0] == found[1]
    assert len(found[0]) == len([*(shipped / "templates").iterdir()])
