"""The two pages of the door for browsers: one asks for the code, one holds the terminal. Nothing on them comes from
elsewhere, and the browser is told to refuse it.
"""

from __future__ import annotations

from html import escape

from align.engine.languages import told
from align.language import ENGLISH, mark

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""The terminal sets its colours by styles of its own making, so those are allowed; scripts only from this host."""
HEADERS = {
    "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store", "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip

ASK = mark("Join code, or your own key if you have been here before")
GO_IN = mark("Go in")
WHERE = mark(
    "The interface that you will see runs on the host's computer, which could read what you type there. The first "
    "screen says what that means. Please write no patient data."
)
LEFT = mark("You have left")
STAYS = mark("What the host has received stays in the workshop. If your seat was kept, your own key leads back to it.")
AGAIN = mark("Come in again")
NO_SCRIPT = mark("This page needs JavaScript, which comes from this host alone.")

_HEAD = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/css/xterm.css">
{script}<style>
:root {{ color-scheme: dark; }}
@font-face {{ font-family: "Roboto Mono"; src: url(/static/fonts/RobotoMono-VariableFont_wght.ttf); }}
html, body {{ margin: 0; height: 100%; background: #10161c; color: #e6e9ec; font: 17px/1.5 system-ui, sans-serif; }}
main {{ max-width: 34rem; margin: 0 auto; padding: 12vh 1.5rem; }}
label, input, button {{ display: block; font: inherit; }}
input {{ font-family: "Roboto Mono", monospace; font-size: 1.4rem; width: 16em; max-width: 100%; padding: .4em .6em;
  margin: .4em 0 1em; box-sizing: border-box; }}
button {{ padding: .5em 1.4em; }}
.trouble {{ border-left: 4px solid #e0a040; padding-left: .8em; }}
.textual-terminal {{ height: 100vh; width: 100vw; }}
.over {{ display: none; position: absolute; inset: 0; z-index: 10; background: #10161c; }}
body.-closed .over {{ display: block; }}
.over h1 {{ color: inherit; background: none; }}
a {{ color: #8fc7ff; }}
</style>
</head>
"""
_ASK = """\
<body><main>
<h1>{name}</h1>
{trouble}<form method="post" action="/enter" autocomplete="off">
<label for="code">{ask}</label>
<input id="code" name="code" required autofocus autocapitalize="characters" spellcheck="false" maxlength="64">
<button type="submit">{go_in}</button>
</form>
<p>{where}</p>
</main></body></html>
"""
_TERMINAL = """\
<body>
<div id="terminal" class="textual-terminal" data-session-websocket-url="{socket}" data-font-size="16"></div>
<div class="over"><main><h1>{left}</h1><p>{stays}</p><p><a href="/">{again}</a></p></main></div>
<noscript>{no_script}</noscript>
</body></html>
"""
_SCRIPT = '<script src="/static/js/textual.js"></script>\n<script src="/focus.js"></script>\n'
FOCUS = """\
// Keys reach the terminal as soon as it is there, without a click first.
const watch = new MutationObserver(() => {
  const field = document.querySelector(".xterm-helper-textarea");
  if (field) { watch.disconnect(); field.focus(); }
});
watch.observe(document, { childList: true, subtree: true });
"""


def code_page(name: str, trouble: str = "", language: str = "") -> str:
    """Return the page that asks for the join code; `trouble` is why it asks again."""
    why = f'<p class="trouble" role="alert">{escape(told(language, trouble))}</p>\n' if trouble else ""
    asking = _in(language, ask=ASK, go_in=GO_IN, where=WHERE)
    return _head(name, language) + _ASK.format(name=escape(name), trouble=why, **asking)


def terminal_page(name: str, socket: str, language: str = "") -> str:
    """Return the page with the terminal, which talks to the websocket at `socket`."""
    leaving = _in(language, left=LEFT, stays=STAYS, again=AGAIN, no_script=NO_SCRIPT)
    return _head(name, language, _SCRIPT) + _TERMINAL.format(socket=escape(socket), **leaving)


def _head(name: str, language: str, script: str = "") -> str:
    return _HEAD.format(title=escape(name), language=language or ENGLISH, script=script)


def _in(language: str, **sentences: str) -> dict[str, str]:
    return {field: escape(told(language, sentence)) for field, sentence in sentences.items()}
