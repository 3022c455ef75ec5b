"""The four-state map on one screen: every prompt by every ordered pair of regions. Enter leads to a prompt."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from align.charter.figure_words import STATE_LETTERS, STATE_NAMES
from align.charter.wording import region_name
from align.domain.model import Plan
from align.language import _
from align.ui.page import Dialog
from align.ui.present.state_map import MapRow, StateMap
from align.ui.say import lines_of, ours, region_badge, say
from align.ui.screens.shared.figures import state_badge
from align.ui.screens.shared.layout import in_rows
from align.ui.screens.shared.view import Sheet
from align.ui.widgets.bars import fit
from align.ui.widgets.heading import Heading
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.rows import Rows
from align.ui.widgets.static import Static

_CELL = 5
_TITLE = 26


class MapScreen(Dialog[str | None]):
    """Ends with the id of the chosen prompt, or None. Pairs that do not fit are a key away: ← and → move the window."""

    DEFAULT_CSS = """
    MapScreen { background: $background; align: left top; }
    MapScreen #summary, MapScreen #pairs { height: auto; padding: 0 1; }
    MapScreen #legend { height: auto; padding: 0 1; color: $quiet; }
    MapScreen Sheet { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "shift(-1)", "earlier pairs", key_display="←", id="map.left"),
        Binding("right", "shift(1)", "further pairs", key_display="→", id="map.right"),
        Binding("escape,m,q", "dismiss(None)", "back", key_display="esc", id="map.back"),
    ]
    AUTO_FOCUS = "Rows"
    HELP_TITLE = "The four-state map"

    def __init__(self, plan: Plan, found: StateMap, prompt: str) -> None:
        super().__init__()
        self._plan, self._map = plan, found
        self._start = next((n for n, row in enumerate(found.rows) if row.prompt == prompt), 0)
        self._first = 0
        """The first pair in sight."""

    def compose(self) -> ComposeResult:
        """What it comes to, the pairs above the rows, what letters mean below."""
        yield Heading()
        yield Static(id="summary")
        yield Static(id="pairs")
        with Sheet():
            yield Rows(cursor=self._start)
        yield Static(id="legend")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill it."""
        self.query_one(Heading).left = ours(_("Four-state map"), "bold")
        missing = f" {self._map.missing}" if self._map.missing else ""
        self.query_one("#summary", Static).update(say(f"{self._map.summary}{missing}"))
        self._draw()
        self.query_one(Rows).action_move(0)

    def on_resize(self) -> None:
        """Other pairs fit."""
        self._draw()

    def help_words(self) -> str:
        """What the letters mean, told of two regions of this team."""
        regions = {region.letter: region_name(self._plan, region.id) for region in self._plan.regions}
        pair = self._map.pairs[0] if self._map.pairs else "→".join([*regions][:2])
        one, _arrow, other = pair.partition("→")
        return _(
            "{pair} is how {one} sees {other}. Shared: they agree and know it. Hidden agreement: they agree and think "
            "that they differ. Open difference: they differ and know it. Blind spot: they differ and think that "
            "they agree.",
            pair=pair,
            one=regions.get(one, one),
            other=regions.get(other, other),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to move only where there are more pairs."""
        if action != "shift":
            return True
        return self._first > 0 if parameters == (-1,) else self._first + self._fitting < len(self._map.pairs)

    @property
    def _fitting(self) -> int:
        return max(1, (self.app.size.width - _TITLE - 8) // _CELL)

    def action_shift(self, by: int) -> None:
        """Move the window of pairs by as many as fit."""
        last = max(0, len(self._map.pairs) - self._fitting)
        self._first = max(0, min(self._first + by * self._fitting, last))
        self._draw()
        self.refresh_bindings()

    @on(Rows.Chosen)
    def choose(self, event: Rows.Chosen) -> None:
        """Enter or a click leads to the prompt."""
        self.dismiss(self._map.rows[event.index].prompt)

    def _legend(self, width: int) -> list[Content]:
        badges = [Content.assemble(state_badge(state), f" {_(STATE_NAMES[state])}") for state in STATE_LETTERS]
        regions = [
            Content.assemble(region_badge(self._plan, region.id), " ", say(region_name(self._plan, region.id)))
            for region in self._plan.regions
        ]
        return [*in_rows([*badges, ours(_("– too few, or no guess"))], width), *in_rows(regions, width)]

    def _draw(self) -> None:
        shown = slice(self._first, self._first + self._fitting)
        pairs = self._map.pairs[shown]
        self.query_one("#legend", Static).update(lines_of(self._legend(max(20, self.app.size.width - 2))))
        heads = [fit(say(pair, "bold"), _CELL) for pair in pairs]
        self.query_one("#pairs", Static).update(Content.assemble(" " * (_TITLE + 4), *heads))
        self.query_one(Rows).show([_row(row, shown) for row in self._map.rows])
        hidden = len(self._map.pairs) - len(pairs)
        where = (
            _(
                "pairs {first} to {last} of {all}",
                first=self._first + 1,
                last=self._first + len(pairs),
                all=len(self._map.pairs),
            )
            if hidden
            else ""
        )
        self.query_one(Heading).right = ours(where, "$quiet")


def _row(row: MapRow, shown: slice) -> Content:
    cells = [fit(state_badge(state) if state else ours("–", "$quiet"), _CELL) for state in row.states[shown]]
    return Content.assemble(fit(say(row.title), _TITLE), "  ", *cells)
