"""What every test may count on: a home folder of its own and a settled number of generated cases."""

from __future__ import annotations

import gc
import inspect
import signal
import sys
from collections.abc import Generator, Iterator

import pytest
from hypothesis import settings

from align.engine.languages import speak_language
from align.language import ENGLISH
from tests.support.figures import NIGHTLY, SEED, told

# No deadlines: the machine is shared. CI's repeatable choice of cases stays; the nightly form looks further.
settings.register_profile("fast", deadline=None, print_blob=True)
settings.register_profile("nightly", deadline=None, print_blob=True, derandomize=False, max_examples=2_000)
settings.load_profile("nightly" if NIGHTLY else "fast")

OF_THE_PERSON = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
SELDOM_SEARCHED = 10_000
"""New objects after which the young are searched through: a test makes and drops many, few of them in circles."""
OF_THE_TERMINAL = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Give hypothesis the seed of the run, unless one was asked for; and let Ctrl+C end what tests start.

    A shell has its background jobs ignore Ctrl+C, and with them every program that they start.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.getoption("--hypothesis-seed") is None:
        config.option.hypothesis_seed = str(SEED)


def pytest_collection_finish() -> None:
    """What was loaded stays until the end of the run: search for garbage among what tests make alone, and parse each
    style sheet once."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM_SEARCHED)
    if "textual" in sys.modules:
        from align.ui.ready import keep_parsed_styles

        keep_parsed_styles()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Send along what the test told of itself, with its seconds."""
    report = yield
    lines = told()
    if call.when == "call":
        report.user_properties += [("figures", f"{line}; {call.duration:.1f} s") for line in lines]
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End the run with the figures of its tests of many cases, passed or not."""
    reports = [report for some in terminalreporter.stats.values() for report in some]
    tests = [report for report in reports if isinstance(report, pytest.TestReport)]
    lines = sorted(str(text) for report in tests for key, text in report.user_properties if key == "figures")
    if lines:
        terminalreporter.section("figures")
        for line in lines:
            terminalreporter.write_line(line)
        seconds = sum(each.duration for each in tests if any(key == "figures" for key, _ in each.user_properties))
        terminalreporter.write_line(f"{len(lines)} rows, {seconds:.0f} s of tests")


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep tests, and the processes they start, away from the person's files and terminal settings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        for name in (*OF_THE_PERSON, *OF_THE_TERMINAL):
            patch.delenv(name, raising=False)
        patch.setenv("ALIGN_LANGUAGE", "en")  # tests read English, whatever their person does
        patch.setenv("ALIGN_TOUR", "no")
        yield


@pytest.fixture
def german() -> Iterator[None]:
    """Speak German in this test; the language is one of the process."""
    speak_language("de")
    yield
    speak_language(ENGLISH)


@pytest.fixture(autouse=True)
def leaves_nothing_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """Find what a test left open (a socket, a loop) in this test, not in whichever Python searches next."""
    yield
    if inspect.iscoroutinefunction(request.function):
        gc.collect()


@pytest.fixture(scope="module", autouse=True)
def leave_nothing_open() -> Iterator[None]:
    """Find what tests without a loop left open at the end of their file, for there are many and quick ones.

    What is kept from there on (parsed style sheets, packs that were read) is not searched through again.
    """
    yield
    gc.collect()
    gc.freeze()
