"""Published statistics kept as cross-checks of the core figures; pure functions of counts, none of them a headline."""

from align.analysis.secondary.nominal import (
    cramers_v,
    cramers_v_corrected,
    gini_simpson,
    jensen_shannon,
    rao,
    total_variation,
)
from align.analysis.secondary.ordinal import (
    blair_lacy,
    iqr,
    leik,
    polarization,
    tastle_wierman,
    van_der_eijk,
)
from align.analysis.secondary.ranks import eta_squared, kendall_w, kruskal_wallis, mean_spearman, midranks
from align.analysis.secondary.reliability import Level, krippendorff, unanimous_floor

__all__ = [
    "Level",
    "blair_lacy",
    "cramers_v",
    "cramers_v_corrected",
    "eta_squared",
    "gini_simpson",
    "iqr",
    "jensen_shannon",
    "kendall_w",
    "krippendorff",
    "kruskal_wallis",
    "leik",
    "mean_spearman",
    "midranks",
    "polarization",
    "rao",
    "tastle_wierman",
    "total_variation",
    "unanimous_floor",
    "van_der_eijk",
]
