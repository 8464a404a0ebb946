"""The page about translating: its catalogues are right, and a publication can use them as they stand."""

import re
from pathlib import Path

import builders
import pytest
from conftest import MakePublication

from dateline.flows.build import build
from dateline.site.catalogue import messages, read
from dateline.site.words import Translations

ROOT = Path(__file__).parents[2]
CATALOGUES = re.findall(
    r"```yaml theme/languages/(\S+)\.yaml\n(.*?)```", (ROOT / "docs/translating.md").read_text(encoding="utf-8"), re.DOTALL
)


@pytest.mark.parametrize(("language", "text"), CATALOGUES, ids=[language for language, _text in CATALOGUES])
def test_a_catalogue_works_as_it_is_written(make_publication: MakePublication, language: str, text: str) -> None:
    """Each catalogue of the page is without a mistake, and its words are on the pages of a publication in its language."""
    root = make_publication(builders.dossier(builders.version()), config=builders.config(language=language))
    file = root / f"theme/languages/{language}.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    known = messages((ROOT / "theme/languages/en.yaml").read_bytes())

    assert read(file.read_bytes(), file.name, Translations(language), known).problems == ()
    assert build(root, root / "build").findings == ()
    page = (root / "build/stories/harbour-barrier/index.html").read_text(encoding="utf-8")
    assert {"it": "Domande aperte</h2>", "en": "In short</h2>"}[language] in page
