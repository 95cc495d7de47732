"""Zip archives: members one by one, hostile ones refused by name, bombs refused as a whole."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile

import pytest

import index.archives
from index.archives import Member, read_members
from index.errors import Refused


def packed(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of names given twice
        for name, content in members:
            archive.writestr(name, content)
    return whole.getvalue()


def read(content: bytes) -> dict[str, bytes | str]:
    return {member.name: _outcome(member) for member in read_members(io.BytesIO(content))}


def _outcome(member: Member) -> bytes | str:
    return member.refused.reason if member.refused else member.file.read() if member.file else ""


def test_members_come_in_order_of_name_without_folders_and_hidden_files() -> None:
    content = packed(
        ("b.txt", b"B"), ("a/", b""), ("a/c.txt", b"C"), (".x", b""), ("__MACOSX/._b.txt", b""), ("d/.e/f", b"")
    )
    assert list(read(content).items()) == [("a/c.txt", b"C"), ("b.txt", b"B")]


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("../../etc/passwd.txt", b"x", "not-regular"),
        ("/etc/passwd.txt", b"x", "not-regular"),
        ("a\\..\\b.txt", b"x", "not-regular"),
        ("C:/b.txt", b"x", "not-regular"),
        (link("link.txt"), b"/etc/passwd", "not-regular"),
        ("bomb.txt", b"0" * 5_000_000, "too-large"),
    ],
)
def test_a_hostile_member_is_refused_and_the_others_are_read(
    name: str | zipfile.ZipInfo, content: bytes, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.archives, "_is_bomb", lambda unpacked, packed: packed * 100 < unpacked < 5_000_001)
    found = read(packed((name, content), ("good.txt", b"The army went home.")))
    assert found.pop("good.txt") == b"The army went home."
    assert list(found.values()) == [reason]


def test_a_name_given_twice_is_read_once() -> None:
    members = list(read_members(io.BytesIO(packed(("a.txt", b"one"), ("a.txt", b"two")))))
    assert [member.refused.reason if member.refused else "" for member in members] == ["", "duplicate"]


def test_an_encrypted_member_and_a_rare_method_are_refused() -> None:
    content = bytearray(packed(("a.txt", b"secret")))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert read(bytes(content)) == {"a.txt": "encrypted"}
    assert read(packed(("a.txt", b"x" * 100), method=zipfile.ZIP_LZMA)) == {"a.txt": "unsupported"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "parser-error"),
        (b"no archive", "parser-error"),
        (packed(("a.txt", b"x"))[:-30], "parser-error"),
        (packed(*[(f"{number}.txt", b"0" * 1_000_000) for number in range(5)]), "too-large"),
    ],
    ids=["empty", "no-archive", "cut", "too-large"],  # the bytes hold the time of day
)
def test_a_damaged_archive_and_a_bomb_of_many_members_are_refused_as_a_whole(content: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read(content)
    assert refused.value.reason == reason


def test_an_archive_whose_list_of_members_is_too_long_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    content = bytearray(packed(("a.txt", b"x")))
    struct.pack_into("<L", content, content.rindex(b"PK\x05\x06") + 12, 2**31)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(Refused) as refused:
        read(bytes(content))
    assert refused.value.reason == "too-large"


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.archives, "MEMBERS", 2)
    with pytest.raises(Refused):
        read(packed(*[(f"{number}.txt", b"x") for number in range(3)]))
