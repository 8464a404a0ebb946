"""A new publication."""

import json
import os
import re
import subprocess
import sys
from importlib.metadata import requires

import pytest

from dateline.core.codec.schema import KINDS, schema
from dateline.core.codec.shapes import shapes
from dateline.core.config import Author, Config
from dateline.core.errors import StoreError, UsageError
from dateline.flows.follow import follow
from dateline.flows.shared.written import HERE
from dateline.flows.start import Imprint, start
from dateline.flows.stories.check import check
from dateline.store.reading import read_config, read_publication


@pytest.mark.parametrize("example", [False, True])
def test_a_new_publication_is_sound(tmp_path, example):
    """What `init` writes has no errors, with and without the example."""
    start(tmp_path / "new", example=example)

    checked = check(tmp_path / "new")

    assert not checked.blocks()
    assert bool(read_publication(tmp_path / "new").stories) == example


def test_schemas_are_written(tmp_path):
    """The schemas that the files name in their first lines exist, and are those of this Dateline."""
    start(tmp_path / "new")

    for name in KINDS:
        assert json.loads((tmp_path / f"new/content/schema/{name}.json").read_text()) == schema(name)


@pytest.mark.parametrize("example", [False, True])
def test_a_clone_is_as_good_as_the_original(tmp_path, example):
    """What git keeps of a new publication updates, checks and builds without an error."""
    start(tmp_path / "new", example=example)
    _git(tmp_path / "new", "init", "--quiet")
    _git(tmp_path / "new", "add", "--all")
    _git(tmp_path / "new", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "Begin")
    clone = tmp_path / "clone"
    _git(tmp_path, "clone", "--quiet", "new", "clone")

    said = {words: _dateline("-C", str(clone), *words.split()) for words in ("update", "check", "build")}

    assert [done.returncode for done in said.values()] == [0, 0, 0], said
    assert "not read" not in said["update"].stdout
    assert _git(clone, "status", "--porcelain", "--", ":!stories") == ""


def test_a_machine_without_git_lacks_only_what_git_knows(tmp_path):
    """Without git everything works but `check --base`, which says in two lines what is missing."""
    alone = {"PATH": str(tmp_path)}
    said = [
        _dateline(*words, **alone)
        for words in (
            ("init", str(tmp_path / "new"), "--example"),
            *(
                ("-C", str(tmp_path / "new"), *words.split())
                for words in ("new quay --title Quay", "update", "check", "fmt", "build")
            ),
        )
    ]

    assert [(done.returncode, done.stderr) for done in said] == [(0, "")] * len(said)
    refused = _dateline("-C", str(tmp_path / "new"), "check", "--base", "main", **alone)
    assert refused.returncode == 2
    assert [line.partition(":")[0] for line in refused.stderr.splitlines()] == ["error", "hint"]
    assert "git is not installed" in refused.stderr


def test_a_repository_without_files_is_an_empty_folder(tmp_path):
    """A publication may start in a fresh clone of an empty repository; git's own files are not listed as written."""
    _git(tmp_path, "init", "--quiet")

    files = start(tmp_path)

    assert "content/site.yaml" in files
    assert not [file for file in files if file.startswith(".git/")]


def _git(folder, *arguments):
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


def _dateline(*arguments, **environment):
    argv = [sys.executable, "-m", "dateline", *arguments]
    given = {**os.environ, **environment}
    return subprocess.run(argv, env=given, capture_output=True, encoding="utf-8", check=False)


def test_the_settings_show_how_to_follow_a_feed(tmp_path):
    """The new settings are read with and without the # before their examples, and `collect --opml` adds to them."""
    start(tmp_path)
    site = tmp_path / "content/site.yaml"
    before = read_config(tmp_path)

    site.write_text(re.sub(r"^# (?=-|\w+:(?! \$))", "", site.read_text(encoding="utf-8"), flags=re.MULTILINE))

    used = read_config(tmp_path)
    assert [feed.id for feed in used.feeds] == [*(feed.id for feed in before.feeds), "town-hall"]
    assert used.searches
    (tmp_path / "list.opml").write_text('<opml><body><outline text="Quay" xmlUrl="https://quay.example/feed"/></body></opml>')
    assert [feed.id for feed in follow(tmp_path, tmp_path / "list.opml").added] == ["quay"]


