"""Files to articles: the first stage. Every file ends as articles or as skipped, with a reason of the closed list."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import IO

from index.archives import DAMAGE, read_members
from index.describe import Description, agency_of, describe, outlet_of
from index.errors import PathMissing, Refused
from index.progress import Silent, Watch
from index.records import read_records
from index.texts import read_text
from index.types import Article, Loaded, Page, Reason, Skipped, Source
from index.worker import Worker

MEGABYTE = 1024 * 1024
# The largest article of any kind is far below these; a larger file is something else.
LIMITS = {
    "txt": 10 * MEGABYTE,
    "md": 10 * MEGABYTE,
    "html": 10 * MEGABYTE,
    "pdf": 50 * MEGABYTE,
    "docx": 50 * MEGABYTE,
    "jsonl": 4096 * MEGABYTE,
    "jsonl.gz": 2048 * MEGABYTE,
    "zip": 1024 * MEGABYTE,
}
ENDINGS = {"htm": "html", "markdown": "md", **{name: name for name in LIMITS}}
# Reasons that may not hold the next time, though the file is the same.
PASSING: frozenset[Reason] = frozenset({"timeout", "memory", "changed-while-read", "unreadable"})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where what is read stands: a file, or a member of an archive."""

    path: str
    relative: str

    def below(self, name: str) -> _Place:
        return _Place(f"{self.path}/{name}", f"{self.relative}/{name}")


def walk(roots: Sequence[Path]) -> list[Source]:
    """Every file below the roots, root by root, in order of path; what is no regular file too, for `load` to refuse.

    Hidden files and folders and folders that are an index are left out. A root inside another root belongs to it.
    Names that are no UTF-8 appear with their bytes escaped. Raises PathMissing when a root is missing or unreadable.
    """
    found: list[Source] = []
    for root in _outermost([Path(os.path.abspath(root)) for root in roots]):
        if root.is_dir():
            found.extend(sorted(_below(root), key=lambda source: source.relative.split("/")))
        else:
            found.append(_source(root, root.name))
    return found


def load(sources: Sequence[Source], known: Mapping[str, Loaded], watch: Watch | None = None) -> Iterator[Loaded]:
    """Read each file: one Loaded a Source, in order; the object in `known` (by path) if bytes and place are the same.

    HTML, PDF and DOCX are parsed in a child process that lives as long as this iterator. No file raises.
    """
    watch = watch or Silent()
    watch.begin("reading", len(sources))
    try:
        with Worker() as worker:
            for source in sources:
                yield _load(source, known.get(source.path), worker)
                watch.advance()
    finally:
        watch.end()


def _outermost(roots: Sequence[Path]) -> list[Path]:
    """The roots without those that another root's walk reaches."""
    for root in roots:
        if not root.exists():
            raise PathMissing(
                f"{_escaped(str(root))} is not there: give an existing file or folder, restore it, or `qa forget` it"
            )
    kept: list[Path] = []
    for number, root in enumerate(roots):
        later = [other for other in roots[number + 1 :] if not _reaches(root, other)]
        if not any(_reaches(other, root) for other in [*kept, *later]):
            kept.append(root)
    return kept


def _reaches(outer: Path, inner: Path) -> bool:
    """Whether walking `outer` finds `inner`: it is there, and not in a hidden folder."""
    try:
        below = inner.resolve().relative_to(outer.resolve())
    except ValueError:
        return False
    return not any(part.startswith(".") for part in below.parts) and not in_index(outer, inner)


def in_index(outer: Path, inner: Path) -> bool:
    """Whether an index folder, which is not walked, stands on the way from `outer` down to `inner`."""
    between = [folder for folder in inner.parents if folder == outer or outer in folder.parents]
    return any((folder / "generations").is_dir() and (folder / "LOCK").exists() for folder in between)


