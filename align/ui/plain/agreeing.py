"""Clauses line by line: drafted, changed, voted on, settled, sealed, and written to a file. The rules decide."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from align.charter.draft import draft_clause, draft_note
from align.charter.export import why_elsewhere, write_charter
from align.charter.lint import weak, weak_line
from align.charter.preview import preview
from align.charter.promise_text import PlanCheck
from align.domain import commands as c
from align.domain.model import Clause, clause_number
from align.errors import UserError
from align.ui.plain.table import Table
from align.ui.present.clauses import meta
from align.ui.present.desk_clauses import (
    endings,
    levels,
    newest_result,
    prompt_title,
    reasons,
    result_words,
    sealing,
    status_of,
    vote_words,
    waiting_for,
)
from align.ui.present.desk_lint import weak_counted
from align.ui.present.desk_moves import Move, changing, dropping, sealing_move
from align.ui.present.desk_promises import Checks, despite_question, standing
from align.ui.present.signing import status_lines

Act = Callable[[str], Awaitable[None]]


class Agreeing(Table):
    """The commands about clauses and the charter; `acts` has them by their word, each with what it does."""

    _checks = Checks()

    @property
    def acts(self) -> Mapping[str, tuple[Act, str]]:
        """Word → (what to do with the rest of the line, what it is for)."""
        return {
            "clauses": (self._clauses, "the clauses, their status and votes"),
            "draft": (self._draft, "begin a clause for the prompt that everybody looks at, or for another: draft 3"),
            "edit": (self._edit, "change the words, owner or date of a clause: edit 2"),
            "vote": (self._vote, "ask everybody for a support level: vote 2"),
            "count": (self._count, "close the vote and show all levels together"),
            "weak": (self._weak, "what is weak in the clauses and promises, where, and how to mend it"),
            "settle": (self._settle, "say how a clause ends: settle 2"),
            "drop": (self._drop, "take a clause away; asks first: drop 2"),
            "reveal": (self._reveal, "bring everybody back from the clauses to the answers"),
            "seal": (self._seal, "seal the charter; asks first"),
            "signed": (self._signed, "who signed the sealed charter"),
            "export": (self._export, "write the charter to a file: export charter.md"),
        }

    async def _clauses(self, _: str) -> None:
        if self.clause_of("") is None:
            return
        for clause in self.workshop.state.clauses.values():
            self._read(clause)

    def _read(self, clause: Clause) -> None:
        state = self.workshop.state
        number, title = clause_number(clause.id), prompt_title(state.the_plan, clause.prompt)
        self.say(f"Clause {number}, {title}, {status_of(state, clause)}. {clause.text}")
        self.say(meta(state.the_plan, clause))
        vote = vote_words(state, clause.id, self.workshop.progress)
        if vote:
            self.say(vote)

    async def _draft(self, number: str) -> None:
        state, prompt = self.workshop.state, self.prompt_of(number)
        if prompt is None:
            return
        note = draft_note(state, prompt)
        if note:
            self.say(note)
        suggested = draft_clause(state, prompt)
        taken = "as suggested" if suggested else ""
        self.say(
            f"A clause for {prompt.title}. {f'Suggested: {suggested}' if suggested else 'The pack suggests no words.'}"
        )
        text = await self.words("The clause in your words", taken)
        text = suggested if text == taken else text
        owner = await self.line("Owner")
        review = await self.day("Review date", state.the_plan.milestone.date)
        if state.phase == "reveal" and not await self.do(c.MoveTo("agree")):
            return
        if await self.do(c.DraftClause(prompt.id, text, owner=owner, review_on=review)):
            self._read(next(reversed(self.workshop.state.clauses.values())))

    async def _edit(self, number: str) -> None:
        clause = self.clause_of(number)
        if clause is None:
            return
        self._read(clause)
        warning = changing(clause)
        if warning:
            self.say(warning)
        kept = "as it is"
        text = await self.line("The clause in your words", kept)
        owner = await self.line("Owner", clause.owner)
        review = await self.day("Review date", clause.review_on)
        text = clause.text if text == kept else text
        await self.do(c.ChangeClause(clause.id, text, clause.scope, owner, review), "Kept.")

    async def _vote(self, number: str) -> None:
        clause = self.clause_of(number)
        if clause is not None:
            said = "The vote is open. Nobody sees a level before you count; count shows all together."
            await self.do(c.OpenVote(clause.id), said)

    async def _count(self, _: str) -> None:
        state, progress = self.workshop.state, self.workshop.progress
        voting = next((clause for clause in state.clauses if state.open_vote(clause)), "")
        if not voting:
            self.say("No vote is open. vote opens one.")
            return
        if progress.votes < progress.expected:
            waiting = waiting_for(state.the_plan, self.workshop.presence)
            detail = f"{progress.votes} of {progress.expected} are in."
            text = f"{detail} Still to come: {waiting}." if waiting else detail
            if not await self.sure(Move("Close the vote?", text, "Close it")):
                return
        if not await self.do(c.CloseVote(voting)):
            return
        result = newest_result(self.workshop.state, voting)
        if result is not None:
            self.say(f"Vote {result.number}: {result_words(result)}.")
            for row in levels(result):
                self.say(f"{row.level} {row.words}: {row.count}")
            for level, words, name in reasons(self.workshop.state.the_plan, result):
                self.say(f"Reason at {level}: {words}{f', {name}' if name else ''}")

    async def _settle(self, number: str) -> None:
        clause, state = self.clause_of(number), self.workshop.state
        if clause is None:
            return
        ways = endings(state, clause)
        self.say("All of these are good endings.")
        for place, way in enumerate(ways, 1):
            self.say(f"{place} {way.label}: {way.blocked or way.about}")
        answer = await self.line("How does this clause end? Its number")
        if answer not in {str(place) for place in range(1, len(ways) + 1)}:
            self.say("Nothing was settled.")
            return
        status = ways[int(answer) - 1].status
        regional: dict[str, str] = {}
        dissent: tuple[str, ...] = ()
        if status == "regional":
            self.say("At least one region needs a text.")
            while not regional:
                for region in state.the_plan.regions:
                    text = await self.line(f"The text for {region.name}", "none")
                    regional |= {region.id: text} if text != "none" else {}
        if status == "dissent_recorded":
            dissent = (await self.words("The dissent, in its own words"),)
        owner = await (self.words if status == "open" else self.line)("Owner", clause.owner)
        review = await self.day("Review date", clause.review_on, needed=status == "open")
        if await self.do(c.SettleClause(clause.id, status, owner, review, regional, dissent)):
            self._read(self.workshop.state.clauses[clause.id])

    async def _drop(self, number: str) -> None:
        clause = self.clause_of(number)
        if clause is not None and await self.sure(dropping(self.workshop.state, clause)):
            await self.do(c.DropClause(clause.id), "It is gone.")

    async def _reveal(self, _: str) -> None:
        await self.do(c.MoveTo("reveal"))

    async def _seal(self, _: str) -> None:
        state = self.workshop.state
        seal = sealing(state)
        if seal.blocked:
            self.say(f"{seal.blocked} Nothing was sealed.")
            return
        checks = await self._checked()
        found = weak(state, checks)
        if found:
            self.say(f"{weak_counted(found)}; it can be sealed all the same. weak says this again.")
            self.say("\n".join(weak_line(one) for one in found))
        red = standing(state.the_plan, checks).red
        despite = ""
        if red:
            question, detail = despite_question(red)
            self.say(f"{question} {detail}")
            despite = await self.line("Why")
            if not despite:
                self.say("Nothing was sealed.")
                return
        if await self.sure(sealing_move(state)) and await self.do(c.Seal(despite)):
            self.say("export writes the charter to a file.")

    async def _weak(self, _: str) -> None:
        found = weak(self.workshop.state, await self._checked())
        self.say("\n".join([f"{weak_counted(found)}.", *map(weak_line, found)]) if found else "Nothing weak was found.")

    async def _checked(self) -> PlanCheck | None:
        """The promises held against working hours; None where the plan has none."""
        plan, day = self.workshop.state.the_plan, self.clock.now().date()
        if not plan.promises:
            return None
        await asyncio.to_thread(self._checks.make, plan, day)
        return self._checks.found(plan, day)

    async def _signed(self, _: str) -> None:
        if not self.workshop.state.version:
            self.say("The charter is not sealed yet.")
            return
        self.say("\n".join(status_lines(self.workshop.state)))

    async def _export(self, name: str) -> None:
        state = self.workshop.state
        if not state.clauses:
            self.say("The charter has no clause yet, so there is nothing to write.")
            return
        path, is_there, why = _target(self.folder, name)
        if why:
            self.say(why)
            return
        move = Move("Write over this file?", f"{path} is there already.", "Write over it")
        if is_there and not await self.sure(move):
            return
        try:
            write_charter(preview(state), path, overwrite=is_there)
        except UserError as error:
            self.say(str(error))
            return
        self.say(f"The charter is in {path}.")


def _target(folder: Path, name: str) -> tuple[Path, bool, str]:
    """Return the file that is meant, whether it is there already, and why it is not to be written, if so."""
    asked = Path(name or "charter.md").expanduser()
    path = folder / asked
    return path, path.exists(), why_elsewhere(asked)
