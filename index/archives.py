"""Zip archives of articles: members are read one by one, within limits that are counted while unpacking."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from index.errors import Refused

MEMBERS = 50_000
UNPACKED_BYTES = 1024**3
# Text packs to a tenth at best, whole pages of markup to a fiftieth.
RATIO = 100
RATIO_FROM_BYTES = 1024 * 1024
# zipfile reads the whole list of members at once: about 100 bytes each here, ten times that in memory.
DIRECTORY_BYTES = 16 * 1024 * 1024
_END = b"PK\x05\x06"
_END_BYTES = 22
_END_64 = b"PK\x06\x07"
_COMMENT_BYTES = 65_535
# What reading a member raises when its bytes are not what the archive says.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError)
_DAMAGE = (*DAMAGE, ValueError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name, and a stream to read it by, or why it cannot be read."""

    name: str
    file: IO[bytes] | None = None
    size: int = 0
    refused: Refused | None = None


def read_members(file: IO[bytes]) -> Iterator[Member]:
    """The members in order of name, each to be read before the next; folders and hidden files are left out.

    Raises Refused when the whole archive is damaged or over the limits, also midway.
    """
    size = _check_directory(file)
    try:
        with zipfile.ZipFile(file) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir() and not _is_hidden(info.filename)]
            unpacked = sum(info.file_size for info in infos)
            if len(infos) > MEMBERS or unpacked > UNPACKED_BYTES or _is_bomb(unpacked, size):
                raise Refused("too-large")
            seen: set[str] = set()
            for info in sorted(infos, key=lambda info: info.filename):
                yield _member(archive, info, info.filename in seen)
                seen.add(info.filename)
    except _DAMAGE:
        raise Refused("parser-error") from None


def _check_directory(file: IO[bytes]) -> int:
    """Look at the end record before zipfile loads all it promises; the size of the archive."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_BYTES - _COMMENT_BYTES - 20))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_BYTES:
        raise Refused("parser-error")
    if (
        tail[max(0, at - 20) : at].startswith(_END_64)
        or int.from_bytes(tail[at + 12 : at + 16], "little") > DIRECTORY_BYTES
    ):
        raise Refused("too-large")  # the 64-bit form is for archives beyond the limits
    file.seek(0)
    return size


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, again: bool) -> Member:
    try:
        _check(info)
        if again:
            raise Refused("duplicate")
        # zipfile reads no more of a member than its declared size, so that the limits above hold for what is unpacked.
        return Member(info.filename, archive.open(info), info.file_size)
    except Refused as refused:
        return Member(info.filename, refused=refused)
    except _DAMAGE:
        return Member(info.filename, refused=Refused("parser-error"))


def _check(info: zipfile.ZipInfo) -> None:
    name = PurePosixPath(info.filename)
    mode = info.external_attr >> 16
    if name.is_absolute() or ".." in name.parts or "\\" in info.filename or ":" in name.parts[0]:
        raise Refused("not-regular")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise Refused("not-regular")
    if info.flag_bits & 0x1:
        raise Refused("encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("unsupported")
    if _is_bomb(info.file_size, info.compress_size):
        raise Refused("too-large")


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > RATIO_FROM_BYTES and unpacked > RATIO * packed


def _is_hidden(name: str) -> bool:
    """Hidden files as in a folder, and the Macintosh's shadow files."""
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") and part != ".." for part in parts) or "__MACOSX" in parts
