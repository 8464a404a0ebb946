"""What `doctor` finds: each check says what is there, or what is missing and what to do, and shows no secret."""

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import asdict
from decimal import Decimal
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import builders
import pytest
from click.testing import CliRunner
from conftest import MakePublication
from scripted import KEY, MessagesServer, messages_server

from dateline.cli.main import dateline
from dateline.core.config import AiUse, Author, Feed, Search, Update
from dateline.core.errors import GitError
from dateline.core.model import Question, Story, WrittenBy
from dateline.core.supply import ADD_FEED
from dateline.flows import doctor
from dateline.flows.doctor import examine
from dateline.flows.examining import intake
from dateline.flows.examining.diagnosis import Diagnosis
from dateline.flows.start import start
from dateline.report import doctor as report
from dateline.store.cache import Cache
from dateline.wire import health, pauses

SONNET, HAIKU = "claude-sonnet-5-5", "claude-haiku-5-5"
Look = Callable[..., dict[str, list[tuple[str, str, str]]]]


@pytest.fixture
def server() -> Iterator[MessagesServer]:
    with messages_server() as server:
        server.models = {SONNET: {"lifecycle": "active"}, HAIKU: {"lifecycle": "active"}}
        yield server


@pytest.fixture
def look(make_publication: MakePublication, server: MessagesServer) -> Look:
    """What is found about each subject, with these settings and this environment."""

    def look(
        environment: dict[str, str] | None = None, story: Any = None, **config: Any
    ) -> dict[str, list[tuple[str, str, str]]]:
        root = make_publication(*([story] if story else []), config=builders.config(**config))
        given = {"ANTHROPIC_BASE_URL": server.url, **(environment or {})}
        found: dict[str, list[tuple[str, str, str]]] = {}
        for one in examine(root, now=builders.NOW, environment=given):
            found.setdefault(one.about, []).append((one.state, one.said, one.hint))
        assert KEY not in str(found)
        return found

    return look


def test_without_a_key_the_embedded_writer_writes(look: Look) -> None:
    """Nothing is missing, no model is asked about, and the hint says how a model would write."""
    found = look()

    assert found["writer"] == [("ok", "the embedded writer, chosen by `writer: auto`", "")]
    assert found["credential"][0][:2] == ("ok", "none is needed")
    assert "ANTHROPIC_API_KEY" in found["credential"][0][2]
    assert "model" not in found
    assert look(update=Update(writer="extractive"))["credential"] == [("ok", "none is needed", "")]


def test_a_key_is_named_and_not_shown(look: Look) -> None:
    """The kind and the variable of the credential, and the life cycle of both models."""
    found = look({"ANTHROPIC_API_KEY": KEY})

    assert found["writer"] == [("ok", "Claude, chosen by `writer: auto`", "")]
    assert found["credential"] == [("ok", "API key, from ANTHROPIC_API_KEY", "")]
    assert found["model"] == [("ok", f"{SONNET} is available", ""), ("ok", f"{HAIKU} is available", "")]


def test_a_writer_that_is_named_is_told_apart_from_auto(look: Look) -> None:
    """The writer that the settings name is said, and another one that `auto` would choose; a missing key blocks."""
    same = look(update=Update(writer="extractive"))["writer"]
    assert same == [("ok", "the embedded writer, as `writer: extractive` says", "")]
    assert look({"ANTHROPIC_API_KEY": KEY}, update=Update(writer="extractive"))["writer"] == [
        ("ok", "the embedded writer, as `writer: extractive` says; `auto` would choose Claude", "")
    ]
    found = look(update=Update(writer="claude"))
    assert found["credential"][0][:2] == ("blocks", "none for Claude")
    assert "model" not in found


def test_models_that_end_are_reported(look: Look, server: MessagesServer) -> None:
    """A deprecated model is a note with its last day; a retired one blocks."""
    server.models = {
        SONNET: {"lifecycle": "deprecated", "retires_at": "2027-01-31T00:00:00Z"},
        HAIKU: {"lifecycle": "retired", "retires_at": "2026-01-31T00:00:00Z"},
        "claude-opus-5-5": {"lifecycle": "active", "retires_at": "2028-01-31T00:00:00Z"},
    }
    found = look({"ANTHROPIC_API_KEY": KEY}, update=Update(judge=True, judge_model="claude-opus-5-5"))

    assert [one[:2] for one in found["model"]] == [
        ("note", f"{SONNET} is deprecated, will be retired on 2027-01-31"),
        ("blocks", f"{HAIKU} was retired"),
        ("ok", "claude-opus-5-5 is available, will be retired on 2028-01-31"),
    ]


