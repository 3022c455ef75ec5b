"""`align desk --plain`: leading line by line. A word is a command; what is allowed, the workshop decides."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import msgspec

from align.charter.figure_words import STATE_NAMES
from align.domain import commands as c
from align.domain.prompts import Prompt
from align.domain.text import name_key
from align.engine.clock import Clock
from align.engine.workshop import Workshop
from align.errors import AlignError
from align.language import _, retold
from align.sync.messages import Progress
from align.ui.plain.agreeing import Agreeing
from align.ui.plain.console import DOT, Console, EndOfInputError
from align.ui.plain.grounds import Grounds
from align.ui.plain.looking import revealed_lines
from align.ui.plain.notes import NotesTaken
from align.ui.plain.pulsing import Packs, Pulsing
from align.ui.plain.table import GivenUpError, Table
from align.ui.present.counts import count, of
from align.ui.present.desk import current_step, headline, link_words, say_now, sealed_sentence, where_all_look, who
from align.ui.present.desk_calendars import standing
from align.ui.present.desk_join import Chair, join_command, who_can_join, without_align
from align.ui.present.desk_minutes import LONGEST_TIMER, timer_minutes
from align.ui.present.desk_moves import closing, opening
from align.ui.present.desk_nudging import reminded_words, unfinished
from align.ui.present.desk_pulse import closing_pulse
from align.ui.present.desk_talk import led_on, taking_back
from align.ui.present.presenting import done_words
from align.ui.present.reading import Reading
from align.ui.present.reveal import aside_words

Act = Callable[[str], Awaitable[None]]


class Leading(Table):
    """Takes one command a line until the input ends or the person leaves."""

    def __init__(
        self, console: Console, workshop: Workshop, folder: Path, clock: Clock | None = None, packs: Packs = tuple,
        called: str = "",
    ) -> None:  # fmt: skip
        """`folder` is where documents are written; `called` is what a command takes for the workshop."""
        super().__init__(console, workshop, folder, clock or Clock())
        self._called = called
        self.reading = Reading()
        self._wake = asyncio.Event()
        self._told: tuple[str, ...] = ()
        self._notes = NotesTaken(workshop)
        grounds = Grounds(self)
        agreeing = Agreeing(self, grounds)
        self._pulsing = Pulsing(console, workshop, self, packs)
        self._acts: dict[str, tuple[Act, str]] = {
            "who": (self._who, _("who is here, and who is done")),
            "join": (self._join, _("how people join")),
            "add": (self._add, _("put a person on the list: add Meera Rao, Pune")),
            "open": (self._open, _("let everybody answer; asks first")),
            "close": (self._close, _("close the round or the pulse and show the answers; asks first")),
            "back": (self._back, _("take the last move back, where nothing was shown; asks first")),
            "wait": (self._wait, _("wait until all have done what they are asked for now")),
            "nudge": (self._nudge, _("remind all who have not finished, or one: nudge NAME")),
            "timer": (self._timer, _("show everybody a clock: timer 15; 0 takes it away")),
            "list": (self._list, _("the prompts in the order of the talk")),
            "show": (self._show, _("lead everybody to a prompt and read its answers: show 3; show alone reads again")),
            "next": (self._next, _("lead everybody to the next prompt")),
            "park": (self._park, _("leave a prompt for later: park 3")),
            "skip": (self._skip, _("leave the prompt out of the talk, with a note: skip no time today")),
            "resume": (self._resume, _("put a prompt back into the talk: resume 3")),
            "note": (self._note, _("write down what is said about the prompt: note TEXT")),
            **agreeing.acts,
            **grounds.acts,
            "pulse": (
                self._pulsing.pulse,
                _("ask how the sealed charter is lived; how far that is; pulse results reads out what was found"),
            ),
        }

    async def run(self) -> None:
        """Obey line after line; returns when the person leaves or the line ends for good."""
        self.workshop.watch(self._wake.set)
        self._tell()
        self.say(_("? lists the commands, leave ends; a lone {stop} gives up what was begun.", stop=DOT))
        while True:
            line = await self.console.line_or(self._has_news, self._wake)
            self._tell()
            if self.workshop.link == "ended":
                return
            if line and not await self._obey(line):
                return

    async def _obey(self, line: str) -> bool:
        """Do what a line says; returns False to leave."""
        word, _blank, rest = line.partition(" ")
        word = word.lower()
        if word in ("leave", "quit", "exit"):
            return False
        if word in ("?", "help"):
            self.say("\n".join(f"{name}: {about}" for name, (_act, about) in self._acts.items()))
            self.say(_("A lone {stop}, where something is asked, gives it up.", stop=DOT))
        elif word in self._acts:
            try:
                await self._acts[word][0](rest.strip())
            except GivenUpError:
                self.say(_("Given up; nothing was done."))
        else:
            self.say(_("{word} is no command here, and nothing was done. ? lists the commands.", word=word[:20]))
        return True

    # ---- news ----------------------------------------------------------------------------------------------

    def _has_news(self) -> bool:
        return self._news() != self._told or self._notes.waiting

    def _news(self) -> tuple[str, ...]:
        """What is said when it changes: the line, where the workshop is, a wrong calendar, that all have finished."""
        workshop, state, progress = self.workshop, self.workshop.state, self.workshop.progress
        if state.plan is None:
            return ()
        link = link_words(workshop.link, workshop.link_text)
        voting = bool(state.open_votes)
        asked = state.answering or voting
        given = progress.votes if voting else progress.done
        wrong = [f"{row.name}: {row.words}" for row in standing(state) if row.mark == "!"]
        all_in = _("All {n} are in.", n=progress.expected) if asked and 0 < progress.expected <= given else ""
        now = _("Say now: {words}", words=say_now(current_step(state), state))
        return link, headline(state), now, *wrong, all_in

    def _tell(self) -> None:
        before, self._told = self._told, self._news()
        for text in self._told:
            if text and text not in before:
                self.say(text)
        for note in self._notes.new(but_by="facilitator"):
            self.say(note)

    async def _wait(self, _rest: str) -> None:
        """Until nobody is left who has not finished, or a full stop; other lines, as scripts send them, come after."""
        held: list[str | None] = []
        left = self._left()
        if left:
            people = count(len(left), "person", "people")
            self.say(_("Waiting for {people}. A lone {stop} stops waiting.", people=people, stop=DOT))
        while not self._all_in():
            line = await self._line_while_waiting(held)
            self._tell()
            if line == DOT:
                self.say(_("No longer waiting."))
                break
            if line is not None:  # an empty one, too, answers what a later line asks
                held.append(line)
        for line in reversed(held):
            self.console.put_back(line)

    async def _line_while_waiting(self, held: list[str | None]) -> str | None:
        """Return a line, or None at news; the end of the input (None) is held, and then only news are waited for."""
        if None not in held:
            try:
                return await self.console.line_or(lambda: self._all_in() or self._has_news(), self._wake)
            except EndOfInputError:
                held.append(None)
        self._wake.clear()
        if not self._all_in():
            await self._wake.wait()
        return None

    def _all_in(self) -> bool:
        return not self._left() or self.workshop.link == "ended"

    def _left(self) -> tuple[Chair, ...]:
        """Who has not done what everybody is asked for now."""
        return unfinished(self.workshop.state, self.workshop.presence, self.clock.now())

    # ---- people --------------------------------------------------------------------------------------------

    async def _who(self, _rest: str) -> None:
        state = self.workshop.state
        calendars = {row.name: row.words for row in standing(state)}
        for block in who(state, self.workshop.presence):
            self.say(f"{block.letter} {block.name}: {block.summary}")
            if block.name in calendars:
                self.say(f"  {_('Its calendar is {said}', said=calendars[block.name])}")
            for person in block.people:
                left = f"{_(', ')}{_('not handed in')}" if person.mark == "whole" else ""
                self.say(f"  {person.name}: {person.detail}{left}")
        self.say(f"{done_words(self._progress())}{_('. ')}{sealed_sentence(state)}")

    def _progress(self) -> Progress:
        """How far the team is by the same word of the host as who is done: the mere numbers come a moment later."""
        workshop, seats = self.workshop, self.workshop.presence.seats if self.workshop.presence is not None else ()
        if not seats:
            return workshop.progress
        done, online = sum(seat.done for seat in seats), sum(seat.online for seat in seats)
        return msgspec.structs.replace(workshop.progress, done=done, online=online)

    async def _join(self, _rest: str) -> None:
        presence = self.workshop.presence
        if presence is None:
            self.say(_("The host has not said yet where it is. Try again in a moment."))
            return
        self.say(_("Type this in a terminal, in one line: {command}", command=join_command(presence)))
        self.say(_("Then this code: {code}", code=presence.code))
        doors = without_align(presence)
        if doors:
            self.say(_("Without align on their computer, with the same code: {doors}", doors=doors))
        self.say(who_can_join(self.workshop.state.the_plan, presence, key="", called=self._called))

    async def _add(self, text: str) -> None:
        name, _comma, where = (part.strip() for part in text.partition(","))
        regions = self.workshop.state.the_plan.regions
        meant = [region for region in regions if name_key(where) and name_key(region.name).startswith(name_key(where))]
        if not name or len(meant) != 1:
            names = _(", ").join(region.name for region in regions)
            said = _("A name, a comma and a region, for instance: add Meera Rao, {region}.", region=regions[0].name)
            self.say(f"{said} {_('Regions: {names}.', names=names)} {_('Nothing was changed.')}")
            return
        said = _("{name} is on the list now, in {region}.", name=name, region=meant[0].name)
        await self.do(c.AddParticipant(name, meant[0].id), said)

    async def _nudge(self, name: str) -> None:
        rows = self._left()
        meant = [row for row in rows if not name or row.words.lower().startswith(name.lower())]
        if not meant:
            self.say(_("Nobody of that name is left to remind.") if name else _("There is nobody to remind."))
            return
        try:
            reached = await self.workshop.request("nudge", meant[0].id if name else "")
        except AlignError as error:
            self.say(retold(str(error)))
            return
        self.say(reminded_words(int(reached), 1 if name else len(rows)))

    async def _timer(self, typed: str) -> None:
        minutes = timer_minutes(typed)
        if minutes is None:
            whole = _("The timer takes whole minutes from 0 to {most}, for instance: timer 15.", most=LONGEST_TIMER)
            self.say(f"{whole} {_('Nothing was set.')}")
            return
        until = self.clock.now() + timedelta(minutes=minutes)
        said = _("The clock is taken away.")
        if minutes:
            said = _("Everybody sees a clock of {minutes}.", minutes=count(minutes, "minute"))
        await self.do(c.SetTimer(until.isoformat(timespec="seconds") if minutes else ""), said)

    # ---- moves ---------------------------------------------------------------------------------------------

    async def _open(self, _rest: str) -> None:
        if self.workshop.state.phase != "setup":
            await self.do(c.OpenRound())  # the workshop says why not
        elif await self.sure(opening(self.workshop.state)):
            await self.do(c.OpenRound())

    async def _close(self, _rest: str) -> None:
        state, presence = self.workshop.state, self.workshop.presence
        pulse = state.phase == "pulse"
        if not state.answering:
            await self.do(c.CloseRound())
            return
        move = closing_pulse(state, presence) if pulse else closing(state, presence)
        if await self.sure(move) and await self.do(c.CloseRound()):
            self._tell()
            if pulse:
                self._pulsing.results()
            else:
                await self._lead((await self._prompts())[0].id)

    async def _back(self, _rest: str) -> None:
        move = taking_back(self.workshop.state, self.workshop.progress)
        if move is None or await self.sure(move):
            await self.do(c.UndoMove())

    # ---- the talk ------------------------------------------------------------------------------------------

    async def _prompts(self) -> tuple[Prompt, ...]:
        state = self.workshop.state
        await asyncio.to_thread(self.reading.make, state.the_plan, dict(state.revealed))
        return self.reading.prompts(state)

    async def _list(self, _rest: str) -> None:
        state = self.workshop.state
        numbers = {prompt.id: n for n, prompt in enumerate(state.the_plan.pack.prompts, 1)}
        for prompt in await self._prompts():
            found = self.reading.headline(state, prompt)
            marks = [_(STATE_NAMES[found]) if found is not None else "", aside_words(state, prompt.id)]
            here = state.phase == "reveal" and prompt.id == state.focus
            marks.append(_("everybody looks here") if here else "")
            self.say(_(", ").join(filter(None, [f"{numbers[prompt.id]} {prompt.title}", *marks])))

    async def _show(self, number: str) -> None:
        prompt = self.prompt_of(number)
        if not number and not self.workshop.state.revealed:
            self.say(_("The answers are not shown yet."))
        elif prompt is not None and (not number or await self._follow(prompt.id)):
            self.say("\n".join(revealed_lines(self.workshop.state, prompt.id)))

    async def _next(self, _rest: str) -> None:
        state, order = self.workshop.state, [prompt.id for prompt in await self._prompts()]
        prompt = led_on(["", *order], state.focus if state.focus in order else "", 1, state.aside)
        if prompt:
            await self._lead(prompt)
        else:
            self.say(_("That was the last prompt of the talk."))

    async def _lead(self, prompt: str) -> None:
        if await self._follow(prompt):
            place = [one.id for one in await self._prompts()].index(prompt) + 1
            whole = len(self.workshop.state.the_plan.pack.prompts)
            self.say(f"{of(place, whole)}{_(', ')}{where_all_look(self.workshop.state)}{_('.')}")
            self.say("\n".join(revealed_lines(self.workshop.state, prompt)))

    async def _follow(self, prompt: str) -> bool:
        return prompt == self.workshop.state.focus or await self.do(c.MoveFocus(prompt))

    async def _park(self, number: str) -> None:
        prompt = self.prompt_of(number)
        if prompt is not None:
            await self.do(c.PutAside(prompt.id, "parked"), _("{title}: parked for later.", title=prompt.title))

    async def _skip(self, why: str) -> None:
        prompt = self.prompt_of("")
        if prompt is not None:
            await self.do(
                c.PutAside(prompt.id, "skipped", why), _("{title}: skipped. next goes on.", title=prompt.title)
            )

    async def _resume(self, number: str) -> None:
        prompt = self.prompt_of(number)
        if prompt is not None:
            await self.do(c.PutAside(prompt.id, ""), _("{title}: in the talk again.", title=prompt.title))

    async def _note(self, text: str) -> None:
        prompt = self.prompt_of("")
        if prompt is not None:
            await self.do(c.TakeNote(prompt.id, text), _("Noted; everybody sees it."))
