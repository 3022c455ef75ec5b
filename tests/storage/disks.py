"""Small disks of our own, which fill up or lose their power. Only root may mount; without that the test is skipped."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest

Kind = Literal["tmpfs", "ext4"]
_SHUT_DOWN, _WITHOUT_A_LAST_FLUSH = 0x8004587D, 2
"""ext4's own request to stop as if the power had failed (EXT4_IOC_SHUTDOWN, linux/ext4.h), and its strictest form."""


class Disk:
    """An ext4 file system in a file, mounted at `folder`; its power can be cut."""

    def __init__(self, image: Path, folder: Path) -> None:
        self.folder = folder
        self._image = image

    def cut(self) -> None:
        """From this moment on nothing more reaches the disk; every write and sync on it fails."""
        fd = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(fd, ctypes.c_int32(_SHUT_DOWN).value, ctypes.c_uint32(_WITHOUT_A_LAST_FLUSH))
        finally:
            os.close(fd)

    def start_again(self) -> None:
        """Mount what had reached the disk: ext4 recovers from its own journal, as after a power cut."""
        _run("umount", self.folder)
        _mount("-o", "loop", self._image, self.folder)


@contextmanager
def ext4(folder: Path, size: str = "24M") -> Iterator[Disk]:
    """A fresh ext4 in a file beside `folder`."""
    _require("mkfs.ext4", "mount", "umount")
    image = folder.with_name(folder.name + ".image")
    with image.open("wb"):
        os.truncate(image, int(size.removesuffix("M")) << 20)
    _run("mkfs.ext4", "-q", "-F", image)
    folder.mkdir()
    _mount("-o", "loop", image, folder)
    try:
        yield Disk(image, folder)
    finally:
        _run("umount", folder)
        image.unlink()


@contextmanager
def small(kind: Kind, folder: Path) -> Iterator[Path]:
    """A disk with room for a few hundred kilobytes."""
    if kind == "ext4":
        with ext4(folder, "2M") as disk:
            yield disk.folder
        return
    _require("mount", "umount")
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", "size=600k", "tmpfs", folder)
    try:
        yield folder
    finally:
        _run("umount", folder)


def _require(*programs: str) -> None:
    if os.getuid() != 0:
        pytest.skip("mounting a disk needs root")
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"there is no {missing[0]} here")


def _mount(*arguments: str | Path) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"this system does not mount it: {done.stderr.strip()}")


def _run(*arguments: str | Path) -> None:
    subprocess.run(arguments, check=True, capture_output=True)