def _below(root: Path) -> Iterator[Source]:
    real = os.path.realpath(root)
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(root / folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            if not folder:
                raise PathMissing(
                    f"{_escaped(str(root))} cannot be read ({error.strerror}): grant access, then index again"
                ) from None
            yield _source(root, folder)  # so that it is said, not passed over
            continue
        if _is_index(listed):
            continue
        for entry in listed:
            relative = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(relative)
            elif not (os.path.isdir(entry.path) and _is_inside(entry.path, real)):
                yield _source(root, relative)


def _is_index(entries: Sequence[os.DirEntry[str]]) -> bool:
    names = {entry.name for entry in entries}
    return "generations" in names and bool(names & {"CURRENT", "LOCK"})


def _is_inside(path: str, real_root: str) -> bool:
    """Whether a path, all links followed, stands below the root (or is it)."""
    return os.path.commonpath([os.path.realpath(path), real_root]) == real_root


def _source(root: Path, relative: str) -> Source:
    whole = root if root.name == relative and not root.is_dir() else root / relative
    return Source(_escaped(str(root)), _escaped(relative), _escaped(str(whole)))


def _escaped(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode()


def _load(source: Source, known: Loaded | None, worker: Worker) -> Loaded:
    """Read one file unless it is known; whatever goes wrong becomes a reason."""
    digest = ""
    try:
        real = _regular(source)
        format = _format(source.relative)
        with _opened(real, LIMITS[format]) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            if known and known.sha256 == digest and known.source == source and not _may_pass(known):
                return known
            file.seek(0)
            read = list(_read(_Place(source.path, source.relative), format, file, worker))
            _check_unchanged(file, digest)
    except Refused as refused:
        return Loaded(
            source, "" if refused.reason == "changed-while-read" else digest, (), (Skipped(None, refused.reason),)
        )
    except OSError:
        return Loaded(source, "", (), (Skipped(None, "unreadable"),))
    return _loaded(source, digest, read)


def _may_pass(known: Loaded) -> bool:
    return any(skipped.reason in PASSING for skipped in known.skipped)


def _format(name: str) -> str:
    """The format by the name's ending. Raises Refused("unsupported")."""
    parts = name.lower().rsplit("/", 1)[-1].split(".")
    for ending in (".".join(parts[-2:]), parts[-1]):
        if len(parts) > 1 and ending in ENDINGS:
            return ENDINGS[ending]
    raise Refused("unsupported")


def _regular(source: Source) -> str:
    """The file's path with all links followed: a regular file inside its root, or Refused.

    Nothing is opened for this: a pipe would hang, a device may act on it.
    """
    if not os.path.lexists(source.path):
        raise Refused("bad-encoding" if "\\udc" in source.path else "changed-while-read")
    real, root = os.path.realpath(source.path), os.path.realpath(source.root)
    if not _is_inside(real, root) or not os.path.exists(real):
        raise Refused("not-regular")
    mode = os.stat(real).st_mode
    if not stat.S_ISREG(mode):
        raise Refused("unreadable" if stat.S_ISDIR(mode) else "not-regular")
    return real


def _opened(real: str, limit: int) -> BufferedReader:
    """The file, open for reading. Looked at once more: it may have been replaced by something else or have grown."""
    file = open(os.open(real, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb")  # noqa: SIM115
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode) or status.st_size > limit:
        file.close()
        raise Refused("too-large" if stat.S_ISREG(status.st_mode) else "not-regular")
    return file


def _check_unchanged(file: BufferedReader, digest: str) -> None:
    """The bytes that were parsed must be those that were hashed."""
    file.seek(0)
    if hashlib.file_digest(file, "sha256").hexdigest() != digest:
        raise Refused("changed-while-read")


def _read(place: _Place, format: str, file: IO[bytes], worker: Worker) -> Iterator[Article | Skipped]:
    """What one file or member gives. Raises Refused when it gives nothing as a whole."""
    if format == "zip":
        yield from _read_archive(place, file, worker)
    elif format in ("jsonl", "jsonl.gz"):
        yield from _read_jsonl(place, file, packed=format == "jsonl.gz")
    else:
        yield _read_one(place, format, _whole(file, LIMITS[format]), worker)


def _whole(file: IO[bytes], limit: int) -> bytes:
    content = file.read(limit + 1)
    if len(content) > limit:
        raise Refused("too-large")
    if not content:
        raise Refused("no-text")
    return content


def _read_one(place: _Place, format: str, content: bytes, worker: Worker) -> Article:
    if format in ("txt", "md"):
        text, description = read_text(format, content)
        return _article(place, None, text, format, description)
    parsed = worker.parse(format, content)
    description = parsed.description.completed(describe(parsed.text))
    return _article(place, None, parsed.text, format, description, parsed.pages)


def _read_jsonl(place: _Place, file: IO[bytes], packed: bool) -> Iterator[Article | Skipped]:
    seen: set[str] = set()
    for record in read_records(file, packed):
        if record.refused:
            yield Skipped(record.name, record.refused.reason)
            continue
        article = _article(place, record.name, record.text, "jsonl", record.description)
        if article.id in seen:
            yield Skipped(record.name, "duplicate")
        else:
            seen.add(article.id)
            yield article


def _read_archive(place: _Place, file: IO[bytes], worker: Worker) -> Iterator[Article | Skipped]:
    for member in read_members(file):
        try:
            if member.refused or member.file is None:
                raise member.refused or Refused("parser-error")
            format = _format(member.name)
            if format == "zip":
                raise Refused("unsupported")  # an archive in an archive is how bombs are built
            if member.size > LIMITS[format]:
                raise Refused("too-large")
            for found in list(_read(place.below(member.name), format, member.file, worker)):
                yield found if isinstance(found, Article) else Skipped(f"{member.name}#{found.record}", found.reason)
        except Refused as refused:
            yield Skipped(member.name, refused.reason)
        except DAMAGE:
            yield Skipped(member.name, "parser-error")


def _article(
    place: _Place, record: str | None, text: str, format: str, described: Description, pages: tuple[Page, ...] = ()
) -> Article:
    return Article(
        relative=place.relative,
        record=record,
        text=text,
        path=place.path,
        title=described.title,
        outlet=described.outlet or outlet_of(described.url) or agency_of(text),
        author=described.author,
        published=described.published,
        url=described.url,
        format=format,
        pages=pages,
    )


def _loaded(source: Source, digest: str, read: Sequence[Article | Skipped]) -> Loaded:
    articles = tuple(found for found in read if isinstance(found, Article))
    skipped = tuple(found for found in read if isinstance(found, Skipped))
    if not articles:
        skipped += (Skipped(None, skipped[0].reason if skipped else "no-text"),)
    return Loaded(source, digest, articles, skipped)
