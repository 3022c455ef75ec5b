"""Says whether a charter file is what it was, and whether it is what the log says. It reads neither log nor clock."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from align.charter.catalogue import DECISION, templates
from align.charter.context import context
from align.charter.decisions import decision_files
from align.charter.render import written
from align.charter.stamp import Stamp, fingerprint, read_stamp
from align.charter.templates import read_template
from align.domain.state import State
from align.errors import UserError
from align.language import _
from align.system import reason

LONGEST_FILE = 8_000_000
"""Bytes of a file that could be a charter."""


class Finding(msgspec.Struct, frozen=True):
    """What can be said about a file, in a sentence or two; `ok` is false when it is not as it should be."""

    ok: bool
    sentence: str


def read_file(path: Path) -> str:
    """Return a charter file's text; raises UserError when it cannot be one."""
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST_FILE + 1)
        text = data.decode("utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be read: {reason(error)}.") from error
    except UnicodeDecodeError:
        text = ""
    if not text or len(data) > LONGEST_FILE or "\0" in text:
        raise UserError(f"{path} is no Markdown charter. Of the formats, md, one-page and decisions carry their sum.")
    return text


def check_text(text: str) -> Finding:
    """Say whether a charter's text still is the one that its last line was computed for."""
    stamp = read_stamp(text)
    if stamp is None:
        return Finding(
            False,
            _(
                'It does not end with the line "Content sha256 …" of a Markdown charter, so nothing can be said about '
                "it. Pages, Word files and tables can be written again from the workshop and compared."
            ),
        )
    if not stamp.intact:
        return Finding(
            False,
            _("It was changed after it was written as {version}: its text has another sum.", version=_name(stamp)),
        )
    return Finding(
        True,
        _(
            "It is unchanged since it was written as {version}, as far as its own sum tells. Whoever changes a text "
            "can change its sum, so compare it with the workshop too: align verify FILE NAME.",
            version=_name(stamp),
        ),
    )


def check_log(text: str, sealed: Mapping[int, State], now: State, template: Path | None = None) -> Finding:
    """Say whether a charter is what the log renders for its version. `sealed`: version → state;
    `now`: the newest state, which a draft is compared with.

    Raises UserError when the template cannot be read or is wrong.
    """
    alone = check_text(text)
    stamp = read_stamp(text)
    if stamp is None or not alone.ok:
        return alone
    state = sealed.get(stamp.version) if stamp.version else now
    if state is None:
        known = ", ".join(str(version) for version in sealed) or _("none")
        said = _(
            "It says {version}, which the workshop does not have. Sealed there: {known}.",
            version=_name(stamp), known=known,
        )  # fmt: skip
        return Finding(False, said)
    own = _own_name(stamp, template)
    if own is None:
        return Finding(
            False,
            _(
                "Its own sum is right, but it was made with another template (its mark is {mark}), so it cannot be "
                "compared. Give that template with --template.",
                mark=stamp.template,
            ),
        )
    given = now.signatures.get(stamp.version, []) if stamp.version else []
    unsigned = msgspec.structs.replace(state, signatures={})
    if stamp.unsigned not in {said.sha256 for said in _stamps(unsigned, template, own)}:
        return _different(stamp, finished=bool(sealed))
    for number in range(len(given), -1, -1):
        signed = msgspec.structs.replace(state, signatures={stamp.version: given[:number]})
        if stamp.sha256 in {said.sha256 for said in _stamps(signed, template, own)}:
            same = _("It is {version}, word for word what the workshop's log says.", version=_name(stamp))
            later = f" {_('Signatures that came later are not in it.')}" if number < len(given) else ""
            return Finding(True, f"{same}{later}")
    other = _(
        "Its clauses are those of {version}, but its signatures are not what the workshop's log says.",
        version=_name(stamp),
    )
    return Finding(False, other)


def _stamps(state: State, template: Path | None, own: str) -> list[Stamp]:
    view = context(state)
    texts = decision_files(view).values() if own == DECISION else [written(view, template, own)]
    return [said for said in map(read_stamp, texts) if said is not None]


def _different(stamp: Stamp, *, finished: bool) -> Finding:
    if stamp.version == 0:
        if finished:
            return Finding(
                False, _("It is an unchanged draft, but the workshop has gone on since and is sealed by now.")
            )
        return Finding(False, _("It is an unchanged draft, but the workshop has gone on since."))
    other = _(
        "It says {version} and its own sum is right, but the workshop's log says something else: it is of another "
        "workshop, or it was changed and its sum made new.",
        version=_name(stamp),
    )
    return Finding(False, other)


def _own_name(stamp: Stamp, template: Path | None) -> str | None:
    """Return the bundled template to render with ("" with somebody's own); None if none of them made the file."""
    if template is not None:
        return "" if fingerprint(read_template(template)) == stamp.template else None
    return next((one.name for one in templates() if fingerprint(one.text) == stamp.template), None)


def _name(stamp: Stamp) -> str:
    return _("version {sealed}", sealed=stamp.version) if stamp.version else _("a draft")
