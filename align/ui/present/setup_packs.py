"""The wizard's prompts: a pack or its core, chosen prompts of other packs, and the minutes of all together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from align.domain.prompts import Pack, Prompt
from align.errors import UserError
from align.language import _, for_all, retold
from align.packs.catalogue import Found
from align.packs.combine import combine
from align.ui.present import setup_draft as d
from align.ui.present.counts import count, joined
from align.ui.present.setup_draft import Check, SetupDraft
from align.ui.present.times import about_minutes


class World(msgspec.Struct, frozen=True):
    """What the checks must know besides the draft: names in use, packs, the folder in words, the time."""

    taken: frozenset[str]
    packs: tuple[Found, ...]
    folder: str
    now: datetime


class Choice(msgspec.Struct, frozen=True):
    """Something to choose one of: a value, its words, what follows from it."""

    value: str
    words: str
    about: str


class Addition(msgspec.Struct, frozen=True):
    """A prompt of another pack that can be asked too; `taken` when it is."""

    pack: str
    prompt: str
    title: str
    detail: str
    """Where it is from and how long it takes."""
    taken: bool


def pack_choices(world: World) -> list[Choice]:
    """Return the packs that can be used, whole and, where there are some, with their core prompts alone."""
    choices = []
    for found in world.packs:
        if found.pack is not None:
            choices.append(Choice(pack_key(found.id, core=False), pack_words(found.pack), found.pack.about))
            core = chosen_pack(found.pack, core=True)
            if core.prompts and len(core.prompts) < len(found.pack.prompts):
                about = _("The core prompts alone, for about 90 minutes together.")
                choices.append(Choice(pack_key(found.id, core=True), pack_words(core, core=True), about))
    return choices


def pack_key(pack: str, *, core: bool) -> str:
    """Return the value that stands for a pack in a list of choices."""
    return for_all(f"{pack} core") if core else pack


def broken_packs(world: World) -> str:
    """Say which packs cannot be used, and how one learns why."""
    broken = [found for found in world.packs if found.pack is None]
    return " ".join(
        _("{id} cannot be used: see `align packs check {where}`.", id=one.id, where=one.where) for one in broken
    )


def chosen_pack(pack: Pack, *, core: bool) -> Pack:
    """Return the pack, or only its core prompts."""
    if not core:
        return pack
    return msgspec.structs.replace(pack, prompts=tuple(prompt for prompt in pack.prompts if prompt.core))


def pack_of(draft: SetupDraft, world: World) -> Pack | None:
    """Return all that is asked as one pack; None when the chosen one is not there, or they cannot be combined."""
    try:
        return _combined(draft, world)
    except UserError:
        return None


def check_pack(draft: SetupDraft, world: World, *, unasked: str = "") -> Check:
    """Which prompts, and how long they take; `unasked` says why nobody is asked for a guess, empty where they are."""
    try:
        pack = _combined(draft, world)
    except UserError as error:
        return d.problem(retold(str(error)))
    if pack is None:
        return d.problem(_("The pack {pack} is not there any more. Choose another one.", pack=draft.pack))
    guesses = sum(prompt.predict for prompt in pack.prompts)
    number = count(len(pack.prompts), "prompt")
    with_guess = _("{n} with a guess about the others", n=guesses)
    if guesses and unasked:
        with_guess = f"{with_guess} ({unasked})"
    return d.note(f"{_(', ').join((number, about_minutes(pack.minutes), with_guess))}: {pack.title}{_('.')}")


def pack_words(pack: Pack, *, core: bool = False) -> str:
    """Return a pack's title, how many prompts it has, and the minutes they take a person; `core`: a pack's core."""
    number = len(pack.prompts)
    prompts = count(number, "core prompt") if core else count(number, "prompt")
    return f"{pack.title} · {prompts}{_(', ')}{about_minutes(pack.minutes)}"


# ---- prompts of other packs ----------------------------------------------------------------------------------


def additions(draft: SetupDraft, world: World) -> list[Addition]:
    """Return the prompts of the other packs, in the packs' order; none that is asked already under the same id."""
    chosen = _chosen(draft, world)
    asked = {prompt.id for prompt in chosen.prompts} if chosen is not None else set()
    return [
        Addition(
            pack.id, prompt.id, prompt.title, f"{about_minutes(prompt.minutes)} · {pack.title}",
            (pack.id, prompt.id) in draft.more,
        )
        for pack, prompt in _others(draft, world)
        if prompt.id not in asked
    ]  # fmt: skip


def toggle(draft: SetupDraft, addition: Addition) -> None:
    """Take a prompt of another pack, or leave it again."""
    one = (addition.pack, addition.prompt)
    if one in draft.more:
        draft.more.remove(one)
    else:
        draft.more.append(one)


def added_prompts(draft: SetupDraft, world: World) -> list[tuple[Pack, Prompt]]:
    """Return the prompts of other packs that are asked too, each with its pack, in the packs' order.

    What was taken of a pack stays chosen, and counts for nothing, while that pack is the one asked.
    """
    taken = {(one.pack, one.prompt) for one in additions(draft, world) if one.taken}
    return [(pack, prompt) for pack, prompt in _others(draft, world) if (pack.id, prompt.id) in taken]


def added_words(draft: SetupDraft, world: World) -> str:
    """Say which prompts of other packs are asked too, or that there can be some."""
    added = added_prompts(draft, world)
    if not added:
        return _("Prompts of the other packs can be asked too: a chooses them.")
    return _("Also asked: {prompts}. a changes it.", prompts=joined([prompt.title for _pack, prompt in added]))


def _others(draft: SetupDraft, world: World) -> Iterator[tuple[Pack, Prompt]]:
    for found in world.packs:
        if found.pack is not None and found.id != draft.pack:
            yield from ((found.pack, prompt) for prompt in found.pack.prompts)


def _chosen(draft: SetupDraft, world: World) -> Pack | None:
    """The chosen pack; None when it is not there or has no prompt left."""
    for found in world.packs:
        if found.id == draft.pack and found.pack is not None:
            pack = chosen_pack(found.pack, core=draft.core)
            return pack if pack.prompts else None
    return None


def _combined(draft: SetupDraft, world: World) -> Pack | None:
    chosen = _chosen(draft, world)
    if chosen is None:
        return None
    added: dict[str, Pack] = {}
    for pack, prompt in added_prompts(draft, world):
        before = added[pack.id].prompts if pack.id in added else ()
        added[pack.id] = msgspec.structs.replace(pack, prompts=(*before, prompt))
    return combine([chosen, *added.values()])
