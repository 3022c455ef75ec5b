"""Tests of screens draw when they look; what is drawn between is the business of the tests marked `draws`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from align.ui.breaking import guard_breaking
from tests.support.headless import drawn_when_looked_at

guard_breaking()  # as every application does: whichever test comes first, lines break alike


@pytest.fixture(autouse=True)
def headless(request: pytest.FixtureRequest) -> Iterator[None]:
    """Draw only what is looked at, unless a test is about what is drawn."""
    if request.node.get_closest_marker("draws") is not None:
        yield
        return
    with drawn_when_looked_at():
        yield
