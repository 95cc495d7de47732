"""Every write, fsync, rename, removal and lock of the product: faults are injected here and nowhere else.

What is published is never changed. A writer that dies at any step leaves either the old state or the new one.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from index.errors import IndexLocked, IndexUnwritable

_BLOCK = 1 << 20  # bytes read at once when hashing


def make_folder(path: Path) -> None:
    """Make one folder, readable by its owner only, and make its name durable; nothing happens when it is there."""
    with _told(path):
        try:
            os.mkdir(path, 0o700)
        except FileExistsError:
            return
        _sync(path.parent)


def write(path: Path, content: bytes) -> None:
    """Write one new file and make its content durable; its name is durable once its folder is synced."""
    with _told(path):
        _write(path, content)


def replace(path: Path, content: bytes) -> None:
    """Put a file in place of another at once: a reader sees all of the old one or all of the new one."""
    aside = path.with_name(f"{path.name}.tmp")
    with _told(path):
        _write(aside, content)
        os.replace(aside, path)
        _sync(path.parent)


def sync(path: Path) -> None:
    """Make a file that a library wrote, or a folder's list of names, durable."""
    with _told(path):
        _sync(path)


def publish(aside: Path, folder: Path) -> None:
    """Give a folder that was written aside its name, after making its list of files durable."""
    with _told(folder):
        _sync(aside)
        os.rename(aside, folder)
        _sync(folder.parent)


def erase(path: Path) -> None:
    """Remove a file or a folder with all that is in it, if it is there."""
    with _told(path):
        if os.path.lexists(path):
            _erase(path)


def sha256(path: Path) -> str:
    """Hex SHA-256 of a file. Raises OSError when it cannot be read."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the one writer's lock; the kernel frees it when the writer dies, however it dies.

    Raises IndexLocked, saying who holds it and since when.
    """
    with _told(path):
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        with _told(path):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise IndexLocked(_holder(path.parent, lock)) from None
            os.ftruncate(lock, 0)
            os.write(lock, f"{os.getpid()} {datetime.now().astimezone().isoformat(timespec='seconds')}\n".encode())
        yield
    finally:
        os.close(lock)


def _holder(index: Path, lock: int) -> str:
    pid, _, since = os.pread(lock, 100, 0).decode("ascii", "replace").strip().partition(" ")
    who = f"process {pid} has been writing to it since {since}" if since else "another process is writing to it"
    return f"{index} is locked: {who}; wait until it is done, or stop it, and try again"


def _write(path: Path, content: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(file, rest) :]
        os.fsync(file)
    finally:
        os.close(file)


def _erase(path: Path) -> None:
    if path.is_symlink() or not path.is_dir():
        os.unlink(path)
        return
    for name in sorted(os.listdir(path)):
        _erase(path / name)
    os.rmdir(path)


def _sync(path: Path) -> None:
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn the system's refusal into one line that says what to do."""
    try:
        yield
    except OSError as error:
        what_to_do = _REMEDIES.get(error.errno or 0, "check the disk and try again")
        raise IndexUnwritable(f"{path} cannot be written: {error.strerror or error}; {what_to_do}") from error


_REMEDIES = {
    errno.ENOSPC: "free some space and try again",
    errno.EDQUOT: "free some of your quota and try again",
    errno.EACCES: "name a folder that you may write to with --index",
    errno.EPERM: "name a folder that you may write to with --index",
    errno.EROFS: "name a folder that you may write to with --index",
    errno.ENOENT: "make the folder above it, or name another with --index",
    errno.EMFILE: "close some files or raise the limit (ulimit -n), and try again",
}
