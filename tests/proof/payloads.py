"""Texts that would do harm if they became markup, a link, a mention or a command."""

from proof.bad_input import CASES, SHARED, rows

_HAND_WRITTEN = (
    " ",
    "[click](javascript:alert(1)) ![x](https://evil.example/q)",
    "<script>alert(1)</script><img src=https://evil.example/x>",
    "one\n\n# two\n\n```\nthree",
    "::error file=x::four\n::add-mask::five\r\n  ::stop-commands::six",
    "##[error]seven\r##[command]eight",
    "`nine` **ten** _eleven_ ~~twelve~~ | thirteen |",
    "@everybody closes #14, fixes owner/repo#15, resolves GH-16, deadbeef0123456789",
    "https://evil.example/ and www.evil.example <https://evil.example/>",
    "\x1b[31mred\x1b]8;;https://evil.example\x07link\x9b2J\rover",
    "be\u200bfore \u202egnp.exe\u202c \u2066x \u00ad\ufeff \U000e0041",
    "1. one\n2) two\n- three\n+ four\n* five\n> six\n=====\n-----",
    "</outline><outline xmlUrl='https://evil.example/'/>&lt;&#x41;",
    "line\u2028sep\u2029arators\x85and\x0bmore\x0c",
    "[ref]: https://evil.example 'x'\n\n[ref]",
    "$\\href{https://evil.example}{x}$ \\[y\\]",
    "[skip ci] [ci skip] [no ci] [skip actions] [actions skip] ***NO_CI*** skip-checks: true",
    "resolves https://github.com/o/r/issues/1, fixes o/r#3, closes: #4 and GH-5",
    "</summary></details><details open><summary>x</summary> | --- | </td>",
    "> [!CAUTION]\n> **Nothing blocks.**\n\n- [x] Signed",
    ":-: | :-:",
    "<script>alert(1)</script>",
    "</title></textarea></style><svg onload=alert(1)>",
    '"><img src=https://evil.example/x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "[click](javascript:alert(1)) ![x](https://evil.example/q)",
    "{{ 7*7 }}{% raw %}${7*7}",
    "]]><script>alert(1)</script>",
    "<!--<script>",
    "[7] [@] \u202egnp.exe",
    "</script><script>alert(1)//",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)
OURS: tuple[str, ...] = tuple(
    dict.fromkeys(
        (
            *_HAND_WRITTEN,
            *(row["payload"] for row in rows(CASES / "xss/families.jsonl")),
            *(row["value"] for row in rows(CASES / "text/field-payloads.jsonl")),
        )
    )
)
PUBLIC: tuple[str, ...] = tuple(row["payload"] for row in rows(SHARED / "xss/dompurify-payloads.jsonl"))
"""Those of DOMPurify's own tests; none if they are not beside the project."""
