"""What every test may count on: a home folder of its own and a settled number of generated cases."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

# No deadlines: the machine is shared. CI's repeatable choice of cases stays; the nightly form looks further.
settings.register_profile("fast", deadline=None, print_blob=True)
settings.register_profile("nightly", deadline=None, print_blob=True, derandomize=False, max_examples=2_000)
settings.load_profile("nightly" if os.environ.get("ALIGN_NIGHTLY") else "fast")

OF_THE_PERSON = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
OF_THE_TERMINAL = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE")


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep tests, and the processes they start, away from the person's files and terminal settings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        for name in (*OF_THE_PERSON, *OF_THE_TERMINAL):
            patch.delenv(name, raising=False)
        yield