def test_the_settings_name_every_key(tmp_path):
    """Whoever reads the new settings sees each key that there is, with a value or as a comment with an example."""
    start(tmp_path)

    text = (tmp_path / "content/site.yaml").read_text(encoding="utf-8")
    assert {found.split(":")[0] for found in re.findall(r"^(?:# )?(\w+:)", text, re.MULTILINE)} == {
        one.key for one in shapes(Config)
    }


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    """If nothing can be written, the error says so."""
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="cannot be written"):
        start(tmp_path / "file/new")


@pytest.mark.parametrize("name", ["README.md", "readme.md", "content", ".github", "requirements.txt", "vendor"])
def test_nothing_is_overwritten(tmp_path, name):
    """What has the name of one of the publication's files or folders is named, and stays as it is; nothing is written."""
    (tmp_path / name).write_text("mine")

    with pytest.raises(UsageError, match=f"in the way: {name}$"):
        start(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_publication_is_named_as_what_it_is(tmp_path):
    """A folder that is a publication is called one, and of many other files in the way a few are named."""
    start(tmp_path / "publication")
    for name in (".github", ".vscode", "README.md", "build", "content"):
        (tmp_path / name).write_text("mine")

    with pytest.raises(UsageError, match=r"publication: this is a publication already$"):
        start(tmp_path / "publication")
    with pytest.raises(UsageError, match=r"in the way: \.github, \.vscode, README\.md and 2 more$"):
        start(tmp_path)


def test_other_files_stay(tmp_path):
    """A folder may have files of other names, such as a licence, and they are not listed as written."""
    (tmp_path / "LICENSE").write_text("mine")

    assert "LICENSE" not in start(tmp_path)

    assert (tmp_path / "LICENSE").read_text() == "mine"


IMPRINT = Imprint("Hafen: ein Protokoll", "https://hafen.example/", "Der Verein", "a@hafen.example", "de")


def test_a_publication_says_who_publishes_it(tmp_path):
    """The imprint is in the settings, the README and the pages, which are in its language; comments of the settings stay."""
    start(tmp_path, imprint=IMPRINT)

    config = read_config(tmp_path)
    assert (config.title, config.url, config.language) == ("Hafen: ein Protokoll", "https://hafen.example/", "de")
    assert (config.author, config.feeds[0].title) == (Author("Der Verein", "a@hafen.example"), "Von der Redaktion gesichert")
    assert "# timezone: Europe/Berlin" in (tmp_path / "content/site.yaml").read_text(encoding="utf-8")
    assert (tmp_path / "README.md").read_text(encoding="utf-8").startswith("# Hafen: ein Protokoll\n\nMade with")
    about, corrections = (
        (tmp_path / f"content/pages/{name}.md").read_text(encoding="utf-8") for name in ("about", "corrections")
    )
    assert "Der Verein veröffentlicht" in about
    assert "[a@hafen.example](mailto:a@hafen.example)" in corrections
    assert not check(tmp_path).findings


@pytest.mark.parametrize("given", [{"publisher": "The club"}, {"email": "a@quay.example"}, {}])
def test_pages_say_nothing_that_was_not_given(tmp_path, given):
    """A part of a page that would name the publisher or the email address is left out if there is none."""
    start(tmp_path, imprint=Imprint(**given))

    about = (tmp_path / "content/pages/about.md").read_text(encoding="utf-8")
    assert ("The club publishes" in about, "a@quay.example" in about) == ("publisher" in given, "email" in given)
    assert ("## Who answers" in about, "## Contact" in about, "{" in about) == ("publisher" in given, "email" in given, False)
    assert read_config(tmp_path).author == Author(given.get("publisher", "The desk"), given.get("email"))


def test_every_language_has_the_same_pages(tmp_path):
    """The pages are in English, German and French, with the same parts and blanks; a language without pages has English ones."""
    shapes: dict[str, set[object]] = {}
    for language in ("en", "de", "fr"):
        for path in sorted((HERE / "pages" / language).iterdir()):
            text = path.read_text(encoding="utf-8")
            shapes.setdefault(path.name, set()).add(
                (text.count("\n## "), text.count("[["), *re.findall(r"\{\w+\}|\(\.\./.+?\)", text))
            )
    assert {name: len(kinds) for name, kinds in shapes.items()} == dict.fromkeys(
        ("about.md", "corrections.md", "how-we-use-ai.md", "who-we-are.md"), 1
    )
    start(tmp_path, imprint=Imprint(language="xx"))
    assert "title: About\n" in (tmp_path / "content/pages/about.md").read_text(encoding="utf-8")


def test_what_nobody_filled_in_is_not_published(tmp_path):
    """The page about the owner and the money is a draft, and has a finding as soon as it is none."""
    start(tmp_path)
    page = tmp_path / "content/pages/who-we-are.md"
    assert not check(tmp_path).findings

    page.write_text(page.read_text(encoding="utf-8").replace("draft: true\n", ""), encoding="utf-8")

    assert {one.message for one in check(tmp_path).findings} == {"this has yet to be filled in"}


def test_an_example_has_its_own_pages_and_is_in_english(tmp_path):
    """The example keeps its pages and takes a title; another language is refused."""
    files = start(tmp_path / "one", example=True, imprint=Imprint(title="Mine", email="a@quay.example"))

    assert "content/pages/who-we-are.md" not in files
    assert read_config(tmp_path / "one").title == "Mine"
    assert read_config(tmp_path / "one").author == Author("The desk", "a@quay.example")
    with pytest.raises(UsageError, match="the example is in English"):
        start(tmp_path / "two", example=True, imprint=IMPRINT)


def test_editors_find_the_schemas(tmp_path):
    """The editor's settings name a schema that exists for each YAML file, and the one that the file's first line names."""
    start(tmp_path, example=True)
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]

    named = {file: (tmp_path / schema_).resolve() for schema_, pattern in settings.items() for file in tmp_path.glob(pattern)}
    files = [tmp_path / "content/site.yaml", *tmp_path.glob("stories/*/*.yaml")]
    first_lines = {file: file.read_text(encoding="utf-8").partition("\n")[0] for file in files}
    assert named == {file: (file.parent / line.partition("$schema=")[2]).resolve() for file, line in first_lines.items()}
    assert all(path.is_file() for path in named.values())


def test_an_editor_and_a_codespace_are_set_up(tmp_path):
    """The files are valid JSON; the container installs what the publication names and serves it on the port that is forwarded."""
    start(tmp_path)
    container = json.loads((tmp_path / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))

    assert "requirements.txt" in container["postCreateCommand"]
    assert (container["postAttachCommand"], container["forwardPorts"]) == ("dateline serve", [8000])
    recommended = json.loads((tmp_path / ".vscode/extensions.json").read_text(encoding="utf-8"))["recommendations"]
    assert set(recommended) == set(container["customizations"]["vscode"]["extensions"])
    here = json.loads((HERE.parents[2] / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    assert {**here, "postCreateCommand": "", "customizations": ""} == {**container, "postCreateCommand": "", "customizations": ""}


def test_a_warning_of_pip_is_explained():
    """The README says that an extra which pip does not find is installed by Dateline, and it is."""
    readme = (HERE / "starter/README.md").read_text(encoding="utf-8")

    assert "does not provide the extra `html_clean`" in readme
    assert any(one.startswith("lxml-html-clean") for one in requires("dateline") or ())
