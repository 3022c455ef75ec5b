"""The thresholds of the analysis, in one frozen value that a charter can store beside the figures it led to.

They are conventions, not findings: change them here, never in a formula.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Visible = Literal["nothing", "total", "dots", "few", "all"]
"""What a region with n answers may show by itself.

`nothing`: no answers · `total`: counted in the total only · `dots`: the answers, no figure ·
`few`: answers, median and range, alignment in grey as "few answers" · `all`: everything.
"""


@dataclass(frozen=True, slots=True)
class Conventions:
    """Where the lines are drawn. Shares are 0 to 1; the defaults are those of the method."""

    near_share: float = 0.75
    """`aligned` from this share of answers within one step of the centre (the median limit in Diamond et al. 2014)."""
    split_below: float = 0.5
    """`split` below this alignment."""
    min_n: int = 3
    """Answers a region needs before figures about it are made or shown."""
    full_n: int = 5
    """Answers a region needs before its alignment is shown in full."""
    option_gap: float = 0.5
    """Options that regions name with shares this far apart are pointed out."""
    quiet_surplus: float = 0.15
    """A quiet view is held by this much more than people expected ..."""
    quiet_n: int = 6
    """... among at least this many answers."""

    def visible(self, n: int, *, named: bool = False) -> Visible:
        """Return what a region with n answers may show; in `named` mode, by consent, min_n hides nothing."""
        if n == 0:
            return "nothing"
        if n < self.min_n and not named:
            return "total"
        if n < 3:
            return "dots"
        return "few" if n < self.full_n else "all"


STANDARD = Conventions()
