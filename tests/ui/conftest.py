"""Tests of screens draw when they look; what is drawn between is the business of the tests marked `draws`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.headless import drawn_when_looked_at


@pytest.fixture(autouse=True)
def headless(request: pytest.FixtureRequest) -> Iterator[None]:
    """Draw only what is looked at, unless a test is about what is drawn."""
    if request.node.get_closest_marker("draws") is not None:
        yield
        return
    with drawn_when_looked_at():
        yield
