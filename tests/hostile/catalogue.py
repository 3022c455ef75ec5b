"""Texts that people, packs and files may bring, and what may be left of them: data only.

`seen` is the text as it must stand wherever it is shown; all else that was in it is gone. "A" and "Z" mark both ends.
"""

from __future__ import annotations

# ruff: noqa: E501 - tables of cases are read as tables
from dataclasses import dataclass

ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"


@dataclass(frozen=True)
class Case:
    """One text."""

    name: str
    text: str
    seen: str


def _family(name: str, *pairs: tuple[str, str]) -> list[Case]:
    """(text, seen) pairs as cases of one family."""
    return [Case(f"{name} {number}", text, seen) for number, (text, seen) in enumerate(pairs, 1)]


def _same(name: str, *texts: str) -> list[Case]:
    """Texts that must stay exactly as they are."""
    return _family(name, *((text, text) for text in texts))


def _sequences() -> list[Case]:
    """Escape sequences lose the byte that makes them one; what follows it is harmless and stays."""
    csi = (
        "2J",
        "H",
        "31m",
        "?1049h",
        "?25l",
        "6n",
        "10;10H",
        "999A",
        "K",
        "1;1r",
        "?1003h",
        "c",
        ">c",
        "5i",
        "0q",
        "8;1;1t",
    )
    bodies = {
        "CSI": [(f"{ESC}[{it}", f"[{it}") for it in csi],
        "C1 CSI": [(f"\x9b{it}", it) for it in csi[:6]],
        "OSC title": [(f"{ESC}]0;gone{end}", f"]0;gone{_after(end)}") for end in (BEL, ST, "\x9c")],
        "OSC clipboard": [(f"{ESC}]52;c;aGVsbG8={end}", f"]52;c;aGVsbG8={_after(end)}") for end in (BEL, ST, "\x9c")],
        "OSC link": [
            (f"{ESC}]8;;http://x.example{end}text{ESC}]8;;{end}", f"]8;;http://x.example{_after(end)}text]8;;{_after(end)}")
            for end in (BEL, ST)
        ],
        "OSC other": [(f"{ESC}]{it}{BEL}", f"]{it}") for it in ("4;1;red", "9;note", "10;?", "777;notify;a;b", "1337;File=:", "133;A")],
        "C1 OSC": [(f"\x9d52;c;aGk={BEL}", "52;c;aGk=")],
        "DCS": [(f"{ESC}P1;2q#0{ST}", "P1;2q#0\\"), ("\x90q\x9c", "q"), (f"{ESC}P+q544e{ST}", "P+q544e\\")],
        "APC, PM, SOS": [(f"{ESC}_Gf=32;{ST}", "_Gf=32;\\"), (f"{ESC}^x{ST}", "^x\\"), (f"{ESC}Xx{ST}", "Xx\\"), ("\x9fx\x9c", "x")],
        "two bytes": [(f"{ESC}{it}", it) for it in ("c", "7", "8", "D", "M", "(0", "#8", "=", ">", "Z")],
        "shift": [("\x0eabc\x0f", "abc"), ("a\x1b", "a"), ("\x1b\x1b[\x1b", "[")],
    }  # fmt: skip
    return [
        case for name, pairs in bodies.items()
        for case in _family(name, *((f"A{text}Z", f"A{seen}Z") for text, seen in pairs))
    ]  # fmt: skip


def _after(end: str) -> str:
    return "\\" if end == ST else ""


