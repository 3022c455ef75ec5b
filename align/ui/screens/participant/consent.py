"""Consent: one clause, a support level 0–5 with a reason below 3; the result as soon as the vote is closed."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import TextArea

from align.domain.checks import LONGEST_COMMENT
from align.domain.commands import GiveSupport
from align.domain.model import CONSENT_FROM, SUPPORT_LEVELS, VoteResult
from align.domain.prompts import Point, Prompt
from align.domain.state import State, Vote
from align.engine.clock import Clock
from align.engine.workshop import Workshop
from align.language import _
from align.ui.in_step import InStep
from align.ui.page import MEASURE, settle, submit, trouble
from align.ui.present import clauses as present
from align.ui.present.answering import support_key
from align.ui.present.desk_clauses import outdated
from align.ui.present.flow import Place
from align.ui.present.signing import own_words
from align.ui.say import lines_of, ours
from align.ui.screens.participant.signing import object_to
from align.ui.screens.shared.clause import clause_lines, result_lines
from align.ui.screens.shared.view import Sheet, View
from align.ui.widgets.answers import AnswerChanged
from align.ui.widgets.answers.scale import ScaleField
from align.ui.widgets.letters import Letters
from align.ui.widgets.static import Static
from align.ui.widgets.writing import Writing


def _result(state: State, result: VoteResult, said: list[str], width: int) -> list[Content]:
    """A closed vote; above it, that it was on other words or went without one's own (`said`)."""
    above = [line for words in said for line in ours(words, "$warning").wrap(width)]
    return [*above, *([Content("")] if said else []), *result_lines(state.the_plan, result, width)]


def _levels() -> Prompt:
    points = tuple(Point(level, _(words)) for level, words in enumerate(SUPPORT_LEVELS))
    return Prompt(id="support", area="norms", type="scale", title="Support", text="", why="", points=points)


