"""decisions.toml: what a person decided about the corpus. A rebuild reads it and never rewrites what a person wrote.

[[corrected]]                    # by article id, or by path (and record), which outlives a change of the text
path = "/news/strike.txt"
title = "Dockers walk out"       # also outlet, author, url, published (ISO 8601); "" says: unknown

[[removed]]                      # written by `qa remove`, taken out when the file is named to `qa index` again
article = "0123456789abcdef"
path = "/news/old.txt"

[[restored]]                     # a muted range to read again
article = "0123456789abcdef"
start = 120
end = 184

[[joined]]                       # spellings of one name, read as each other in questions
names = ["Kharkiv", "Charkow"]

[[apart]]                        # names that are never taken for each other
names = ["Lyman", "Liman"]
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, NoReturn

import tomlkit
from tomlkit.exceptions import ParseError

from index.errors import DecisionsInvalid
from index.mute import Restored
from index.types import Article

NAME = "decisions.toml"
_TABLES = ("corrected", "removed", "restored", "joined", "apart")
_PLACED = ("article", "path", "record")
_CORRECTABLE = ("title", "outlet", "author", "published", "url")
_LETTER = re.compile(r"[^\W\d_]")
_ID = re.compile(r"[0-9a-f]{16}")
_DATE = re.compile(r"(\d{4}(-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?)?")


@dataclass(frozen=True, slots=True)
class Place:
    """Which articles an entry means: one by its id, or those of a path (and record, where one is given)."""

    article: str | None
    path: str | None
    record: str | None

    def means(self, article: Article) -> bool:
        """By id alone where there is one."""
        if self.article is not None:
            return article.id == self.article
        return article.path == self.path and self.record in (None, article.record)


@dataclass(frozen=True, slots=True)
class Correction:
    """Fields of an article that a person put right; a field that is "" becomes unknown."""

    place: Place
    fields: tuple[tuple[str, str], ...]  # name and value, by name


@dataclass(frozen=True, slots=True)
class Removal:
    """An article that a person removed, and where it stood."""

    article: str
    path: str
    record: str | None

    def means(self, article: Article) -> bool:
        """The same article; or, so that an edit does not bring it back, what now stands where it stood.

        A record without an id of its own is a line number, which moves: there only the id counts.
        """
        if article.id == self.article:
            return True
        moves = self.record is not None and self.record.isdigit()
        return not moves and (article.path, article.record) == (self.path, self.record)


@dataclass(frozen=True, slots=True)
class Decisions:
    """All of decisions.toml; empty when there is no such file."""

    corrected: tuple[Correction, ...] = ()
    removed: tuple[Removal, ...] = ()
    restored: tuple[Restored, ...] = ()
    joined: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()

    def is_removed(self, article: Article) -> bool:
        """Whether a person removed it."""
        return any(removal.means(article) for removal in self.removed)

    def correct(self, article: Article) -> Article:
        """The article with every correction that means it, in the file's order."""
        fields: dict[str, Any] = {}
        for correction in self.corrected:
            if correction.place.means(article):
                fields |= {name: value or None for name, value in correction.fields}
        return replace(article, **fields) if fields else article


def read_decisions(path: Path) -> Decisions:
    """Parse the file; no file, no decisions. Raises DecisionsInvalid with the line of the first thing that is wrong."""
    return _parse(path, _text(path))


def with_corrected(path: Path, article: Article, fields: Mapping[str, str]) -> str:
    """The file's new text with these fields of an article put right ("" says: unknown); what else it says stays.

    The entry names the article's path (and record), which outlives a change of its text; a line number moves, so there
    it names the id. Raises DecisionsInvalid, also for a date that is none.
    """
    text = _text(path)
    _parse(path, text)
    document = _document(path, text)
    tables: Any = document.setdefault("corrected", tomlkit.aot())
    place = _place_of(article)
    table = next((one for one in tables if {key: one[key] for key in one if key in _PLACED} == place), None)
    if table is None:
        table = tomlkit.table()
        table.update(place)
        tables.append(table)
        table = tables[-1]
    for name, value in fields.items():
        table[name] = value
    changed = tomlkit.dumps(document)
    _parse(path, changed)
    return changed


