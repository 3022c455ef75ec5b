"""A seated participant, line by line: waiting, answering, predicting, handing in, looking."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from align.charter.amendment import under_way
from align.charter.pulses import pulses_lines
from align.domain import commands as c
from align.domain.model import Plan
from align.domain.prompts import AREA_TITLES, Prompt
from align.domain.text import in_one_line
from align.domain.values import words
from align.engine.workshop import Workshop
from align.errors import Rejected
from align.language import _, mark, retold
from align.ui.plain import steps
from align.ui.plain.calendar import confirm, read_later
from align.ui.plain.console import DOT, NO_DOT, Console
from align.ui.plain.ends import (
    BACK_TO_WAITING,
    LATE,
    PULSE_OVER,
    PULSE_WORD,
    ROUND_WORD,
    STAYS,
    TAKEN_BACK,
    TOO_LATE,
    Ends,
)
from align.ui.plain.giving import give
from align.ui.plain.inputs import NONE_OF_THESE, buckets_text, how_to, is_yes, options_text, whole
from align.ui.plain.looking import Looking
from align.ui.plain.news import News
from align.ui.plain.signing import sign
from align.ui.plain.standing import Standing
from align.ui.plain.voting import Voting
from align.ui.plain.within import NOT_SKIPPED, BackError, SkipError, Within, word
from align.ui.present.answering import guess_question, guess_targets, question, who_will_see, with_clauses
from align.ui.present.in_language import in_language
from align.ui.present.welcome import paragraphs, pulse_paragraphs

KEYS = mark("s skips the prompt, b goes back, ? explains.")
GUESS_KEYS = mark("s says: I cannot tell, b goes back, ? explains.")
CHANGE = mark("Enter a prompt's number to change your answer.")
REMINDER = mark("Please write nothing about patients.")

_BACK = object()
"""What `_value` returns for going back: a word may be somebody's answer."""
_STANDS = object()
"""What it returns where what was given before is kept."""


class Said(NamedTuple):
    """What is said around answering, where it depends on where the answers go."""

    received: str = mark("Received.")
    hand_in: str = mark("y to hand in")
    handed_in: str = mark("Handed in. You can change answers until they are shown.")
    who_sees: Callable[[Plan, Prompt], str] = who_will_see
    leaving: str = ""
    """What becomes of things when one leaves; empty where that was told before."""
    calendar: bool = True
    """Whether there will be answers at which one confirms a calendar."""


BY_FILE = Said(received=mark("Kept in your answers file."))


