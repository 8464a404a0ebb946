"""What an import accepts, `check` accepts and `build` builds."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.flows.build import build
from dateline.flows.importing.run import import_site
from dateline.flows.stories.check import check

NOW, LATER = "2026-05-24T11:30:00Z", "2026-05-25T11:30:00Z"
PIECES = st.sampled_from(
    [
        *("[a b](https://x.example/)", "[5 million euros](https://m.example/)", "[r t][ref]\n\n[ref]: https://r.example/\n"),
        *("[@", "]", "[", "(", "![", "\\", "`", "```\n", "\n\n", "\n", "> ", "- ", "# h\n", "    code\n", "\t", "\r"),
        *("[@a/b]", "[@ x]", "[@k](https://x.example/)", "[@k]: https://a.example\n", "\\[@a]", "![@a](x.png)", "[*@a*]"),
        *(
            "![a](x.png)",
            "![](https://y.example/x.png)",
            "[![in](x.png)](https://d.example/)",
            "![p [q](https://i.example)](y.png)",
        ),
        *("[j](javascript:x)", "<javascript:x>", "[q]: data:x\n", "[u](https://u@h.example)", "[t](tel:1)", "[k](//h.example/x)"),
        *("<https://y.example/>", "[w v](<https://sp.example/a b>)", "[](https://e.example/)", "[k](http://[bad)", "[a](?q)"),
        *("| a | b |\n|---|---|\n| [c d](https://z.example) | x \\| [e f](https://z.example) |\n", "<b>", "{{< x >}}", "[^1]"),
        *("$5 million ", "2026-01-01 ", "“said” ", "Ada Byron ", "\u202e", "\x07", "\u200b", "word "),
    ]
)
POSTS = st.lists(st.tuples(st.lists(PIECES, min_size=1, max_size=12).map("".join), st.booleans()), min_size=1, max_size=25)


@given(POSTS)
@settings(max_examples=8)
def test_what_is_imported_can_be_published_whatever_it_says(posts):
    """Whatever a text says: it is refused with a reason, or there is no error in it; the same import again adds nothing."""
    with TemporaryDirectory() as made:
        root, source = Path(made, "publication"), Path(made, "posts")
        (root / "content").mkdir(parents=True)
        (root / "content/site.yaml").write_text("title: The Record\nurl: https://example.org/\n", encoding="utf-8")
        source.mkdir()
        for number, (body, is_post) in enumerate(posts):
            head = f"---\ntitle: Post {number}\n" + "date: 2020-01-01\n" * is_post
            (source / f"p{number}.md").write_text(f"{head}---\n{body}\n", encoding="utf-8", newline="")

        done = import_site(root, source, now=NOW)

        assert len(done.texts) + sum(one.is_refused for one in done.notices) == len(posts)
        assert [one for one in check(root, now=NOW).findings if one.level == "error" or one.rule == "unused-waiver"] == []
        assert build(root, root / "build").findings == ()
        again = import_site(root, source, now=LATER)
        assert (again.texts, again.items, again.pictures) == ((), 0, ())