def _characters() -> list[Case]:
    """Single characters that nobody can see, or that move what can be seen."""
    gone = {
        "control": [*map(chr, (0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 19, 20, 21, 24, 26, 27, 28, 31, 0x7F))],
        "C1": [*map(chr, (0x80, 0x84, 0x86, 0x8D, 0x90, 0x98, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F))],
        "bidi": list("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
        "unseen": list("\u200b\u2060\u2061\u2062\u2063\u2064\u206a\u206f\ufeff\u00ad\u180e\ufff9\ufffb"),
        "tag": ["\U000e0001", "\U000e0020", "\U000e0041\U000e0042", "\U000e007f"],
        "surrogate": ["\ud800", "\udfff", "\udc80", "\ud83d"],
        "no character": ["\ufdd0", "\ufffe", "\uffff", "\U0010ffff", "\U0001fffe"],
    }
    cases = [case for name, chars in gone.items() for case in _family(name, *((f"A{c}Z", "AZ") for c in chars))]
    lines = _family(
        "line end", ("A\r\nZ", "A\nZ"), ("A\rZ", "A\nZ"), ("A\u2028Z", "A\nZ"), ("A\u2029Z", "A\nZ"), ("A\x85Z", "A\nZ"),
        ("A\x0bZ", "A\nZ"), ("A\x0cZ", "A\nZ"), ("A\tZ", "A Z"), ("\n\n A \nZ\n\n", "A\nZ"),
    )  # fmt: skip
    return cases + lines


def _floods() -> list[Case]:
    """Too much of something."""
    acute = "\u0301"
    return _family(
        "flood", ("A" + acute * 300 + "Z", "\u00c1" + acute * 4 + "Z"), ("A" + "\u20dd" * 99 + "Z", "A" + "\u20dd" * 4 + "Z"),
        ("A" + (acute * 4 + "\u200d") * 200 + "Z", f"\u00c1{acute * 3}\u200d{acute}Z"),
        ("A" + "\ufe0f" * 500 + "Z", "A" + "\ufe0f" * 4 + "Z"), ("A" + "\u034f" * 50 + "Z", "A" + "\u034f" * 4 + "Z"),
        ("W" * 4_000, "W" * 4_000), ("W" * 9_000, "W" * 4_000), ("\u4f60" * 4_000, "\u4f60" * 4_000),
        ("\U0001f600" * 1_000, "\U0001f600" * 1_000), ("\u0e49" * 50, "\u0e49" * 4), ("x\n" * 900, "x\n" * 199 + "x"),
        ("[" * 500, "[" * 500), ("](" * 500, "](" * 500), ("`" * 500, "`" * 500), ("A" + " " * 3_000 + "Z", "A" + " " * 3_000 + "Z"),
    )  # fmt: skip


_MARKUP = _same(
    "markup", "[@click=app.quit]A[/]", "[@click=app.bell()]A[/@click]", "[@click=screen.dismiss(True)]A", "[/bold]", "[/]",
    "[/", "[", "]", "[]", "[[", "[draft]", "[TODO] A", "[bold red on blue]A[/]", "[link=http://x.example]A[/link]",
    "[sys:A]", "[not-a-style]A[/not-a-style]", "[$primary]A", "[reverse]A[/reverse]", "\\[bold]A", "A\\", "[b]A[/b", "[red]" * 40,
    "[#ff0000]A[/]", "[@mouse.down=app.quit]A[/]", "[on $surface 50%]A[/]", "[=A]", "[a=b c=d]A[/]", ":smile: :warning:",
    "[/red][red]", "[\"'A", "{A}", "%s %d %(A)s", "$A ${A}",
)  # fmt: skip
_DOCUMENT = _same(
    "document", "# A", "## A #", "> A", "- A\n- Z", "1. A", "***", "---", "===\nA", "```\nA\n```", "    A"[4:], "*A* **Z**", "_A_",
    "~~A~~", "`A`", "[A](javascript:alert(1))", "[A](vscode://x)", "[A](ssh://x)", "[A](-oProxyCommand=x)", "[A][1]\n\n[1]: http://x",
    "![A](http://x.example/p.png)", "<http://x.example>", "http://x.example/a?b=c", "www.x.example", "a@x.example", "@everyone",
    "<script>alert('A')</script>", "<img src=x onerror=alert(1)>", "<b>A</b>", "<!-- A", "-->", "</table>", "<svg/onload=A>",
    "&lt;A&gt; &#65; &amp;", "| A | Z |\n| - | - |", "A | Z", "A \\| Z", "|", "||||", "A\n\nZ", "A\n| Z |", "[^1]", "$A$", "$$A$$",
    "javascript:alert(1)", "data:text/html,<b>A", "file:///etc/passwd", "\\A", "A\\\nZ", "A<br>Z", "[ ] A", "#123",
)  # fmt: skip
_CODE = _same(
    "code", "{{ 7*7 }}", "{% raw %}A", "{# A #}", "{{ ''.__class__.__mro__ }}", "{{ lipsum.__globals__ }}", "${7*7}", "<%= 7 %>",
    "=1+1", "+1", "-1", "@SUM(1)", '=HYPERLINK("http://x","A")', "=cmd|' /C calc'!A0", "\uff1d1+1", "'; DROP TABLE events; --",
    "../../etc/passwd", "/etc/passwd", "C:\\con", "`rm -rf A`", "$(A)", "A; A", '{"kind":"answer"}', '","at":"', "!!python/object:A",
    "&a [*a]", "A: [", "- - -", "null", "NO", "1e999", "\\u001b[2J", "\\x1b[2J", "%1B[2J", "\\033]52;c;A",
)  # fmt: skip
_WRITING = _same(
    "writing", "Straße, naïve, façade", "Ελληνικά", "Русский", "עברית עם ניקוד שָׁלוֹם", "العربية ١٢٣", "می‌خواهم", "हिन्दी क्ष",
    "தமிழ்", "ภาษาไทยน้ำ", "日本語のテスト", "简体中文", "한국어", "Tiếng Việt ngữ", "👩‍👩‍👧 🇩🇪 👍🏽 ❤️", "🧑🏿‍❤️‍💋‍🧑🏻", "café", "אבג 123 (דה) ABC",
    "ABC אבג | דה", "½ – “quoted” …", "ﷺ", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "A\u00a0Z", "A\u3000Z",
)  # fmt: skip

CASES: tuple[Case, ...] = (
    *_sequences(), *_characters(), *_floods(), *_MARKUP, *_DOCUMENT, *_CODE, *_WRITING,
)  # fmt: skip

SOME: tuple[Case, ...] = tuple(
    {case.name.rsplit(" ", 1)[0]: case for case in CASES}.values()
) + tuple(case for case in _MARKUP if case.text in ("[@click=app.quit]A[/]", "[/bold]", "[/]", "[draft]", "[sys:A]", "["))  # fmt: skip
"""The last of each family, and the markup that is known to hurt: for screens, which take longer."""

NEVER = frozenset(
    [chr(code) for code in (*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0))]
    + list("\u200b\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\ufeff\u00ad\U000e0041\U000e0001")
)
"""What may reach no terminal and no document. (First-strong isolates and their end are our own.)"""
