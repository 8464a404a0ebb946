"""The real CMS, in a real browser: what it saves, after `fmt`, differs from what it opened in the edited sentence alone."""

import os
import re
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from browser.conftest import WIDE, Quiet
from chromium import PATIENCE

from dateline.flows.cms import CONFIG, sveltia_files
from dateline.flows.fmt import fmt
from dateline.store.reading import read_config

pytestmark = pytest.mark.browser

HERE = ("http://127.0.0.1:", "blob:", "data:")
PACKAGE = Path(__file__).parent / "node_modules/@sveltia/cms"
KEEP = """async files => {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('sveltia-cms-test', {create: true});
  for (const [path, text] of Object.entries(files)) {
    let folder = root;
    const names = path.split('/');
    for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, {create: true});
    const writer = await (await folder.getFileHandle(names.at(-1), {create: true})).createWritable();
    await writer.write(text);
    await writer.close();
  }
}"""
SAVED = """async path => {
  let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('sveltia-cms-test');
  const names = path.split('/');
  for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
  const file = await (await folder.getFileHandle(names.at(-1))).getFile();
  return file.text().catch(() => ''); // it was replaced while it was read
}"""
ADD = """async button => {
  const fields = () => document.querySelectorAll('section textarea').length;
  const before = fields();
  while (fields() === before) {
    button.click(); // again if it is lost, because the form is drawn anew at that moment
    for (let frame = 0; frame < 600 && fields() === before; frame++) await new Promise(requestAnimationFrame);
  }
}"""
BACKEND = re.compile(r"^backend:\n(  .*\n)+", re.MULTILINE)
FILES = Path(__file__).parents[1] / "fixtures/cms"


def publish(root: Path) -> None:
    """Runs the script that adds the page for editors to the site, with an `npm` that packs what the tests have installed."""
    tool = root / "bin/npm"
    tool.parent.mkdir()
    parts = "cms/dist/sveltia-cms.js cms/LICENSE.txt cms/npm/assets"
    pack = f"tar -czf \"$4/sveltia-cms-${{5##*@}}.tgz\" -C '{PACKAGE.parent}' --transform 's,^cms,package,' {parts}"
    tool.write_text(f"#!/bin/sh\n{pack}\n", encoding="utf-8")
    tool.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tool.parent}:{os.environ['PATH']}"}
    subprocess.run(["sh", "admin/publish.sh", "build"], cwd=root, env=environment, check=True)


@pytest.fixture
def desk(chromium: Any, make_publication: Any) -> Iterator[tuple[Path, Any]]:
    """A publication, and its CMS as `init` makes it, with the CMS's own double of a repository."""
    if not PACKAGE.is_dir():
        pytest.skip("no Sveltia CMS: install in tests/browser the package @sveltia/cms (npm ci)")
    root = make_publication()
    for name, data in sveltia_files(read_config(root)).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    config = root / CONFIG
    config.write_text(BACKEND.sub("backend: {name: test-repo}\n", config.read_text(encoding="utf-8")), encoding="utf-8")
    publish(root)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root / "build")))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site = f"http://127.0.0.1:{server.server_port}/"
    context = chromium.new_context(locale="en-US", viewport=WIDE)
    context.set_default_timeout(PATIENCE)
    left: list[str] = []

    def refuse(route: Any) -> None:
        left.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith(HERE), refuse)
    tab = context.new_page()
    tab.goto(f"{site}admin/")
    yield root, tab
    context.close()
    assert left == []
    server.shutdown()
    server.server_close()
    thread.join()


def open_entry(tab: Any, files: dict[str, str], entry: str) -> None:
    """Signs in, and opens an entry of the repository's double, which has these files."""
    tab.evaluate(KEEP, files)
    tab.get_by_role("button", name="Work with Test Repository").click()
    tab.get_by_text("Story settings").first.wait_for()
    tab.evaluate("entry => { location.hash = `#/collections/${entry}` }", entry)
    tab.get_by_role("button", name="Save").wait_for()


def saved(tab: Any, path: str, words: str) -> str:
    """Saves, and waits for the file that has these words."""
    tab.get_by_role("button", name="Save").click()
    tab.wait_for_function(f"async ([path, words]) => (await ({SAVED})(path)).includes(words)", arg=[path, words])
    text: str = tab.evaluate(SAVED, path)
    return text


def wait_for_words(tab: Any, words: str) -> None:
    """Waits until a field has the words: fields are there before what they hold is loaded."""
    tab.wait_for_function("told => [...document.querySelectorAll('textarea')].some(one => one.value.includes(told))", arg=words)


def edit(tab: Any, old: str, new: str) -> None:
    """Changes words in the field that has them."""
    wait_for_words(tab, old)
    fields = tab.locator("textarea")
    field = next(one for one in map(fields.nth, range(fields.count())) if old in one.input_value())
    field.fill(field.input_value().replace(old, new))


@pytest.mark.parametrize(
    ("name", "path", "entry"),
    [
        ("version.yaml", "stories/harbour/v002.yaml", "stories/entries/harbour/v002"),
        ("story.yaml", "stories/harbour/story.yaml", "settings/entries/harbour/story"),
        ("page.md", "content/pages/about.md", "pages/entries/about"),
        ("essay.md", "content/signals/one.md", "essays/entries/one"),
    ],
)
def test_what_is_not_edited_stays_byte_for_byte(desk, name, path, entry):
    """An editor opens a file in the real CMS, changes a sentence and saves: after `fmt`, only that sentence differs."""
    root, tab = desk
    file, text = root / path, (FILES / name).read_text(encoding="utf-8")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    if file.suffix == ".yaml":
        assert not fmt(root, [file], write=False)[0].differs, "the example is not in canonical form"

    open_entry(tab, {path: text}, entry)
    edit(tab, "Each story", "Every story")

    file.write_text(saved(tab, path, "Every story"), encoding="utf-8")
    if file.suffix == ".yaml":
        assert fmt(root, [file])[0].problems == ()
    assert file.read_text(encoding="utf-8") == text.replace("Each story", "Every story")


def test_a_new_question_gets_its_id(desk):
    """An editor adds a question, whose id she cannot write: `fmt` makes it from the words, and nothing else changes."""
    root, tab = desk
    path = "stories/harbour/v002.yaml"
    text = (FILES / "version.yaml").read_text(encoding="utf-8")
    (root / path).parent.mkdir(parents=True)
    open_entry(tab, {path: text}, "stories/entries/harbour/v002")

    wait_for_words(tab, "Each story")
    add = tab.get_by_role("button", name="Add \u2068Open questions\u2069")
    add.evaluate(ADD)
    section = tab.locator("section").filter(has=add).last
    section.get_by_role("textbox", name="Text").last.fill("Who is next [@a-2]?")
    (root / path).write_text(saved(tab, path, "Who is next"), encoding="utf-8")

    assert fmt(root, [root / path])[0].problems == ()
    added = "- id: who-is-next\n  text: |\n    Who is next [@a-2]?\nclosed_questions:\n"
    assert (root / path).read_text(encoding="utf-8") == text.replace("closed_questions:\n", added)
