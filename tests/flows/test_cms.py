"""The configuration of the CMS."""

import base64
import hashlib
import json
import re
import subprocess
from pathlib import Path

import builders
import jsonschema
import pytest
import yaml

from dateline.core.codec.schema import schema
from dateline.core.errors import UsageError
from dateline.core.model import Story, Version
from dateline.flows.cms import LEFT_OUT, sveltia_config, sveltia_files
from dateline.flows.start import add_cms, start
from dateline.post.code_host import LABEL
from dateline.store.proposed import branch_for

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "tests/browser/node_modules/@sveltia/cms"
COLLECTIONS = {"stories": "version", "settings": "story"}
FILES = ["admin/config.yml", "admin/index.html", "admin/publish.sh", ".github/workflows/cms.yml"]


def configuration(**given):
    return yaml.safe_load(sveltia_config(builders.config(**given)))


def collection(name):
    return next(one for one in configuration()["collections"] if one["name"] == name)


@pytest.fixture
def package():
    """The CMS's package, if npm has installed it."""
    if not PACKAGE.is_dir():
        pytest.skip("no Sveltia CMS: install in tests/browser the package @sveltia/cms (npm ci)")
    return PACKAGE


def test_the_configuration_is_valid(package):
    """It follows the JSON Schema that the CMS publishes."""
    published = json.loads((package / "schema/sveltia-cms.json").read_text(encoding="utf-8"))

    jsonschema.Draft7Validator(published).validate(configuration())


def test_the_page_loads_the_release_that_was_tested(package):
    """The script's hash is in the page, and the page, the script that fetches it, and the tests name one release."""
    files = {name: data.decode() for name, data in sveltia_files(builders.config()).items()}
    release = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    hashed = base64.b64encode(hashlib.sha384((package / "dist/sveltia-cms.js").read_bytes()).digest()).decode()

    assert f'integrity="sha384-{hashed}"' in files["admin/index.html"]
    assert f"Sveltia CMS {release};" in files["admin/index.html"]
    assert f"version={release}\n" in files["admin/publish.sh"]


def test_a_proposal_has_a_branch_and_a_label_that_the_cms_reads(package, tmp_path):
    """`dateline propose` writes a slash in a branch and the label of the board as the released CMS does."""
    script = (package / "dist/sveltia-cms.js").read_text(encoding="utf-8")
    (tmp_path / "admin").mkdir()
    (tmp_path / "admin/config.yml").touch()

    assert ".replaceAll(`%`,`%25`).replaceAll(`/`,`%2F`)" in script
    assert "=`cms`," in script
    assert branch_for(tmp_path, "quay", 4) == "cms/stories/quay%2Fv004"
    assert "||`sveltia-cms/`" in script
    assert "`pending_review`" in script
    assert LABEL == "sveltia-cms/pending_review"


@pytest.mark.parametrize(("name", "kind"), [("stories", Version), ("settings", Story)])
def test_each_key_has_a_field_or_a_reason(name, kind):
    """Each key of the JSON Schema has a field with its sentence as a hint, or is listed with the reason why not."""
    described = schema(COLLECTIONS[name])["properties"]
    fields = {one["name"]: one for one in collection(name)["fields"]}
    left_out = {*LEFT_OUT[kind], *(["withdrawn"] if kind is Version else [])}

    assert fields.keys() | left_out == described.keys()
    assert fields.keys() & left_out == set()
    assert [key for key, field in fields.items() if not field["hint"].startswith(described[key]["description"])] == []


def test_a_default_is_named():
    """A choice that is left open says what then holds."""
    hints = {one["name"]: one["hint"] for one in collection("settings")["fields"]}

    assert hints["status"].startswith("Only active stories are updated")
    assert hints["status"].endswith(" If empty: active.")
    assert hints["title"] == "The story's title, until a version gives a newer one."


