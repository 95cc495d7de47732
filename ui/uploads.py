"""Articles that are put in over the page: files as they are, pasted text as a .jsonl; all in the index's own folder."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from index import files
from index.describe import iso_date
from index.errors import NewsroomError, QuestionError
from index.generation import UPLOADS
from index.load import ENDINGS

FILE_BYTES = 50 * 1024 * 1024  # of one file; the largest article of any format is far below it
FILES = 5_000  # in the folder
NAME_BYTES = 200  # of a kept name: disks take 255, and a number or ".tmp" may follow
TEXT_CHARACTERS = 1_000_000  # of a pasted text
FIELD_CHARACTERS = 500
_NO_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f/\\:*?\"<>|\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")


class UploadRefused(NewsroomError):
    """An upload that is not kept: what is wrong, and what to do, in a person's words."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text with what is known about it; "" is unknown."""

    text: str
    title: str = ""
    outlet: str = ""
    published: str = ""


def uploads_of(index: Path) -> Path:
    """The folder that uploads of an index are kept in; `qa where` names it and `qa erase` erases it."""
    return index / UPLOADS


def keep_file(index: Path, name: str, content: bytes) -> Path:
    """Keep an uploaded file under its own name, or with a number when another file has it. Raises UploadRefused."""
    clean = file_name(name)
    if not content:
        raise UploadRefused("The file is empty.")
    if len(content) > FILE_BYTES:
        raise UploadRefused(f"The file is larger than {FILE_BYTES // 1024**2} MB; index it with `qa index PATH`.")
    folder = _folder(index)
    path = _free(folder, clean, content)
    if not path.exists():
        files.replace(path, content)
    return path


def keep_text(index: Path, pasted: Pasted) -> Path:
    """Keep a pasted text as a .jsonl of one record. Raises UploadRefused, QuestionError for a date that is none."""
    text = pasted.text.strip()
    if not any(map(str.isalnum, text)):
        raise UploadRefused("There is no text: paste the article's text.")
    if len(text) > TEXT_CHARACTERS:
        raise UploadRefused(f"The text is longer than {TEXT_CHARACTERS:,} characters: save it as a file and upload it.")
    fields = {"title": pasted.title, "outlet": pasted.outlet, "published": checked_date(pasted.published)}
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
    known = {name: value.strip() for name, value in fields.items() if value.strip()}
    record = {"id": digest, **known, "text": text}
    path = _folder(index) / f"pasted-{digest}.jsonl"
    files.replace(path, json.dumps(record, ensure_ascii=True).encode() + b"\n")
    return path


def checked_date(text: str) -> str:
    """A date as ISO 8601, as a person may write it; "" for none. Raises QuestionError when it is no date."""
    if not text.strip():
        return ""
    date = iso_date(text)
    if date is None:
        raise QuestionError(f"“{text.strip()[:40]}” is no date: write it as 2024-05-01, 2024-05 or 2024")
    return date


def file_name(name: str) -> str:
    """A name that is safe on every disk, of a format that is read. Raises UploadRefused."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    clean = _NO_NAME.sub("_", plain).strip(" .")
    parts = clean.lower().split(".")
    if len(parts) < 2 or (".".join(parts[-2:]) not in ENDINGS and parts[-1] not in ENDINGS):
        known = ", ".join(f".{ending}" for ending in sorted(ENDINGS))
        raise UploadRefused(f"This kind of file is not read; known are {known}.")
    stem, dot, ending = clean.partition(".") if clean.lower().endswith(".jsonl.gz") else clean.rpartition(".")
    short = stem.encode("utf-8")[: NAME_BYTES - len(dot + ending)].decode("utf-8", "ignore")
    return f"{short.rstrip()}{dot}{ending}"


def _folder(index: Path) -> Path:
    folder = uploads_of(index)
    files.make_folder(folder)
    if sum(1 for _ in folder.iterdir()) >= FILES:
        raise UploadRefused(f"{FILES:,} files are kept already: put them into a folder and use `qa index PATH`.")
    return folder


def _free(folder: Path, name: str, content: bytes) -> Path:
    """A path that is free, or that holds just these bytes already."""
    stem, dot, ending = name.rpartition(".")
    path, number = folder / name, 2
    while path.exists() and path.read_bytes() != content:
        path, number = folder / f"{stem} ({number}){dot}{ending}", number + 1
    return path