def _place_of(article: Article) -> dict[str, str]:
    if article.record is None:
        return {"path": article.path}
    if article.record.isdigit():
        return {"article": article.id}
    return {"path": article.path, "record": article.record}


def with_removed(path: Path, removals: Sequence[Removal]) -> str:
    """The file's new text with these removals added; everything a person wrote stands as it was."""
    text = _text(path)
    known = {removal.article for removal in _parse(path, text).removed}
    document = _document(path, text)
    tables: Any = document.setdefault("removed", tomlkit.aot())
    for removal in removals:
        if removal.article not in known:
            tables.append(_table(removal))
    return tomlkit.dumps(document)


def without_removed(path: Path, lifted: Callable[[Removal], bool]) -> str:
    """The file's new text without the removals that are lifted; everything else stands as it was."""
    text = _text(path)
    document = _document(path, text)
    removed = _parse(path, text).removed
    tables: Any = document.get("removed", [])
    for at in reversed(range(len(removed))):
        if lifted(removed[at]):
            del tables[at]
    if removed and not tables:
        del document["removed"]
    return tomlkit.dumps(document)


NameTable = Literal["joined", "apart"]


def with_names(path: Path, table: NameTable, names: Sequence[str]) -> str:
    """The file's new text with these names joined or kept apart; everything else a person wrote stands as it was.

    An older entry of the other table for just these names goes. Raises DecisionsInvalid when a name has no letter,
    when fewer than two differ, or when a longer entry of the other table holds two of them.
    """
    text, wanted = _text(path), _folded(names)
    _parse(path, text)
    if len(wanted) < 2 or not all(map(_LETTER.search, names)):
        told = ", ".join(map(repr, names)) or "none"
        raise DecisionsInvalid(
            f"two different names are needed, each with a letter; given: {told}; nothing was changed"
        )
    document: Any = _document(path, text)
    other: NameTable = "apart" if table == "joined" else "joined"
    for at in reversed(range(len(document.get(other, [])))):
        held = _folded(document[other][at]["names"])
        if held == wanted:
            del document[other][at]
        elif len(held & wanted) > 1:
            line = _line(text, other, at)
            raise DecisionsInvalid(f"{path}, line {line}: [[{other}]] holds these names with others; edit it there")
    if other in document and not document[other]:
        del document[other]
    if all(_folded(held["names"]) != wanted for held in document.get(table, [])):
        tables = document.setdefault(table, tomlkit.aot())
        made = tomlkit.table()
        made["names"] = list(names)
        tables.append(made)
    return tomlkit.dumps(document)