class TakingPart:
    """One participant's way through the phases. `run` returns when they leave the sealed charter or lose the seat, and
    without a line when they are done."""

    def __init__(self, console: Console, workshop: Workshop, said: Said | None = None) -> None:
        self._console = console
        self._workshop = in_language(workshop)
        self._said = said or (BY_FILE if workshop.link == "file" else Said())
        self._wake = asyncio.Event()
        self._pulses = 0
        """How many pulses' results were read out."""
        self._amendment = ""
        self._voting = Voting(console, self._workshop, self._wake)
        workshop.watch(self._wake.set)
        self._news = News(console, self._workshop)
        self._looking = Looking(console, self._workshop, self._wake, self._news, self._prompt)

    async def run(self) -> None:
        """Follow the workshop from phase to phase; a kit has one."""
        told = ""
        while self._workshop.link != "ended":
            phase = self._workshop.state.phase
            if phase == "sealed":
                self._say_pulses()
                await sign(self._console, self._workshop, self._wake)
                if self._workshop.state.phase == "sealed":
                    break
                continue
            if not told and not self._alone and not self._workshop.mine.answers and phase in ("setup", "assume"):
                self._welcome()
            if phase == "setup" and told != phase:
                self._console.say(_("You are in. The facilitator will open the round; just wait here."))
                await confirm(self._console, self._workshop, self._wake)
            if phase == "pulse" and told != phase:
                self._tell(pulse_paragraphs(self._workshop.state))
            told = phase
            if self._workshop.state.answering:
                await self._assume()
                if self._by_file or self._alone:
                    return
            elif phase in ("reveal", "agree"):
                self._tell_amendment()
                await self._look()
            else:
                await self._wait_for(lambda: self._workshop.state.phase != "setup")
        if self._workshop.link == "ended":
            self._console.say(retold(self._workshop.link_text))

    def _welcome(self) -> None:
        """Say what this is to somebody who has given nothing yet; the calendar too where the round is open."""
        self._tell(paragraphs(self._workshop.state.the_plan))
        late = read_later(self._workshop) if self._said.calendar and not self._by_file else ""
        for text in filter(None, (_(self._said.leaving), late)):
            self._console.say(text)

    def _tell(self, said: Sequence[tuple[str, str]]) -> None:
        for heading, text in said:
            self._console.say(f"{heading}: {text}")

    def _say_pulses(self) -> None:
        """Read out what the pulses say, whenever another one was closed."""
        closed = sum(not pulse.open for pulse in self._workshop.state.pulses)
        if closed != self._pulses:
            self._pulses = closed
            self._console.say("\n".join(pulses_lines(self._workshop.state)))

    async def _wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait while nothing is asked."""
        await self._console.wait(lambda: condition() or self._workshop.link == "ended", self._wake)

    # ---- answering -----------------------------------------------------------------------------------------

    async def _assume(self) -> None:
        prompts = self._workshop.state.asked
        self._looking.begin_anew()
        number, step = 0, 1
        while number < len(prompts) and not self._no_longer_open():
            asked = prompts[number]
            given = self._workshop.mine.answers.get(asked.id) if step > 0 else None
            if given is not None and (given.value is None or await self._guesses(asked, again=False)):
                number += 1
                continue
            step = await self._prompt(asked, number + 1, len(prompts))
            number = max(0, number + step)
        if not self._no_longer_open() and not self._workshop.mine.done:
            await self._hand_in(prompts)
        while not self._no_longer_open() and not self._alone:
            pulse = self._workshop.state.phase == "pulse"
            what_next = _("Waiting for the pulse to close.") if pulse else _("Waiting for the round to close.")
            if self._by_file:
                what_next = _("Just Enter leaves.")
            self._console.question(f"{what_next} {_(CHANGE)}")
            line = await self._console.line_or(self._no_longer_open, self._wake)
            if not line and self._by_file:
                return
            chosen = whole(line or "") or 0
            if 1 <= chosen <= len(prompts):
                await self._prompt(prompts[chosen - 1], chosen, len(prompts))
            elif line is None:
                return
            elif line:
                self._console.say(_(NONE_OF_THESE, line=line))

    @property
    def _by_file(self) -> bool:
        return self._workshop.link == "file"

    @property
    def _alone(self) -> bool:
        return self._workshop.link == "alone"

    def _no_longer_open(self) -> bool:
        return not self._workshop.state.answering or self._workshop.link == "ended"

    async def _hand_in(self, prompts: tuple[Prompt, ...]) -> None:
        mine = self._workshop.mine.answers
        for number, prompt in enumerate(prompts, 1):
            given = mine.get(prompt.id)
            told = in_one_line(words(prompt, given.value)) if given else _("no answer yet")
            if self._workshop.answer_state(prompt.id) == "sending":
                told = _("kept here, not sent yet")
            self._console.say(f"{number} {prompt.title}: {told}")
        self._console.question(_("Enter a number to change an answer, or {hand_in}:", hand_in=_(self._said.hand_in)))
        line = await self._console.line_or(self._no_longer_open, self._wake)
        if line is None:
            taken_back = self._workshop.state.phase == "setup"
            self._console.say(_(TAKEN_BACK) if taken_back else _("The round has been closed."))
            return
        chosen = whole(line) or 0
        if 1 <= chosen <= len(prompts):
            await self._prompt(prompts[chosen - 1], chosen, len(prompts))
        elif is_yes(line) and line.lower() != "s":  # with an s one skips; in Spanish it is a yes elsewhere
            await self._give(c.HandIn(), _(self._said.handed_in))
            return
        elif line:
            self._console.say(_(NONE_OF_THESE, line=line))
        await self._hand_in(prompts)

    async def _prompt(self, prompt: Prompt, number: int, count: int) -> int:
        """Ask one prompt; returns the step to the next one (1, or -1 for back)."""
        with self._news.in_hand():
            return await self._ask(prompt, number, count)

    async def _ask(self, prompt: Prompt, number: int, count: int) -> int:
        plan, say = self._workshop.state.the_plan, self._console.say
        say()
        say(
            _(
                "Prompt {number} of {count}, {area}. {question}",
                number=number,
                count=count,
                area=_(AREA_TITLES[prompt.area]),
                question=question(plan, prompt),
            )
        )
        if options_text(prompt):
            say(options_text(with_clauses(self._workshop.state, prompt)))
        if prompt.type == "sort":
            say(_("Places: {buckets_text}", buckets_text=buckets_text(prompt)))
        given = self._workshop.mine.answers.get(prompt.id)
        if given is not None:
            say(_("Your answer so far: {answer}", answer=in_one_line(words(prompt, given.value))))
        late = self._workshop.state.phase in ("reveal", "agree")
        seen = who_will_see(plan, prompt, late=True) if late else self._said.who_sees(plan, prompt)
        say(f"{seen} {_(REMINDER)}")
        ends = STAYS if prompt.id in self._workshop.mine.answers else LATE
        ends = PULSE_OVER if self._workshop.state.phase == "pulse" else ends
        standing = Standing(prompt, given.value) if given is not None else None
        while True:
            value, comment = await self._value(prompt, ends, standing=standing), ""
            if value is _BACK:
                return -1
            if value is _STANDS:
                skipped = standing is None or standing.value is None
                return 1 if skipped or await self._guesses(prompt, again=False) else 0
            ahead = value is not None and prompt.closed and not self._no_longer_open()
            try:
                # What is chosen counts before a word is asked for: the round may close while somebody thinks of one.
                await self._give(c.GiveAnswer(prompt.id, value, comment), _(self._said.received))
                standing = Standing(prompt, value)
                if ahead:
                    ends = ends if ends is PULSE_OVER else STAYS
                    comment = await self._word(prompt)
                if comment:
                    await self._give(c.GiveAnswer(prompt.id, value, comment), _(self._said.received))
                break
            except BackError:
                continue
            except Rejected as no:
                say(retold(no.text))
                return 0 if self._workshop.state.answering else 1
        return 1 if value is None or await self._guesses(prompt) else 0

    async def _word(self, prompt: Prompt) -> str:
        """Ask for the word beside an answer that is given; empty for none, and when answers ended meanwhile."""
        over = _(PULSE_WORD if self._workshop.state.phase == "pulse" else ROUND_WORD)
        with self._news.at_the_end(over):
            comment = await word(Within(self._console, prompt, self._workshop.state.the_plan))
        return "" if self._no_longer_open() else comment

    async def _give(self, command: c.Command, received: str = "") -> None:
        """Give something and say so; raises Rejected."""
        await give(self._console, self._workshop, self._wake, command, received)

    async def _value(self, prompt: Prompt, ends: Ends, asked: str = "", standing: Standing | None = None) -> Any:
        """Return a checked value, None for a skip, _BACK or _STANDS. Says at once when the round is closed.

        `asked` is the question, where it is not how one answers; the keys are said with it once, not at each refusal.
        """
        open_before = was_open = not self._no_longer_open()
        asked = asked or f"{how_to(prompt)} {_(KEYS)}"
        asked = f"{asked} {standing.keeps()}" if standing is not None else asked
        while True:
            self._console.question(asked)
            asked = how_to(prompt)
            line = await self._console.line_or(self._no_longer_open, self._wake) if open_before else None
            if line is None:
                if open_before:
                    taken_back = self._workshop.state.phase == "setup"
                    self._console.say(f"{_(TAKEN_BACK)} {_(BACK_TO_WAITING)}" if taken_back else _(ends.first))
                open_before = False
                line = await self._console.line_or(lambda: self._workshop.link == "ended", self._wake)
            if line is None or line.lower() == "b" or not (line or open_before):
                return _BACK
            if was_open and not open_before and ends is not LATE:
                self._console.say(_(ends.within))
                return _BACK
            if standing is not None and not line:
                return _STANDS
            if standing is not None and (objection := standing.objection(line)):
                self._console.say(objection)
                continue
            if line.lower() == "s":
                return None
            within = Within(self._console, prompt, self._workshop.state.the_plan)
            if line == "?":
                within.explain()
                continue
            if line == DOT:
                self._console.say(_(NO_DOT))
                continue
            try:
                with self._news.at_the_end(_(ends.within)):
                    return await steps.read(within, prompt, line)
            except BackError:
                within.left(line)
            except SkipError:
                within.left(line)
                self._console.say(_(NOT_SKIPPED))
            except Rejected as no:
                self._console.say(retold(no.text))

    async def _guesses(self, prompt: Prompt, *, again: bool = True) -> bool:
        """Ask about each group; without `again` only about those that nothing was said about yet.

        Returns False where somebody goes back before the first of them, to the own answer.
        """
        plan, given = self._workshop.state.the_plan, self._workshop.mine.predictions
        targets = guess_targets(plan, prompt, self._workshop.me)
        if not again:
            targets = tuple(target for target in targets if (prompt.id, target.id) not in given)
        at, told = 0, False
        while at < len(targets) and not self._no_longer_open():
            asking = guess_question(plan, prompt, targets[at])
            self._console.say(_("And the others? {guess_question}", guess_question=asking))
            if not told:
                self._console.say(_("Guesses are shown only as a region's, never as yours."))
            standing = self._guessed(prompt, targets[at].id)
            value = await self._value(
                prompt, TOO_LATE, _("Your guess:") if told else f"{how_to(prompt)} {_(GUESS_KEYS)}", standing
            )
            told = True
            if self._no_longer_open():
                break
            if value is _BACK:
                if at == 0:
                    return False
                at -= 1
                continue
            if value is _STANDS:
                at += 1
                continue
            try:
                await self._give(c.GivePrediction(prompt.id, targets[at].id, value), _(self._said.received))
            except Rejected as no:
                self._console.say(retold(no.text))
            at += 1
        return True

    def _guessed(self, prompt: Prompt, target: str) -> Standing | None:
        """Say what was guessed before about a group, and return it; None where nothing was."""
        guess = self._workshop.mine.predictions.get((prompt.id, target))
        if guess is None:
            return None
        told = _("I cannot tell") if guess.value is None else in_one_line(words(prompt, guess.value))
        self._console.say(_("Your guess so far: {guess}", guess=told))
        return Standing(prompt, guess.value)

    # ---- looking and agreeing ------------------------------------------------------------------------------

    def _tell_amendment(self) -> None:
        """Say once that the charter is amended, and which version is in force."""
        told = under_way(self._workshop.state)
        if told and told != self._amendment:
            self._console.say(told)
        self._amendment = told

    async def _look(self) -> None:
        self._looking.follow()
        vote = self._voting.asked()
        if vote is not None:
            await self._voting.ask(vote)
            return
        focus = self._workshop.state.focus
        await self._looking.around(
            lambda: (
                self._workshop.state.phase not in ("reveal", "agree")
                or self._workshop.state.focus != focus
                or self._voting.asked() is not None
                or self._workshop.link == "ended"
            )
        )