def test_a_provider_that_cannot_be_asked_is_a_note(look: Look) -> None:
    """Offline the reason is said, and nothing blocks; nothing is said about items, because none are collected here."""
    state, said, hint = look({"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": "http://127.0.0.1:9"})["model"][0]

    assert (state, said) == ("note", f"{SONNET}: nothing is known about it: the connection to the API failed")
    assert hint == "Run `dateline doctor` again later."
    away = look(update=Update(base_url="http://127.0.0.1:9", model="qwen3:8b"))["model"]
    assert "http://127.0.0.1:9" in away[0][2]


def test_a_model_that_is_not_known_blocks(look: Look, server: MessagesServer) -> None:
    """A provider knows all its models; a server of one's own may have one that it does not list."""
    unknown = look({"ANTHROPIC_API_KEY": KEY}, update=Update(model="claude-none", triage_model=HAIKU))["model"]
    own = look(update=Update(base_url=server.url, model="qwen3:8b"))["model"]

    assert (unknown[0][0], own[0][0]) == ("blocks", "note")
    assert "claude-none is not listed: the API has no such model" in unknown[0][1]
    assert "`model`" in unknown[0][2]


def test_credentials_that_nothing_uses_are_reported(look: Look) -> None:
    """A workload identity that is incomplete, and a key for a server that the settings do not name."""
    identity = look({"ANTHROPIC_FEDERATION_RULE_ID": KEY, "ANTHROPIC_ORGANIZATION_ID": "o"})["credential"]
    key = look({"DATELINE_MODEL_KEY": KEY})["credential"]

    assert identity[1][:2] == (
        "note",
        "the workload identity is incomplete: ANTHROPIC_IDENTITY_TOKEN_FILE or ANTHROPIC_IDENTITY_TOKEN is not set",
    )
    assert key[1] == (
        "note",
        "DATELINE_MODEL_KEY is not used: the settings name no server",
        "Add `base_url` under `update` in content/site.yaml.",
    )


def test_a_key_that_is_refused_blocks(look: Look, server: MessagesServer) -> None:
    """No update with this key can write; the hint names the variable."""
    server.refuses = True
    state, said, hint = look({"ANTHROPIC_API_KEY": KEY})["model"][0]

    assert (state, said) == ("blocks", f"{SONNET}: the key was refused (401)")
    assert "ANTHROPIC_API_KEY" in hint


def test_a_server_of_ones_own(look: Look, server: MessagesServer) -> None:
    """Its address, its key if it has one, and its model; a model that is not named blocks."""
    server.models = {"qwen3:8b": {}}
    own = Update(base_url=server.url, model="qwen3:8b")
    found = look({"ANTHROPIC_API_KEY": KEY}, update=own)

    assert found["writer"] == [("ok", "the server at `base_url`, chosen by `writer: auto`", "")]
    assert found["server"] == [("ok", server.url, "")]
    assert found["credential"][0][:2] == ("ok", "none is set")
    assert found["model"] == [("ok", "qwen3:8b is available", "")]
    assert server.authorizations == set()

    with_key = look({"DATELINE_MODEL_KEY": KEY}, update=own)
    assert with_key["credential"] == [("ok", "API key, from DATELINE_MODEL_KEY", "")]
    assert "unencrypted" in with_key["server"][0][1]
    assert look(update=Update(base_url=server.url))["model"][0][:2] == (
        "blocks",
        "no model is named for the server at `base_url`",
    )
    assert look(update=Update(base_url=server.url, writer="extractive"))["server"][0][0] == "note"


@pytest.mark.parametrize(("spent", "state"), [("1", "ok"), ("8", "note"), ("10", "blocks")])
def test_a_month_that_cost_much_is_reported(look: Look, spent: str, state: str) -> None:
    """From four fifths of the limit on it is a note, and at the limit no model writes."""
    by = WrittenBy("claude", usd=Decimal(spent))
    story = builders.dossier(builders.version(written_by=by, published=builders.NOW))
    settings = Update(max_usd_month=Decimal(10))

    assert look({"ANTHROPIC_API_KEY": KEY}, story, update=settings)["spending"][0][0] == state
    assert "spending" not in look({}, story, update=settings)