class ConsentView(View):
    """Asks for a level while the vote is open; shows the counts after."""

    DEFAULT_CSS = """
    ConsentView #clause { height: auto; margin-bottom: 1; }
    ConsentView #result { height: auto; }
    ConsentView #reason { height: auto; min-height: 1; max-height: 5; border: none; border-left: outer $rule;
                          padding: 0 1; margin-top: 1; }
    ConsentView #reason:focus { border-left: outer $accent; }
    ConsentView #letters { padding: 0 2; }
    ConsentView #mine { margin-top: 1; height: auto; }
    """
    HELP = """\
A clause is agreed when nobody is below 3. It need not be your favourite wording: can you live and work with it?
0, 1 and 2 come with a reason, so that the clause can be mended. Levels are hidden until the vote is closed; you can
change yours until then. Dissent is kept in its own words."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "give", "give", key_display="enter", id="consent.give", tooltip="Give this level"),
        Binding("ctrl+n", "give", "give", id="consent.give-writing", tooltip="Give this level, while writing"),
        Binding("c,left,escape", "clauses", "all clauses", key_display="c", id="consent.clauses"),
        Binding("o", "object", "object", id="consent.object", tooltip="Object to this sealed clause, with a reason"),
    ]

    def __init__(self, workshop: Workshop, clock: Clock, clause: str) -> None:
        super().__init__(workshop, clock)
        self.clause = clause
        vote = present.last_vote(workshop.state, clause)
        self._number = vote.number if vote else 0
        self._carry()
        level, reason = self._start()
        self._levels = ScaleField(_levels(), level)
        self._reason = Writing(
            reason, placeholder=_("Your reason: what would have to change?"), id="reason", goes_on=True
        )
        self._reason.leave = self._to_levels

    def compose(self) -> ComposeResult:
        """The clause; under it the levels, or the result."""
        with Sheet():
            yield Static(id="clause")
            yield self._levels
            yield self._reason
            yield Letters(LONGEST_COMMENT, self._reason.text.strip(), id="letters")
            yield Static(id="result")
            yield Static(id="mine")
        yield Static(id="team", classes="foot")

    def on_mount(self) -> None:
        """Draw."""
        self.follow()

    def on_resize(self) -> None:
        """Lay the lines out for the new width, with the reason in sight while it is written."""
        self.follow()
        self._show_writing()

    @on(events.DescendantFocus, "#reason")
    def begin_reason(self) -> None:
        """What is typed is in sight, and which key gives it."""
        self._show_foot()
        self._show_writing()

    @on(events.DescendantBlur, "#reason")
    def end_reason(self) -> None:
        """The keys are the levels' again."""
        self._show_foot()

    def focus_first(self) -> None:
        """The levels while they are asked for, the clause from its first line on, however long it is."""
        if self._vote() is not None:
            self._levels.focus(scroll_visible=False)
        else:
            self.focus()

    def follow(self) -> None:
        """Clause, own level, counts."""
        state = self.workshop.state
        clause = state.clauses.get(self.clause)
        if clause is None:
            self.go(Place("clauses"))
            return
        # What the view leaves for lines, also before it has its place: in a wide window no more than they may take.
        width = max(40, min(self.app.size.width - 5, MEASURE - 1))
        self.query_one("#clause", Static).update(lines_of(clause_lines(state, clause, width)))
        vote, last = self._vote(), present.last_vote(state, self.clause)
        if vote is not None and vote.number != self._number:
            self._begin_again(vote.number)
        if vote is None and self._levels.display and self.is_mounted:
            # What is being typed was meant for the reason; as commands of the result it would do harm.
            if self._reason.has_focus and isinstance(self.app, InStep):
                self.app.let_go()
            self.call_later(self.focus)
        self._levels.display = vote is not None
        # While a level is asked for the keys are the levels' or the reason's: here a number would mean nothing.
        self.can_focus = vote is None
        self._show_reason()
        result = last.result if last is not None and vote is None else None
        said = [*filter(None, [outdated(state, clause), self._not_given()])] if result else []
        shown = self.query_one("#result", Static)
        shown.update(lines_of(_result(state, result, said, width)) if result else ours(""))
        self.query_one("#mine", Static).update(ours("" if vote else self._own_words(), "$success"))
        self._show_foot()
        self.refresh_bindings()

    def _show_foot(self) -> None:
        """While a vote is open, how a level is given or what was: in sight in every window, however long the clause."""
        foot = self.query_one("#team", Static)
        if self._vote() is None:
            foot.update(ours(""))
            return
        if self._reason.has_focus:
            # Alone: what is written, and how long it may be, needs the room.
            foot.update(ours(_("ctrl+n gives the level with this reason; enter begins a line."), "$accent"))
            return
        if own := self._own_words():
            keys = ours(own, "$warning" if self._on_its_way() else "$success")
        elif self._levels.value is None and self._reason.text.strip():
            keys = ours(_("Your unfinished words were kept. Choose a level first: a number from 0 to 5."), "$warning")
        else:
            keys = ours(_("A number, then enter; 0 to 2 come with a reason."))
        foot.update(Content.assemble(keys, " ", ours(present.turnout(self.workshop.progress))))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A level can be given while the vote is open, an objection once the charter is sealed."""
        if action == "object":
            return self.workshop.state.in_force and not self.workshop.state.signing_over(self.clock.now())
        return action != "give" or self._vote() is not None

    @on(AnswerChanged)
    @on(TextArea.Changed, "#reason")
    def keep(self) -> None:
        """Keep what is picked and typed on this machine."""
        now = {"level": self._levels.point, "reason": self._reason.text}
        if self._start() != (now["level"], now["reason"]):
            self.workshop.keep_draft(self._key(), now)
        level = self._levels.point
        if level is not None and (level >= CONSENT_FROM or self._reason.text.strip()):
            settle(self)
        self._show_reason()
        self._show_foot()
        self._show_writing()

    def action_give(self) -> None:
        """Give the level; below 3 only with a reason."""
        vote, level, reason = self._vote(), self._levels.point, self._reason.text.strip()
        if vote is None:
            return
        if level is None:
            trouble(self, _("Choose a level first: a number from 0 to 5."))
        elif level < CONSENT_FROM and not reason:
            self._reason.focus()
            trouble(self, _("A level below 3 needs a reason, so that the clause can be mended."))
        elif len(reason) > LONGEST_COMMENT:
            trouble(self, _("The reason has {n} characters; {most} is the most.", n=len(reason), most=LONGEST_COMMENT))
        else:
            # What is typed is kept until the host has it: it may refuse, or be out of reach.
            needed = reason if level < CONSENT_FROM else ""
            given = {"level": level, "reason": needed, "given": True}
            self.workshop.keep_draft(self._key(), given)
            back = partial(self._put_back, self._key(), given)
            submit(self, self.workshop, GiveSupport(self.clause, vote.number, level, needed), back)
            self._levels.focus()
            self.follow()

    def _put_back(self, key: str, given: dict[str, Any]) -> None:
        """A level that was refused is one that is picked and not given, unless another was picked or typed since."""
        if self.workshop.mine.drafts.get(key) == given:
            self.workshop.keep_draft(key, {"level": given["level"], "reason": given["reason"]})
            if self.is_attached:
                self.follow()

    def action_object(self) -> None:
        """Object to this clause of the sealed charter."""
        object_to(self, self.clause)

    def action_clauses(self) -> None:
        """The list."""
        self.go(Place("clauses"))

    def _vote(self) -> Vote | None:
        return self.workshop.state.open_vote(self.clause)

    def _begin_again(self, number: int) -> None:
        """A new vote on mended words starts from nothing but a reason that was not given in time."""
        self._number = number
        self._carry()
        level, reason = self._start()
        self._levels.load(level)
        self._levels.moved()
        self._reason.text = reason
        self._levels.focus()

    def _show_reason(self) -> None:
        level = self._levels.point
        below = level < CONSENT_FROM if level is not None else bool(self._reason.text.strip())
        self._reason.display = self._vote() is not None and below
        self.query_one(Letters).count(self._reason.text.strip() if self._reason.display else "")

    def _to_levels(self) -> None:
        self._levels.focus()

    def _show_writing(self) -> None:
        if self._reason.has_focus:
            self.call_after_refresh(self._reason.scroll_visible, animate=False)

    def _key(self) -> str:
        return support_key(self.clause, self._number)

    def _start(self) -> tuple[Any, str]:
        kept = self.workshop.mine.drafts.get(self._key())
        if isinstance(kept, dict):
            return kept.get("level"), str(kept.get("reason", ""))
        given = self.workshop.mine.supports.get((self.clause, self._number))
        return (given.level, given.reason) if given else (None, "")

    def _waiting(self, number: int) -> tuple[int | None, str]:
        """Return the level and the reason that were begun in this vote and never given; None and empty: nothing."""
        kept = self.workshop.mine.drafts.get(support_key(self.clause, number))
        if not isinstance(kept, dict) or kept.get("given"):
            return None, ""
        level, reason = kept.get("level"), str(kept.get("reason", "")).strip()
        given = self.workshop.mine.supports.get((self.clause, number))
        if given is not None and (given.level, given.reason) == (level, reason):
            return None, ""
        return level if isinstance(level, int) else None, reason

    def _carry(self) -> None:
        """Let a reason that was not given in an earlier vote wait in the one that is open."""
        if self._vote() is None or self._key() in self.workshop.mine.drafts:
            return
        for number in range(self._number - 1, 0, -1):
            _level, reason = self._waiting(number)
            if reason:
                self.workshop.keep_draft(self._key(), {"level": None, "reason": reason})
                self.workshop.keep_draft(support_key(self.clause, number), None)
                return

    def _not_given(self) -> str:
        """Say of a closed vote what was begun in it here and not given; empty: nothing."""
        level, reason = self._waiting(self._number)
        if level is None and not reason:
            return ""
        words = [present.level_words(level)] if level is not None else []
        words += [_("“{words}”", words=reason.replace("\n", " "))] if reason and (level or 0) < CONSENT_FROM else []
        said = _("! The vote closed before you gave this: {words}. It was not counted.", words=" ".join(words))
        kept = _("Your words wait for the next vote on this clause.") if len(words) > 1 or level is None else ""
        return f"{said} {kept}".strip()

    def _on_its_way(self) -> bool:
        """Whether the level was given while the host is away."""
        kept = self.workshop.mine.drafts.get(self._key())
        away = self.workshop.link in ("offline", "connecting")
        return away and isinstance(kept, dict) and bool(kept.get("given"))

    def _own_words(self) -> str:
        said = self.workshop.state.signed(self.workshop.me)
        if said is not None and said.clause == self.clause and self.workshop.state.in_force:
            return own_words(self.workshop.state, self.workshop.me, self.clock.now())
        if self._vote() and self._on_its_way():
            level = present.level_words(self.workshop.mine.drafts[self._key()]["level"])
            return _("◌ Your level: {level}. Kept on this computer until the host has it.", level=level)
        given = self.workshop.mine.supports.get((self.clause, self._number))
        if given is None:
            return ""
        level = _("✓ Your level: {level}.", level=present.level_words(given.level))
        return f"{level} {_('You can change it until the vote is closed.')}" if self._vote() else level
