"""Makes one pack of several, for a workshop that asks prompts of each. It opens no files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from align.domain.prompts import Pack
from align.errors import UserError
from align.packs.packs import MOST_PROMPTS


def combine(packs: Sequence[Pack]) -> Pack:
    """Return one pack with the prompts of all packs, in their order; a single pack is returned as it is.

    Every prompt keeps its id and says where it came from (`origin`); the minutes are those of all together. Raises
    UserError that names the clashes when an id stands in two packs, when there are more than 60 prompts, or none.
    """
    if len(packs) == 1:
        return packs[0]
    prompts = tuple(
        msgspec.structs.replace(prompt, origin=prompt.origin or pack.id) for pack in packs for prompt in pack.prompts
    )
    origins: dict[str, list[str]] = defaultdict(list)
    for prompt in prompts:
        origins[prompt.id].append(prompt.origin)
    clashes = [f"{prompt_id} ({' and '.join(found)})" for prompt_id, found in origins.items() if len(found) > 1]
    if clashes:
        raise UserError(
            f"These prompts are taken twice: {', '.join(clashes)}. Name the `prompts` of each pack, each id once."
        )
    if not 1 <= len(prompts) <= MOST_PROMPTS:
        raise UserError(f"A workshop has 1 to {MOST_PROMPTS} prompts; these packs have {len(prompts)}. Take some.")
    return Pack(
        id="+".join(dict.fromkeys(pack.id for pack in packs)),
        title=" + ".join(dict.fromkeys(pack.title for pack in packs)),
        about=" ".join(dict.fromkeys(pack.about for pack in packs)),
        version=max(pack.version for pack in packs),
        language=packs[0].language,
        cuts=tuple(dict.fromkeys(cut for pack in packs for cut in pack.cuts)),
        prompts=prompts,
    )
