"""The clauses so far, and the charter as it reads."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from align.charter.amendment import under_way
from align.domain.state import State
from align.domain.versions import in_force
from align.engine.clock import Clock
from align.engine.workshop import Workshop
from align.language import _
from align.ui.present.clauses import ClauseRow, charter_key, clause_rows
from align.ui.present.counts import begun, count
from align.ui.present.flow import Place, awaiting_level
from align.ui.present.in_language import as_written
from align.ui.present.signing import own_words, until_sentence
from align.ui.present.times import calendar_day
from align.ui.say import ours, say
from align.ui.screens.participant.signing import object_to, sign
from align.ui.screens.shared.changes import Changes, can_compare
from align.ui.screens.shared.view import Sheet, View
from align.ui.widgets.bars import fit
from align.ui.widgets.preview import Preview
from align.ui.widgets.rows import Rows
from align.ui.widgets.static import Static


class ClausesView(View):
    """One row a clause; Enter reads it whole."""

    HELP = """\
A clause says how we will work: something one could see happening, with an owner and a review date. When a vote opens on
one, it comes to your screen by itself. Three endings, all of them good: agreed, regional, open."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "reveal", "answers", id="clauses.reveal", tooltip="The answers"),
        Binding("p", "charter", "charter", id="clauses.charter", tooltip="Read the charter so far"),
        Binding("left,escape", "back", "back", show=False, id="clauses.back", tooltip="Where one came from"),
    ]

    def __init__(self, workshop: Workshop, clock: Clock, back: Place) -> None:
        super().__init__(workshop, clock)
        self._back = back

    def compose(self) -> ComposeResult:
        """What this list is, and the list."""
        with Sheet():
            yield Static(ours(_("CLAUSES")), classes="area")
            yield Static(id="sentence", classes="question")
            yield Rows(id="list")

    def on_mount(self) -> None:
        """Fill the list; one begins at the clause that waits for a level."""
        self.follow()
        waiting = awaiting_level(self.workshop.state, self.workshop.mine)
        ids = [row.id for row in clause_rows(self.workshop.state)]
        if waiting is not None and waiting[0] in ids:
            self.query_one(Rows).cursor = ids.index(waiting[0])

    def focus_first(self) -> None:
        """The list."""
        self.query_one(Rows).focus()

    def follow(self) -> None:
        """How each clause stands."""
        rows = clause_rows(self.workshop.state)
        how = (
            _("A vote comes to this screen by itself.")
            if rows
            else _("The facilitator drafts clauses from the answers.")
        )
        many = f"{begun(_('{clauses} so far.', clauses=count(len(rows), 'clause')))} {how}"
        told = under_way(self.workshop.state)
        self.query_one("#sentence", Static).update(say(f"{told} {many}" if told else many))
        self.query_one(Rows).show([_drawn(row) for row in rows])

    @on(Rows.Chosen)
    def read(self, event: Rows.Chosen) -> None:
        """Read one clause."""
        self.go(Place("consent", clause_rows(self.workshop.state)[event.index].id))

    def action_back(self) -> None:
        """Back to the answers, or to the charter in force."""
        self.go(self._back)

    def action_reveal(self) -> None:
        """The answers."""
        self.go(Place("reveal"))

    def action_charter(self) -> None:
        """Read the charter so far."""
        self.go(Place("charter"))


def _drawn(row: ClauseRow) -> Content:
    status = fit(ours(f"{row.mark} {row.status}", "$accent"), 20)
    return Content.assemble(ours(f"{row.number:>2}  ", "$quiet"), status, say(row.text))


class CharterView(View):
    """The charter, from the first line on; drafts are marked as drafts until it is sealed."""

    DEFAULT_CSS = """
    CharterView #sealed { height: auto; margin-bottom: 1; }
    """
    HELP = """\
This is the text that an export writes. It is a record of ways of working; it replaces no contract or SOP.
Once it is sealed you sign it, or object with a reason: to all of it here, to one clause where you read that clause.
A signature bears your name, however answers are shown. It is no answer."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sign", "sign", id="charter.sign", tooltip="Sign this version; asks first"),
        Binding("o", "object", "object", id="charter.object", tooltip="Object to this version, with a reason"),
        Binding("d", "changes", "what changed", id="charter.changes", tooltip="What two versions do not share"),
        Binding("v", "other", "in force/draft", id="charter.other", tooltip="The version in force, or the draft"),
        Binding("c,left,escape", "clauses", "clauses", key_display="c", id="charter.clauses", tooltip="The clauses"),
        Binding("r", "reveal", "answers", id="charter.reveal", tooltip="Look at the answers again"),
        Binding("u", "pulse", "pulses", id="charter.pulse", tooltip="What the pulses say"),
    ]

    def __init__(self, workshop: Workshop, clock: Clock, preview: Callable[[State], str]) -> None:
        super().__init__(workshop, clock)
        self._write = preview
        self._written: object = None
        self._draft = True
        """While a charter is amended: the draft, or the version in force."""

    def compose(self) -> ComposeResult:
        """How it stands, and its text."""
        yield Static(id="sealed")
        yield Preview(id="text")

    def on_mount(self) -> None:
        """Write it."""
        self.follow()

    def focus_first(self) -> None:
        """The text."""
        self.query_one(Preview).focus()

    def follow(self) -> None:
        """Write it anew."""
        state = as_written(self.workshop)
        shown = state if self._draft else in_force(state)
        sealed = shown.in_force
        self.query_one("#sealed", Static).update(say(self._standing(shown), "$success" if sealed else "$warning"))
        key = charter_key(shown)
        if key != self._written:
            self._written = key
            self.query_one(Preview).write(partial(self._write, shown.still()))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A signature is for what is sealed, results for a closed pulse; an amendment makes two charters."""
        state = self.workshop.state
        if action == "pulse":
            return any(not pulse.open for pulse in state.pulses)
        if action in ("sign", "object"):
            return state.in_force and not state.signing_over(self.clock.now())
        if action == "other":
            return state.amending is not None
        return action != "changes" or can_compare(state)

    def _standing(self, shown: State) -> str:
        """Return what this text is: sealed, in force beside a draft, or a draft."""
        state = self.workshop.state
        if state.in_force:
            now = self.clock.now()
            signing = until_sentence(state, self.workshop.me, now)
            sealed = _(
                "Sealed as version {version} on {day}.",
                version=state.version,
                day=f"{calendar_day(state.sealed_on)} (UTC)",  # beside moments on the reader's own clock
            )
            return " ".join(filter(None, [sealed, own_words(state, self.workshop.me, now), signing]))
        if state.amending is None:
            return _("So far; it can still change.")
        number = (
            _("version {version}, in force", version=shown.version)
            if shown.in_force
            else _("the draft of version {version}", version=state.version + 1)
        )
        return f"{under_way(state)} {_('Below: {which}.', which=number)}"

    def action_changes(self) -> None:
        """Show what changed."""
        self.app.push_screen(Changes(as_written(self.workshop)))

    def action_other(self) -> None:
        """Change between the version in force and the draft."""
        self._draft = not self._draft
        self.follow()

    def action_sign(self) -> None:
        """Sign this version."""
        sign(self)

    def action_object(self) -> None:
        """Object to it as a whole."""
        object_to(self)

    def action_pulse(self) -> None:
        """What the pulses say."""
        self.go(Place("pulse"))

    def action_reveal(self) -> None:
        """Back to the answers."""
        self.go(Place("reveal"))

    def action_clauses(self) -> None:
        """The list of clauses."""
        self.go(Place("clauses"))
