"""What people install is complete: the wheel, the source archive and the versions they are tested with."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import align

pytestmark = pytest.mark.xdist_group("packaging")  # built once, on one worker

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DATA = {"prompts": "*.yaml", "templates": "*.j2", "languages": "*.po"}


def build(target: str, folder: Path) -> Path:
    """Build `target` ("wheel" or "sdist") into `folder`, without the network, and return the file."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def in_wheel(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("folder", DATA)
def test_the_wheel_carries_every_data_file_of_the_checkout(in_wheel: set[str], folder: str) -> None:
    here = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob(DATA[folder])}
    assert here, f"{folder} holds no {DATA[folder]}"
    assert {f"align/_data/{name}" for name in here} <= in_wheel


@pytest.mark.parametrize("folder", DATA)
def test_data_folders_hold_no_python(folder: str) -> None:
    assert not list((ROOT / folder).rglob("*.py"))


def test_the_wheel_carries_every_module_its_styles_and_the_typing_marker(in_wheel: set[str]) -> None:
    here = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "align").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert "align/py.typed" in here
    assert here <= in_wheel


def test_the_wheel_carries_align_and_its_metadata_alone(in_wheel: set[str]) -> None:
    assert {name.split("/")[0] for name in in_wheel} == {"align", f"align_workshop-{align.__version__}.dist-info"}


def test_the_source_archive_holds_what_builds_and_tests_it(tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"LICENSE", "README.md", "constraints.txt", "run", "scripts/set_up.py", "tests/test_packaging.py"} <= names
    assert not [name for name in names if ".venv" in name or "__pycache__" in name]


def test_the_version_is_the_same_wherever_it_is_written(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        written = archive.read(f"align_workshop-{align.__version__}.dist-info/METADATA").decode()
    assert Parser().parsestr(written)["Version"] == align.__version__ == PROJECT["project"]["version"]


def test_the_wheel_works_without_the_source_tree(wheel: Path, tmp_path: Path) -> None:
    """Installed alone, beside the dependencies of this environment, it starts and finds its data."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "fresh")], check=True)
    python = tmp_path / "fresh" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    (packages,) = (tmp_path / "fresh" / "lib").glob("python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))

    def output(*command: str | Path) -> str:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    places = f"from align.resources import bundled; print(*map(bundled, {[*DATA]}), sep='\\n')"
    assert output(python, "-c", places).splitlines() == [str(packages / "align" / "_data" / name) for name in DATA]
    assert align.__version__ in output(python.with_name("align"), "--version")


def pins() -> dict[str, str]:
    """Return the exact version that constraints.txt names for each distribution."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("==")[::2] for line in lines if not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}


def asked_for() -> set[str]:
    """Return every distribution that pyproject.toml leads to here, directly or through others."""
    project = PROJECT["project"]
    written = [*PROJECT["build-system"]["requires"], *project["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    written += [requirement for extra in project["optional-dependencies"].values() for requirement in extra]
    waiting, found = [Requirement(line) for line in written], set[str]()
    visited = set[str]()
    while waiting:
        requirement = waiting.pop()
        if str(requirement) in visited:
            continue
        visited.add(str(requirement))
        found.add(canonicalize_name(requirement.name))
        for line in distribution(requirement.name).requires or []:
            inner = Requirement(line)
            if any(inner.marker is None or inner.marker.evaluate({"extra": e}) for e in (*requirement.extras, "")):
                waiting.append(inner)
    return found


def test_constraints_pin_all_that_is_asked_for_and_nothing_else() -> None:
    assert set(pins()) == asked_for()


def test_the_tests_run_with_the_pinned_versions() -> None:
    def here(name: str) -> str:
        try:
            return distribution(name).version
        except PackageNotFoundError:
            return "missing"

    assert {name: here(name) for name in pins()} == pins()


@pytest.mark.parametrize("name", ["constraints.txt", "pyproject.toml", "run", ".ci/run", "scripts/set_up.py"])
def test_nothing_names_where_packages_come_from(name: str) -> None:
    assert not re.search(r"://|--(extra-)?index|--find-links", (ROOT / name).read_text(encoding="utf-8"))
