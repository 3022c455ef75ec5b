"""Taking answers files in: in any order, any number of times, with the same state in the end.

The commands of all files are mixed before they are given, so that a person's answers do not lie in the log as a block.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from align.domain import events as e
from align.domain.commands import HandIn, Sign
from align.engine.answers import Answers, Given, rank, read_answers
from align.engine.clock import new_id
from align.engine.errand import Errand, Host, NotAdmittedError, host_of
from align.errors import Rejected, UserError
from align.sync import messages as m


@dataclass
class Merged:
    """What came of one file. `problem` says why nothing of it was taken; `refused` why single answers were not."""

    file: Path
    person: str = ""
    revision: int = 0
    problem: str = ""
    same_as: Path | None = None
    """The file that holds the same, and stands for both."""
    answers: int = 0
    guesses: int = 0
    late: int = 0
    known: int = 0
    done: bool = False
    signed: bool = False
    """A signature or an objection is new."""
    refused: dict[str, int] = field(default_factory=dict)
    """Reason → how many answers and guesses."""


@dataclass(frozen=True)
class _Read:
    result: Merged
    answers: Answers


async def merge(path: Path, files: Sequence[Path]) -> list[Merged]:
    """Take answers files into the workshop at `path`, served or not; returns what came of each, in the order given.

    Raises StoreError or SyncError when the workshop itself cannot be reached: what was taken until then is kept, and
    merging again goes on.
    """
    async with host_of(path) as host:
        results = [Merged(file) for file in files]
        errands: list[tuple[_Read, Errand]] = []
        try:
            for reads in _by_seat(results, host):
                chosen = await _newest(host, reads)
                if chosen is not None:
                    errands.append(chosen)
            await _give(errands)
        finally:
            for _, errand in errands:
                await errand.close()
        return results


def _by_seat(results: Sequence[Merged], host: Host) -> list[list[_Read]]:
    """Read the files; each seat's newest comes first, whatever the order they were named in."""
    seats: dict[str, list[_Read]] = {}
    for result in results:
        try:
            answers = read_answers(result.file, host.keys.sealing)
        except UserError as error:
            result.problem = str(error)
            continue
        result.revision = answers.revision
        seats.setdefault(answers.token, []).append(_Read(result, answers))
    return [
        sorted(reads, key=lambda read: (read.answers.revision, read.answers.begun), reverse=True)
        for reads in seats.values()
    ]


async def _newest(host: Host, reads: list[_Read]) -> tuple[_Read, Errand] | None:
    """Sit down as the files' holder and find the one to take; the others are told why they are not."""
    try:
        errand = await Errand.begin(host, reads[0].answers.token)
    except NotAdmittedError:
        _refuse(reads, "nobody's seat fits it; it is from a kit that was replaced, or not from a kit")
        return None
    chosen: _Read | None = None
    for read in reads:
        read.result.person = next((p.name for p in errand.state.the_plan.participants if p.id == errand.me), "")
        if read.answers.participant != errand.me or read.answers.workshop != errand.state.workshop:
            _refuse([read], "it is for another workshop or another person than its seat")
        elif chosen is not None and _same(chosen, read):
            read.result.same_as = chosen.result.file
        else:
            chosen = await _asked(errand, read) or chosen
    if chosen is None:
        await errand.close()
        return None
    return chosen, errand


async def _asked(errand: Errand, read: _Read) -> _Read | None:
    try:
        await errand.ask(m.Revision(new_id(), read.answers.begun, read.answers.revision, _signs(read.answers)))
    except Rejected as no:
        early = errand.state.phase == "setup"
        _refuse([read], "the round is not open yet; merge it again when it is" if early else no.text)
        return None
    return read


def _signs(answers: Answers) -> bool:
    return any(isinstance(command, Sign) for command in answers.given.values())


def _same(one: _Read, other: _Read) -> bool:
    return (one.answers.begun, one.answers.revision) == (other.answers.begun, other.answers.revision)


def _refuse(reads: Sequence[_Read], why: str) -> None:
    for read in reads:
        read.result.problem = why


async def _give(errands: Sequence[tuple[_Read, Errand]]) -> None:
    """Give everything, one's own answers before the guesses, else in an order that says nothing."""
    pool = [
        (read.result, errand, command_id, command)
        for read, errand in errands
        for command_id, command in read.answers.given.items()
    ]
    random.SystemRandom().shuffle(pool)
    for result, errand, command_id, command in sorted(pool, key=lambda one: rank(one[3])):
        await _give_one(result, errand, command_id, command)


async def _give_one(result: Merged, errand: Errand, command_id: str, command: Given) -> None:
    do = m.Do(command_id, command)
    try:
        if len(m.encode(do)) > m.LARGEST_FRAME:
            raise Rejected("too-long", "This is too long to be sent.")
        done = await errand.ask(do)
    except Rejected as no:
        result.refused[no.text] = result.refused.get(no.text, 0) + 1
        return
    match done.mine:
        case _ if done.value == "signed":
            result.signed = True
        case (e.AnswerGiven(late=True),):
            result.late += 1
        case (e.AnswerGiven(),):
            result.answers += 1
        case (e.PredictionGiven(),):
            result.guesses += 1
        case _ if isinstance(command, HandIn):
            result.done = command.done
        case _:
            result.known += 1