def _folded(names: Sequence[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def _table(removal: Removal) -> Any:
    table = tomlkit.table()
    table["article"] = removal.article
    table["path"] = removal.path
    if removal.record is not None:
        table["record"] = removal.record
    return table


def parse_decisions(path: Path, text: str) -> Decisions:
    """What `read_decisions` would give once this text is written to the path."""
    return _parse(path, text)


def decisions_text(path: Path) -> str:
    """The file as it stands; "" when there is none. Raises DecisionsInvalid when it is not readable as UTF-8."""
    return _text(path)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionsInvalid(f"{path} cannot be read: {error}; make it UTF-8 text that you may read") from error


def _document(path: Path, text: str) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(text)
    except ParseError as error:
        raise DecisionsInvalid(f"{path}, line {error.line}: {error}; correct the line") from error


def _parse(path: Path, text: str) -> Decisions:
    content = _document(path, text).unwrap()
    for name, tables in content.items():
        entry = _Entry({}, path, _line(text, name, 0), name)
        if name not in _TABLES:
            expected = ", ".join(f"[[{table}]]" for table in _TABLES[:-1])
            entry.refuse(f"is not known; expected {expected} or [[{_TABLES[-1]}]]")
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            entry.refuse(f"must be written with two brackets, as [[{name}]]")

    def entries(name: str) -> list[_Entry]:
        return [_Entry(table, path, _line(text, name, at), name) for at, table in enumerate(content.get(name, []))]

    return Decisions(
        corrected=tuple(_correction(entry) for entry in entries("corrected")),
        removed=tuple(_removal(entry) for entry in entries("removed")),
        restored=tuple(_restored(entry) for entry in entries("restored")),
        joined=tuple(_names(entry) for entry in entries("joined")),
        apart=tuple(_names(entry) for entry in entries("apart")),
    )


def _correction(entry: _Entry) -> Correction:
    entry.allow("article", "path", "record", *_CORRECTABLE)
    place = Place(entry.article(), entry.text("path"), entry.text("record"))
    if place.article is None and place.path is None:
        entry.refuse("names neither `article` nor `path`")
    fields = tuple((name, value) for name in sorted(_CORRECTABLE) if (value := entry.text(name)) is not None)
    if not fields:
        entry.refuse(f"corrects nothing; give one of {', '.join(_CORRECTABLE)}")
    if not _DATE.fullmatch(dict(fields).get("published", "")):
        entry.refuse("`published` is no ISO 8601 date such as 2024-05-01")
    return Correction(place, fields)


def _removal(entry: _Entry) -> Removal:
    entry.allow("article", "path", "record")
    return Removal(entry.needed(entry.article(), "article"), entry.text("path") or "", entry.text("record"))


def _restored(entry: _Entry) -> Restored:
    entry.allow("article", "start", "end")
    start, end = entry.whole("start"), entry.whole("end")
    if not 0 <= start < end:
        entry.refuse(f"`start` {start} is not before `end` {end}")
    return Restored(entry.needed(entry.article(), "article"), start, end)


def _names(entry: _Entry) -> tuple[str, ...]:
    entry.allow("names")
    names = entry.table.get("names")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        entry.refuse('`names` is no list of names, expected such as names = ["Kharkiv", "Charkow"]')
    if not all(_LETTER.search(name) for name in names):
        entry.refuse("`names` holds a name without a letter")
    if len({name.casefold() for name in names}) < 2:
        entry.refuse("`names` holds fewer than two different names")
    return tuple(names)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One table of the file and where it stands, for messages."""

    table: Mapping[str, Any]
    path: Path
    line: int
    name: str

    def refuse(self, reason: str) -> NoReturn:
        raise DecisionsInvalid(f"{self.path}, line {self.line}: [[{self.name}]] {reason}")

    def allow(self, *names: str) -> None:
        for key in self.table:
            if key not in names:
                nearest = difflib.get_close_matches(key, names, 1, 0)[0]
                self.refuse(f"has the unknown key `{key}`; did you mean `{nearest}`?")

    def text(self, name: str) -> str | None:
        value = self.table.get(name)
        if isinstance(value, datetime.date):  # a datetime is one too
            return value.isoformat()
        if value is not None and not isinstance(value, str):
            self.refuse(f"`{name}` is {value!r}, expected text in quotes")
        return value

    def whole(self, name: str) -> int:
        value = self.table.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            self.refuse(f"`{name}` is {value!r}, expected a whole number")
        return value

    def article(self) -> str | None:
        found = self.text("article")
        if found is not None and not _ID.fullmatch(found):
            self.refuse(f"`article` is {found!r}, expected an id of 16 digits 0-9 a-f as `qa list` shows it")
        return found

    def needed(self, value: str | None, name: str) -> str:
        if value is None:
            self.refuse(f"has no `{name}`")
        return value


def _line(text: str, name: str, number: int) -> int:
    """The 1-based line of the `number`-th table of that name; of its first mention when it is written otherwise."""
    headers = list(re.finditer(rf"^[ \t]*\[\[[ \t]*{re.escape(name)}[ \t]*\]\]", text, re.MULTILINE))
    start = headers[number].start() if number < len(headers) else max(text.find(name), 0)
    return text.count("\n", 0, start) + 1
