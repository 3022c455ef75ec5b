"""Clauses line by line: drafted, changed, voted on, settled, sealed, and written to a file. The rules decide."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from align.charter.draft import draft_clause, draft_note
from align.charter.export import why_elsewhere, write_charter
from align.charter.lint import weak, weak_line
from align.charter.lint_text import NO_CLAUSES
from align.domain import commands as c
from align.domain.model import Clause, clause_number, edited, likeness
from align.errors import UserError
from align.language import _, mark, retold
from align.ui.plain.grounds import Grounds
from align.ui.plain.inputs import is_no
from align.ui.plain.news import vote_lines
from align.ui.plain.table import Table
from align.ui.present.clauses import read_out
from align.ui.present.desk_clauses import (
    DISSENT_BEFORE,
    beside_words,
    clauses_for,
    endings,
    newest_result,
    objections,
    outdated,
    prompt_title,
    sealing,
    status_of,
    still_to_come,
    vote_words,
)
from align.ui.present.desk_lint import weak_counted
from align.ui.present.desk_moves import Move, changing, dropping, sealing_move, settling, voting
from align.ui.present.desk_overtaken import COUNTED, clause_news
from align.ui.present.desk_promises import despite_question, standing
from align.ui.present.signing import status_lines, until_by_region, ways_on

AS_TYPED = mark("as you typed it before")

Act = Callable[[str], Awaitable[None]]


class Agreeing(Table):
    """The commands about clauses and the charter; `acts` has them by their word, each with what it does."""

    def __init__(self, table: Table, grounds: Grounds) -> None:
        super().__init__(table.console, table.workshop, table.folder, table.clock)
        self._grounds = grounds

    @property
    def acts(self) -> Mapping[str, tuple[Act, str]]:
        """Word → (what to do with the rest of the line, what it is for)."""
        return {
            "clauses": (self._clauses, _("the clauses, their status and votes")),
            "draft": (self._draft, _("begin a clause for the prompt that everybody looks at, or for another: draft 3")),
            "edit": (self._edit, _("change the words, owner or date of a clause: edit 2")),
            "vote": (self._vote, _("ask everybody for a support level: vote 2")),
            "count": (self._count, _("close the vote and show all levels together")),
            "weak": (self._weak, _("what is weak in the clauses and promises, where, and how to mend it")),
            "settle": (self._settle, _("say how a clause ends: settle 2")),
            "drop": (self._drop, _("take a clause away; asks first: drop 2")),
            "reveal": (self._reveal, _("bring everybody back from the clauses to the answers")),
            "talk": (self._talk, _("bring everybody back from the answers to the clauses")),
            "seal": (self._seal, _("seal the charter; asks first")),
            "signed": (self._signed, _("who signed the sealed charter")),
            "export": (
                self._export,
                _("write the charter to a file: export charter.md, or .html or .docx"),
            ),
        }

    async def _clauses(self, _rest: str) -> None:
        if self.clause_of("") is None:
            return
        for clause in self.workshop.state.clauses.values():
            self._read(clause)

    def _read(self, clause: Clause) -> None:
        state = self.workshop.state
        number, title = clause_number(clause.id), prompt_title(state.the_plan, clause.prompt)
        said = _("Clause {number}, {title}, {status}.", number=number, title=title, status=status_of(state, clause))
        self.say(f"{said} {clause.text}")
        for part in read_out(state, clause):
            self.say(part)
        vote = vote_words(state, clause.id, self.workshop.progress)
        if vote:
            self.say(vote)
        said = outdated(state, clause)
        if said:
            self.say(said)

    async def _draft(self, number: str) -> None:
        state, prompt = self.workshop.state, self.prompt_of(number)
        if prompt is None or not self.in_time(c.MoveTo if state.phase == "reveal" else c.DraftClause):
            return
        there = clauses_for(state, prompt.id)
        for said in filter(None, (draft_note(state, prompt), beside_words(there))):
            self.say(said)
        suggested = draft_clause(state, prompt)
        taken = _("as suggested") if suggested else ""
        said = _("Suggested: {words}", words=suggested) if suggested else _("The pack suggests no words.")
        self.say(f"{_('A clause for {title}.', title=prompt.title)} {said}")
        key = f"clause:new:{prompt.id}"
        kept = self.unfinished(key)
        if kept.get("text"):
            suggested, taken = kept["text"], _(AS_TYPED)
        text = await self.words(_("The clause in your words"), taken)
        text = suggested if text == taken else text
        owner = await self._owner(kept.get("owner", ""))
        review = await self.day(_("Review date"), kept.get("review_on") or state.the_plan.milestone.date)
        if state.phase == "reveal" and not await self.do(c.MoveTo("agree")):
            return
        draft = c.DraftClause(prompt.id, text, owner=owner, review_on=review, beside=tuple(one.id for one in there))
        if await self.give(draft, key, {"text": text, "owner": owner, "review_on": review}):
            self._read(next(reversed(self.workshop.state.clauses.values())))

    async def _edit(self, number: str) -> None:
        clause = self.clause_of(number)
        if clause is None or not self.in_time(c.ChangeClause, clause.id):
            return
        self._read(clause)
        warning = changing(clause)
        if warning:
            self.say(warning)
        key, news = f"clause:{clause.id}", clause_news(self.workshop, clause)
        kept = self.unfinished(key)
        usual = _(AS_TYPED) if kept.get("text") else _("as it is")
        text = await self.line(_("The clause in your words"), usual)
        owner = await self._owner(kept.get("owner", clause.owner))
        review = await self.day(_("Review date"), kept.get("review_on", clause.review_on))
        text = (kept.get("text") or clause.text) if text == usual else text
        change = c.ChangeClause(clause.id, text, clause.scope, owner, review, edited(clause))
        typed = {"text": text, "owner": owner, "review_on": review}
        await self.give(change, key, typed, _("Kept."), news=news)

    async def _vote(self, number: str) -> None:
        clause = self.clause_of(number)
        if clause is None:
            return
        await self._grounds.say_broken()
        move = voting(self.workshop.state, clause)
        if move is None or await self.sure(move):
            said = _(
                "The vote on clause {number} is open. Nobody sees a level before you count; count shows all together.",
                number=clause_number(clause.id),
            )
            await self.do(c.OpenVote(clause.id), said)

    async def _count(self, _rest: str) -> None:
        state, progress = self.workshop.state, self.workshop.progress
        voting = next(iter(state.open_votes), "")
        if not voting:
            self.say(_("No vote is open. vote opens one."))
            return
        if progress.votes < progress.expected:
            waiting = still_to_come(state.the_plan, self.workshop.presence)
            text = _("{n} of {all} are in.", n=progress.votes, all=progress.expected)
            if waiting:
                text = f"{text} {waiting}"
            if not await self.sure(Move(_("Close the vote?"), text, _("Close it"))):
                return
        if self.workshop.state.open_vote(voting) is None:
            self.say(_(COUNTED))
        elif not await self.do(c.CloseVote(voting)):
            return
        result = newest_result(self.workshop.state, voting)
        if result is not None:
            self.say("\n".join(vote_lines(self.workshop.state.the_plan, voting, result)))

    async def _settle(self, number: str) -> None:
        clause, state = self.clause_of(number), self.workshop.state
        if clause is None or not self.in_time(c.SettleClause, clause.id):
            return
        ways, news = endings(state, clause), clause_news(self.workshop, clause)
        self.say(settling(clause))
        for place, way in enumerate(ways, 1):
            self.say(f"{place} {way.label}: {way.blocked or way.about}")
        answer = await self.line(_("How does this clause end? Its number"))
        if answer not in {str(place) for place in range(1, len(ways) + 1)}:
            self.say(_("Nothing was settled."))
            return
        way = ways[int(answer) - 1]
        if way.blocked:
            self.say(f"{way.label}: {way.blocked} {_('Nothing was settled.')}")
            return
        status = way.status
        key = f"settle:{clause.id}:{status}"
        kept = self.unfinished(key)
        regional: dict[str, str] = {}
        dissent: tuple[str, ...] = ()
        if status == "regional":
            self.say(_("At least one region needs a text."))
            while not regional:
                for place, region in enumerate(state.the_plan.regions):
                    usual = kept.get(f"r{place}") or "none"
                    text = await self.line(_("The text for {name}", name=region.name), usual)
                    regional |= {region.id: text} if text != "none" else {}
        if status == "dissent_recorded":
            dissent = await self._dissent(clause, kept.get("dissent", ""))
        elif clause.dissent:
            dissent = await self._recorded(clause)
        now = kept.get("owner") or clause.owner
        owner = await (self.words(_("Owner"), now) if status == "open" else self._owner(now))
        day = kept.get("review_on") or clause.review_on
        review = await self.day(_("Review date"), day, needed=status == "open")
        typed = {f"r{n}": regional.get(region.id, "") for n, region in enumerate(state.the_plan.regions) if regional}
        typed |= {"dissent": "\n\n".join(dissent)} if dissent else {}
        typed |= {"owner": owner, "review_on": review}
        settle = c.SettleClause(clause.id, status, owner, review, regional, dissent, likeness(clause))
        if await self.give(settle, key, typed, news=news):
            self._read(self.workshop.state.clauses[clause.id])

    async def _dissent(self, clause: Clause, typed: str) -> tuple[str, ...]:
        """Return the dissent in its own words; just Enter takes what was `typed` before, what is recorded, or the
        reasons of the vote."""
        if typed:
            said = await self.words(_("The dissent, in its own words"), _(AS_TYPED))
            return tuple(typed.split("\n\n")) if said == _(AS_TYPED) else (said,)
        begun = clause.dissent or objections(self.workshop.state, clause)
        for words in begun:
            self.say(_("“{words}”", words=words))
        usual = (_("as it is recorded") if clause.dissent else _("the reasons of the vote")) if begun else ""
        said = await self.words(_("The dissent, in its own words"), usual)
        return begun if usual and said == usual else (said,)

    async def _recorded(self, clause: Clause) -> tuple[str, ...]:
        """Return what of the dissent recorded before another ending still holds: all, or nothing after a plain no."""
        for words in clause.dissent:
            self.say(f"{_('Dissent, in their words')}: {_('“{words}”', words=words)}")
        self.say(_(DISSENT_BEFORE))
        answer = await self.console.ask(_("Does it still hold? n leaves it out, just Enter keeps it:"))
        return () if is_no(answer) else clause.dissent

    async def _owner(self, now: str) -> str:
        """Ask who owns a clause; just Enter keeps who it is, or nobody."""
        return await self.line(_("Owner"), now, otherwise=_("nobody yet"))

    async def _drop(self, number: str) -> None:
        clause = self.clause_of(number)
        if clause is None:
            return
        news = clause_news(self.workshop, clause)
        if await self.sure(dropping(self.workshop.state, clause)):
            await self.do(c.DropClause(clause.id, likeness(clause)), _("It is gone."), news=news)

    async def _reveal(self, _rest: str) -> None:
        await self.do(c.MoveTo("reveal"))

    async def _talk(self, _rest: str) -> None:
        await self.do(c.MoveTo("agree"))

    async def _seal(self, _rest: str) -> None:
        state = self.workshop.state
        if state.phase == "sealed" and not self.in_time(c.Seal):
            return
        seal = sealing(state)
        if seal.blocked:
            self.say(f"{seal.blocked} {_('Nothing was sealed.')}")
            return
        checks = await self._grounds.checked()
        found = weak(state, checks)
        if found:
            things = weak_counted(found)
            self.say(_("{things}; it can be sealed all the same. weak says this again.", things=things))
            self.say("\n".join(weak_line(one) for one in found))
        red = standing(state.the_plan, checks).red
        despite = ""
        if red:
            question, detail = despite_question(red)
            self.say(f"{question} {detail}")
            despite = await self.line(_("Why"))
            if not despite:
                self.say(_("Nothing was sealed."))
                return
        if await self.sure(sealing_move(state)) and await self.do(c.Seal(despite)):
            sealed = _("The charter is sealed as version {version}.", version=self.workshop.state.version)
            self.say(f"{sealed} {_('export writes the charter to a file.')}")

    async def _weak(self, _rest: str) -> None:
        found = weak(self.workshop.state, await self._grounds.checked())
        none = mark("Nothing weak was found.") if self.workshop.state.clauses else NO_CLAUSES
        said = [f"{weak_counted(found)}{_('.')}", *map(weak_line, found)] if found else [_(none)]
        self.say("\n".join(said))

    async def _signed(self, _rest: str) -> None:
        if not self.workshop.state.version:
            self.say(_("The charter is not sealed yet."))
            return
        state, now = self.workshop.state, self.clock.now()
        self.say("\n".join([*status_lines(state, now), *until_by_region(state, now), *ways_on(state, now)]))

    async def _export(self, name: str) -> None:
        from align.charter.formats import for_file  # noqa: PLC0415 - start-up: what makes a Word file is not small

        state = self.workshop.state
        if not state.clauses:
            self.say(_("The charter has no clause yet, so there is nothing to write."))
            return
        path, is_there, why = _target(self.folder, name)
        if why:
            self.say(why)
            return
        move = Move(_("Write over this file?"), _("{path} is there already.", path=path), _("Write over it"))
        if is_there and not await self.sure(move, anytime=True):
            return
        try:
            write_charter(for_file(state, path, self.clock.now().date()), path, overwrite=is_there)
        except UserError as error:
            self.say(retold(str(error)))
            return
        self.say(_("The charter is in {path}.", path=path))


def _target(folder: Path, name: str) -> tuple[Path, bool, str]:
    """Return the file that is meant, whether it is there already, and why it is not to be written, if so."""
    asked = Path(name or "charter.md").expanduser()
    path = folder / asked
    return path, path.exists(), why_elsewhere(asked)
