"""No power fails under these tests, so they need not wait for a shared disk; killed processes sync as usual."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.storage.osfs import OsFs


@pytest.fixture(autouse=True)
def quick_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the waiting for the medium, unless a test asks for the `real_disk`."""

    def nothing(fs: OsFs, target: int | Path) -> None: ...

    if "real_disk" not in request.fixturenames:
        monkeypatch.setattr(OsFs, "sync", nothing)
        monkeypatch.setattr(OsFs, "sync_folder", nothing)


@pytest.fixture
def real_disk() -> None:
    """Let syncs be real."""
