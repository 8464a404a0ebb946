"""Scripts say their messages in the language of the page, as the catalogue has them."""

import json
import re
import shutil
import subprocess

import pytest

from dateline.site.scripts import messages, told
from dateline.site.theme import load_theme
from dateline.site.theme_parts import BUNDLES, built_in
from dateline.site.words import ENGLISH, Translations

NEW = "_n`${n} new sentence|${n} new sentences`"
GERMAN = Translations(
    "de",
    told={"Version {n}, {when}": "{when}: Fassung {n}", "Moved#story": "Umgezogen", "none": r"`keine\n`"},
    forms={"{n} new sentence": ["ein neuer Satz", "{n} neue Sätze"], "{n} new": ["{n} neu", "{n} neu"]},
)
POLISH = Translations(
    "pl",
    plural="n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2",
    forms={"{n} new sentence": ["{n} nowe zdanie", "{n} nowe zdania", "{n} nowych zdań"]},
)
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in sorted((built_in() / "script").rglob("*.js"))}


def said(script: str, words: Translations) -> str:
    return told(script.encode(), words).decode()


def run(script: str, words: Translations, **given: object) -> list[str]:
    """What messages are when a script runs, in JavaScript itself; skips the test if that is missing."""
    node = shutil.which("node")
    if not node:
        pytest.skip("no Node")
    begin = "".join(f"const {name} = {json.dumps(value)}; " for name, value in given.items())
    code = f"{begin}console.log(JSON.stringify([{said(script, words)}]))"
    done = subprocess.run([node, "-e", code], capture_output=True, encoding="utf-8", check=True)
    found: list[str] = json.loads(done.stdout)
    return found


def test_a_script_names_its_messages_in_english():
    """A variable stands in braces; a message with a number has two forms, which may be the same; a context belongs to it."""
    assert messages(f"f(_`Version ${{n}}, ${{when}}`, {NEW}, _n`${{n}} new`, _`Moved#story`, _`a \\` and \\\\`, _`a|b`)") == [
        ("Version {n}, {when}", ""),
        ("{n} new sentence", "{n} new sentences"),
        ("{n} new", "{n} new"),
        ("Moved#story", ""),
        ("a ` and \\", ""),
        ("a|b", ""),
    ]


@pytest.mark.parametrize("script", ["a_`b`", "a$_`b`", "a._`b`", "`b`", "_(`b`)", "_m`b`"])
def test_other_templates_are_no_messages(script):
    """Only a template directly after the sign is a message: other tags, and names that end in the sign, are left alone."""
    assert messages(script) == []
    assert said(script, GERMAN) == script


def test_english_is_plain_text():
    """In English, a message is a template as it stands, without its context; forms that are the same are one."""
    assert said("_`Version ${n}`", ENGLISH) == "`Version ${n}`"
    assert said("_`Moved#story`", ENGLISH) == "`Moved`"
    assert said("_n`${n} more#of a list`", ENGLISH) == "`${n} more`"
    assert said("_n`${n} more#of a list|${n} many#of a list`", ENGLISH) == "[`${n} more`,`${n} many`][+(n != 1)]"


def test_a_number_chooses_the_form():
    """One has the first form of the two, and any other number has the second one."""
    assert [run(NEW, ENGLISH, n=n) for n in (0, 1, 2)] == [["0 new sentences"], ["1 new sentence"], ["2 new sentences"]]
    assert [run(NEW, GERMAN, n=n) for n in (0, 1, 2)] == [["0 neue Sätze"], ["ein neuer Satz"], ["2 neue Sätze"]]
    assert said("_n`${n} new`", GERMAN) == "`${n} neu`"


def test_a_rule_for_three_forms_works_in_a_script():
    """The plural rule is written as in C, which JavaScript understands."""
    forms = {n: run(NEW, POLISH, n=n)[0] for n in (0, 1, 2, 5, 12, 22, 25)}

    assert forms == {n: POLISH.filled(POLISH.forms["{n} new sentence"][POLISH.form(n)], {"n": n}) for n in forms}
    assert {form.partition(" ")[2] for form in forms.values()} == {"nowe zdanie", "nowe zdania", "nowych zdań"}


def test_names_may_stand_in_another_order():
    """A translation puts values where its language has them."""
    assert run("_`Version ${n}, ${when}`", GERMAN, n=3, when="gestern") == ["gestern: Fassung 3"]


def test_signs_of_scripts_are_only_text_in_a_translation():
    """A backtick ends no template, and a backslash stays what it is."""
    assert run("_`none`", GERMAN) == [r"`keine\n`"]
    assert run(r"_`a \` and \\`", GERMAN) == ["a ` and \\"]


def test_what_a_catalogue_lacks_is_said_in_english():
    """A message without a translation is in English, also for its number, whatever the language's own rule is."""
    assert run("_`Redline`, _n`${n} day|${n} days`", POLISH, n=1) == ["Redline", "1 day"]
    assert run("_n`${n} day|${n} days`", POLISH, n=5) == ["5 days"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_message_is_left_in_what_readers_load(language):
    """Every script that readers load has its messages told."""
    theme = load_theme().speaking(language)
    names = [name.removeprefix("static/") for name in BUNDLES if name.endswith(".js")]

    assert len(names) > 3
    assert [name for name in names if re.search(r"(?<![\w$.])_n?`", theme.static[theme.asset(name)].decode())] == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_message_has_only_names(name):
    """What stands in a message is a name, never an expression, and it has no sign that a script writes in another way."""
    assert [one for one in messages(SCRIPTS[name]) if set("$\\") & set("".join(one))] == []


def test_joining_keeps_messages_as_they_are():
    """What leaves out white space leaves messages alone: one within another template would lose some."""
    theme = load_theme()
    joined = [message for name in BUNDLES if name.endswith(".js") for message in messages(theme._held[name].decode())]

    assert {*joined} == {message for text in SCRIPTS.values() for message in messages(text)}
    assert len({*joined}) > 80