def test_extras_that_are_missing(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `update` nothing is collected, which blocks if there is something to collect; without `extract` no page is read."""

    def installed(name: str) -> None:
        if name in {"feedparser", "protego"}:
            raise PackageNotFoundError(name)

    monkeypatch.setattr(intake, "distribution", installed)
    feeds = (Feed("saved", path="content/inbox"),)

    assert [one[:2] for one in look(feeds=feeds)["extra"]] == [
        ("blocks", "update is missing (feedparser): nothing can be collected"),
        ("note", "extract is missing (protego): no page is read in full"),
        ("ok", "cards is installed"),
        ("ok", "serve is installed"),
    ]
    assert look()["extra"][0] == (
        "note",
        "update is missing (feedparser): nothing can be collected",
        'pip install "dateline[update]"',
    )


def test_cards_that_are_off_are_told(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Pillow, pages have no share cards; that blocks nothing, and the hint switches them on."""

    def installed(name: str) -> None:
        if name == "pillow":
            raise PackageNotFoundError(name)

    monkeypatch.setattr(intake, "distribution", installed)
    monkeypatch.setattr(intake, "requires", lambda _: ['pillow>=12; extra == "cards"'])

    hint = 'pip install "dateline[cards]"'
    assert ("note", "cards is missing (pillow): pages have no share cards", hint) in look()["extra"]


def test_an_extra_goes_into_the_requirements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where requirements.txt names a Dateline, a missing extra is added to that line."""
    start(tmp_path / "record")
    monkeypatch.setattr(intake, "_is_installed", lambda name: name != "pillow")

    hints = [one.hint for one in examine(tmp_path / "record", now=builders.NOW, environment={}) if "cards is missing" in one.said]

    line = "Add cards to the brackets in the line of Dateline in requirements.txt"
    assert hints == [f"{line}, then run `pip install -r requirements.txt`."]


def test_a_search_that_finds_nothing_is_reported(look: Look) -> None:
    """A web search needs a provider that has one."""
    searches = (Search("web", kind="claude"), Search("news", url="https://news.example/?q={query}"))

    assert "web finds nothing" in look(searches=searches)["search"][0][1]
    found = look({"ANTHROPIC_API_KEY": KEY}, searches=searches)
    assert "search" not in found
    assert "feeds" not in found, "searches have no health"


def test_what_a_project_page_cannot_say_is_reported(look: Look) -> None:
    """robots.txt has an effect only at the root of a host, and only what AI may do depends on it."""
    page, root = "https://example.github.io/briefs/", "https://briefs.example/"

    assert look(url=page, ai_use=AiUse(train="no"))["ai_use"][0][:2] == (
        "note",
        "robots.txt has no effect under /briefs/: programs ask for it at the root of the host",
    )
    assert "ai_use" not in look(url=page)
    assert "ai_use" not in look(url=root, ai_use=AiUse(train="no"))


def test_what_readers_ask_for_is_looked_for(look: Look) -> None:
    """A publication that nobody can write to is reported; an email address or a repository is enough."""
    assert look(author=Author("The desk"))["contact"][0][:2] == ("note", "readers cannot report errors")
    assert "contact" not in look(author=Author("The desk", "desk@quay.example"))
    assert "contact" not in look(author=Author(), repository="https://github.com/example/quay")


def test_pages_that_are_drafts_are_reported(make_publication: MakePublication) -> None:
    """A page that waits for somebody's words is named."""
    root = make_publication()
    for name, more in (("about", ""), ("who-we-are", "draft: true\n")):
        (root / f"content/pages/{name}.md").parent.mkdir(exist_ok=True)
        (root / f"content/pages/{name}.md").write_text(f"---\ntitle: Us\n{more}---\nA.\n", encoding="utf-8")

    said = [one.said for one in examine(root, now=builders.NOW, environment={}) if one.about == "page"]
    assert said == ["content/pages/who-we-are.md is a draft: readers do not see it"]


def test_a_terminal_gets_groups(
    make_publication: MakePublication, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal, the command shows what is fine as a group of its own."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)

    dateline.main(["-C", str(make_publication()), "doctor"], standalone_mode=False)

    assert "Fine" in capsys.readouterr().out


def test_schemas_of_another_dateline_are_reported(tmp_path: Path) -> None:
    """A new publication has the schemas of its Dateline; one that was not moved up is reported."""
    start(tmp_path)
    found = [[one for one in examine(tmp_path, now=builders.NOW, environment={}) if one.about == "schemas"]]
    (tmp_path / "content/schema/story.json").write_text("{}", encoding="utf-8")
    found += [[one for one in examine(tmp_path, now=builders.NOW, environment={}) if one.about == "schemas"]]

    assert [len(one) for one in found] == [0, 1]
    assert found[1][0].hint == "Run `dateline migrate`."


def test_feeds_that_fail_for_days_are_reported(make_publication: MakePublication) -> None:
    """The health of feeds and the pauses of hosts come from the last runs; a feed that is no longer followed does not count."""
    feeds = (Feed("quay", url="https://quay.example/feed"), Feed("tide", url="https://tide.example/feed"))
    root = make_publication(config=builders.config(feeds=feeds))

    def found() -> list[tuple[str, str, str]]:
        asked = examine(root, now=builders.NOW, environment={})
        return [(one.about, one.state, one.said) for one in asked if one.about in {"feed", "feeds", "host"}]

    assert found() == [("feeds", "ok", "none was read yet")]
    rows = [health.Health(name, "2026-01-01T00:00:00Z", failures=9, error="answered 404") for name in ("quay", "gone")]
    Cache(root).put(*health.PLACE, [asdict(one) for one in (*rows, health.Health("tide", builders.NOW, builders.NOW))])
    Cache(root).put(*pauses.PLACE, {"quay.example": 9e12})
    failing, host = found()
    assert failing[:2] == ("feed", "note")
    assert failing[2].startswith("quay: ")
    assert host[:2] == ("host", "note")
    assert host[2].startswith("quay.example asked for a pause until ")
    Cache(root).put(*health.PLACE, [asdict(health.Health("tide", builders.NOW, builders.NOW))])
    assert found()[-1] == ("feeds", "ok", "1 of 2 were read so far; none is failing for days")


def test_a_publication_without_feeds_is_told_so(look: Look) -> None:
    """A new publication has none but the inbox."""
    inbox = Feed(id="saved", title="Saved", path="content/inbox")
    assert look(feeds=(inbox,))["feeds"] == look()["feeds"]
    assert look()["feeds"] == [("note", "none is followed: nothing comes in by itself", ADD_FEED)]


def test_git_is_looked_for(look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in no repository is a note, as is a machine without git."""
    assert look()["git"][0][:2] == ("note", "this folder is in no repository")
    subprocess.run(["git", "init", "-q", tmp_path / "publication"], check=True)
    assert look()["git"] == [("ok", "installed, and this is a repository", "")]

    def missing(*_: Any) -> str:
        raise GitError("git is not installed, or not on PATH", hint="Install git, then run it again.")

    monkeypatch.setattr(doctor, "git", missing)
    assert look()["git"] == [("note", "git is not installed, or not on PATH", "Install git, then run it again.")]


def test_feeds_that_are_gone_or_silent_are_reported(make_publication: MakePublication) -> None:
    """A feed that is gone for good, and one that answers and has nothing for a week, are told; a folder is not."""
    feeds = *(Feed(name, url=f"https://{name}.example/feed") for name in ("quay", "tide")), Feed("saved", path="content/inbox")
    root = make_publication(config=builders.config(feeds=feeds))
    long_ago = "2026-05-01T00:00:00Z"
    rows = [health.Health(name, long_ago, builders.NOW) for name in ("tide", "saved")]
    quay = health.Health("quay", long_ago, failures=3, error="answered 410", gone="2026-05-02")
    Cache(root).put(*health.PLACE, [asdict(one) for one in (quay, *rows)])

    found = [(one.said, one.hint) for one in examine(root, now=builders.NOW, environment={}) if one.about == "feed"]

    assert [said for said, _ in found] == [
        "quay: its server said on 2026-05-02 that it is gone for good (410)",
        "tide: it answers, and has had nothing for 7 days",
    ]
    assert all(hint for _, hint in found)


@pytest.mark.parametrize(
    ("by", "status", "is_told"),
    [
        ("2026-05-24", "active", True),
        ("2026-05-25", "active", False),
        ("2026-04", "dormant", True),
        ("2026-05", "active", False),
        ("2026", "active", False),
        ("2025", "active", True),
        ("2026-05-01", "closed", False),
        (None, "active", False),
    ],
)
def test_stories_that_are_due_for_review(look: Look, by: str | None, status: Any, is_told: bool) -> None:  # noqa: FBT001
    """A story is named from the day on by which it was to be reviewed, or after the month or year; one that is over is not."""
    found = look(story=builders.dossier(story=Story("The harbour barrier", status=status, review_by=by)))

    assert ("review" in found) is is_told
    if is_told:
        assert found["review"][0][:2] == ("note", f"harbour-barrier was to be reviewed by {by}")


def test_old_questions_are_counted(look: Look) -> None:
    """Questions that are open for more than thirty days are told, with the story that has the oldest."""
    asked = (Question("cost", "What does it cost?"), Question("day", "When does it open?"))
    old = builders.dossier(builders.version(published="2026-04-01T06:00:00Z", open_questions=asked))

    assert look(story=old)["questions"][0][1:] == (
        "2 questions open for more than 30 days; the oldest, of harbour-barrier, since 2026-04-01",
        "Answer it, or say why it is dropped: dateline edit harbour-barrier",
    )
    new = builders.dossier(builders.version(published="2026-05-01T06:00:00Z", open_questions=asked))
    assert "questions" not in look(story=new)


def test_settings_that_cannot_be_read_block(make_publication: MakePublication) -> None:
    """The first error is said, and what needs no settings is checked all the same."""
    root = make_publication(files={"content/site.yaml": "title: [\n"})

    first, git = examine(root, now=builders.NOW, environment={})

    assert (first.about, first.state, git.about) == ("settings", "blocks", "git")
    assert "content/site.yaml" in first.said
    assert first.hint


def test_the_report_on_a_terminal() -> None:
    """What blocks comes first, then what somebody should look at, then what is fine; each has its next step, in 80 columns."""
    found = (
        Diagnosis("writer", "ok", "Claude"),
        Diagnosis("feed", "note", "quay: " + "no answer, " * 8, "Look at it."),
        Diagnosis("credential", "blocks", "none for Claude", "Set ANTHROPIC_API_KEY."),
    )

    lines = [line.plain for line in report.terminal_lines(found, "The Record", 80)]

    assert lines == [
        "The Record" + "3 checks".rjust(70),
        "",
        "Blocks an update 1",
        "✗ credential  none for Claude",
        "            → Set ANTHROPIC_API_KEY.",
        "",
        "To look at 1",
        "! feed        quay: no answer, no answer, no answer, no answer, no answer, no",
        "              answer, no answer, no answer,",
        "            → Look at it.",
        "",
        "Fine 1",
        "● writer      Claude",
    ]
    assert [line.plain for line in report.terminal_lines(found[:1], "The Record", 80)][1:] == ["", "Fine 1", "● writer  Claude"]


def test_the_report() -> None:
    """A line for each check with its next step; what came from outside is one line."""
    found = (Diagnosis("writer", "ok", "Claude"), Diagnosis("feed", "note", "quay:\nno", "Look at it."))

    assert list(report.lines(found)) == ["ok      writer: Claude", "note    feed: quay: no", "        next: Look at it."]
    assert report.document(found) == {"checks": [asdict(one) for one in found], "blocks": False}


@pytest.mark.parametrize(("writer", "code"), [("auto", 0), ("claude", 1)])
def test_the_command(make_publication: MakePublication, writer: Any, code: int) -> None:
    """The exit code is 1 if something blocks; JSON has the same as the lines."""
    root = make_publication(config=builders.config(update=Update(writer=writer)))

    said, data = (
        CliRunner().invoke(dateline, ["-C", str(root), "doctor", *more], standalone_mode=False)
        for more in ([], ["--format", "json"])
    )

    document = json.loads(data.output)
    assert (said.return_value, data.return_value, document["blocks"]) == (code, code, bool(code))
    assert [f"{one['state']:<7} {one['about']}: {one['said']}" for one in document["checks"]] == [
        line for line in said.output.splitlines() if not line.startswith(" ")
    ]