def test_what_the_program_records_is_read_only():
    """An editor sees ids, numbers and times, and cannot change them; an id that she has to choose is open."""
    fields = {one["name"]: one for one in collection("stories")["fields"]}
    inner = {(name, one["name"]): one for name, field in fields.items() for one in field.get("fields", ())}

    assert [name for name, one in fields.items() if one.get("readonly")] == ["format", "version", "kind", "published", "items"]
    assert [at for at, one in inner.items() if one.get("readonly")] == [
        ("open_questions", "id"),
        ("figures", "id"),
        ("perspectives", "id"),
        ("tensions", "id"),
    ]
    assert inner["closed_questions", "id"]["required"]


def test_dates_stay_text():
    """No field is a date of the CMS, which would make 2026-05 a day; text in another form is refused with words."""
    date = next(one for one in collection("stories")["fields"] if one["name"] == "timeline")["fields"][0]
    pattern, said = date["pattern"]

    assert "datetime" not in sveltia_config(builders.config())
    assert [bool(re.search(pattern, text)) for text in ("2026", "2026-05", "2026-05-24", "May 2026")] == [True, True, True, False]
    assert said == "Should be a date such as 2026, 2026-04 or 2026-04-14."


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://github.com/example/briefs", "example/briefs"),
        ("https://github.com/example/briefs.git/", "example/briefs"),
        ("https://codeberg.org/example/briefs", "OWNER/NAME"),
        (None, "OWNER/NAME"),
    ],
)
def test_the_repository_is_that_of_the_settings(address, expected):
    """A repository on GitHub is taken from site.yaml; else there is a placeholder."""
    assert configuration(repository=address)["backend"]["repo"] == expected


def test_a_publication_gets_the_cms_once(tmp_path, dateline):
    """`init --cms` adds files to a new or an existing publication; where they are there, nothing is written."""
    code, out, _ = dateline("init", tmp_path / "new", "--example", "--cms", "sveltia")
    again = dateline("init", tmp_path / "new", "--cms", "sveltia")

    assert (code, again[0]) == (0, 0)
    assert [line for line in out.splitlines() if line.endswith(": written")] == [f"{name}: written" for name in sorted(FILES)]
    assert "next: replace OWNER/NAME in admin/config.yml by the repository on GitHub" in out
    assert "written" not in again[1]
    assert dateline("-C", tmp_path / "new", "check")[0] == 0


def test_the_repository_that_is_known_need_not_be_replaced(make_publication, dateline):
    """If the settings name the repository, the next step is to commit."""
    root = make_publication(config=builders.config(repository="https://github.com/example/briefs"))

    _, out, _ = dateline("init", root, "--cms", "sveltia")

    assert "OWNER" not in out + (root / "admin/config.yml").read_text(encoding="utf-8")


def test_nothing_is_overwritten(make_publication):
    """A file with another content stays, and no other file is written."""
    root = make_publication()
    (root / "admin").mkdir()
    (root / "admin/config.yml").write_text("mine", encoding="utf-8")

    with pytest.raises(UsageError, match=r"not overwritten: admin/config\.yml$"):
        add_cms(root)

    assert [path.name for path in (root / "admin").iterdir()] == ["config.yml"]
    assert not (root / ".github").exists()


def test_nothing_is_written_outside_the_publication(make_publication, tmp_path):
    """A folder that is a link to another place is refused."""
    root = make_publication()
    (tmp_path / "elsewhere").mkdir()
    (root / "admin").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(UsageError, match=r"not overwritten: admin/config\.yml, admin/index\.html, admin/publish\.sh"):
        add_cms(root)

    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_run_that_was_killed_is_completed(make_publication):
    """If some files are there, as a killed run leaves them, the others are added."""
    root = make_publication()
    add_cms(root)
    (root / "admin/index.html").unlink()

    assert add_cms(root) == ("admin/index.html",)


def test_the_cms_takes_no_page_of_the_publication(tmp_path):
    """If the site has a page at /admin/, the page for editors is not put there, and two lines say so."""
    start(tmp_path / "new")
    add_cms(tmp_path / "new")
    page = tmp_path / "new/build/admin/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("About the administration", encoding="utf-8")

    argv = ["sh", "admin/publish.sh", "build"]
    done = subprocess.run(argv, cwd=tmp_path / "new", capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, page.read_text(encoding="utf-8")) == (1, "About the administration")
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["error", "hint"]
