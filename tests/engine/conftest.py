"""A machine of one's own, for who needs one."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def own_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep seats and drafts of this test away from those of others."""
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "home"))
