"""The builder: knows the order of the stages, from files to one generation on disk."""

from __future__ import annotations

import contextlib
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import Any

from index import files
from index.decisions import NAME as DECISIONS
from index.decisions import (
    Decisions,
    Removal,
    decisions_text,
    parse_decisions,
    with_corrected,
    with_removed,
    without_removed,
)
from index.draft import Draft, Published, publish
from index.embedders import Embedder, MiniLM, open_embedder
from index.errors import IndexDamaged, IndexForeign, IndexMissing, NothingIndexed, PathMissing
from index.generation import (
    ASIDE,
    CURRENT,
    FOLDER,
    LOCK,
    OURS,
    Generation,
    check_ours,
    generation_names,
    open_current,
    whole_manifests,
)
from index.load import in_index, load, walk
from index.progress import Watch
from index.split import SplitSettings
from index.types import Article, Counts, FileResult, Loaded, Reason, Report, Skipped, Status

# What this file itself adds to a file's skipped: true only beside the other files and the decisions of one build.
_PASSING: frozenset[Reason] = frozenset({"removed", "duplicate"})


def build(
    paths: Sequence[str | Path],
    into: str | Path,
    *,
    embedder: Embedder | None = None,
    watch: Watch | None = None,
    settings: SplitSettings | None = None,
) -> Report:
    """Add paths to the roots that the index remembers, read all roots, and publish what changed as a new generation.

    Without `embedder` the index's own is used, or the one that ships. Naming a removed article's file brings it back.
    When nothing changed, the live generation is reported. Raises PathMissing, NothingIndexed, IndexMissing (no path and
    no index), IndexForeign, IndexLocked, IndexDamaged, IndexUnwritable, DecisionsInvalid, ModelMissing: the old
    generation then stays as it was, as it does when interrupted.
    """
    if isinstance(paths, str | Path):  # a text is a sequence of letters, and "/" is a folder
        raise TypeError(f"paths is {paths!r}, expected a list: write [{str(paths)!r}]")
    index = Path(os.path.abspath(into))
    named = [_existing(path) for path in paths]
    check_ours(index)
    if not named and not generation_names(index):
        open_current(index)  # says what is missing; an index is not made for nothing
    with _writing(index) as before:
        text = without_removed(index / DECISIONS, lambda removal: _names(named, removal))
        roots = _outermost({*map(Path, before.roots), *named})
        loaded = _read(roots, before, parse_decisions(index / DECISIONS, text), watch)
        if not (any(file.articles for file in loaded) or (before.generation and before.generation.articles)):
            raise NothingIndexed(_nothing(index, loaded))
        draft = Draft(
            index, before.generation, tuple(map(str, roots)), program(), text, loaded, settings or SplitSettings()
        )
        published = publish(draft, embedder or _own_embedder(before.generation), watch)
        return _report(published, before.files, loaded)


def begin(into: str | Path, *, embedder: Embedder | None = None) -> None:
    """Make an empty index to add articles to; one that is there stays as it is.

    Raises IndexForeign, IndexLocked, IndexDamaged, IndexUnwritable, ModelMissing.
    """
    index = Path(os.path.abspath(into))
    check_ours(index)
    with _writing(index) as before:
        if before == _Before():
            text = decisions_text(index / DECISIONS)
            publish(Draft(index, None, (), program(), text, (), SplitSettings()), embedder or _own_embedder(None))


def remove(keys: Sequence[str], index: str | Path, *, embedder: Embedder | None = None) -> list[Article]:
    """Take articles out, by id, unique prefix or path: gone from the very next open, and older generations with them.

    Recorded in decisions.toml, so that no later build brings them back; the roots are not read. Raises ArticleUnknown,
    IndexMissing, IndexForeign, IndexLocked, IndexDamaged, IndexUnwritable, DecisionsInvalid.
    """
    index = Path(os.path.abspath(index))
    with _deciding(index) as (before, generation):
        articles = list({(article := generation.find(key)).id: article for key in keys}.values())
        removals = [Removal(article.id, article.path, article.record) for article in articles]
        draft = _redrafted(index, before, generation, with_removed(index / DECISIONS, removals))
        publish(draft, embedder or open_embedder(generation.embedder), keep_older=False)
    return articles


def forget(paths: Sequence[str | Path], index: str | Path, *, embedder: Embedder | None = None) -> list[Article]:
    """Read these roots no longer, be they there or not, and let their articles go: those articles, in order.

    The other roots are not read. Raises PathMissing for what is no root, and as `remove` does.
    """
    index = Path(os.path.abspath(index))
    gone = {os.path.abspath(Path(path).expanduser()) for path in paths}
    with _deciding(index) as (before, generation):
        inputs = generation.manifest.inputs
        for path in sorted(gone - set(inputs.roots)):
            raise PathMissing(f"{path} is none of what {index} reads ({', '.join(inputs.roots) or 'nothing'})")
        kept = [file for file in before.files.values() if file.source.root not in gone]
        roots = tuple(root for root in inputs.roots if root not in gone)
        text = decisions_text(index / DECISIONS)
        draft = Draft(index, generation, roots, inputs.program, text, kept, inputs.split_settings)
        publish(draft, embedder or open_embedder(generation.embedder))
    return [article for file in before.files.values() if file.source.root in gone for article in file.articles]


def correct(
    key: str,
    fields: Mapping[str, str],
    index: str | Path,
    *,
    embedder: Embedder | None = None,
    watch: Watch | None = None,
) -> Article:
    """Put title, outlet, author, published or url of an article right, for good; "" says that it is unknown.

    Recorded in decisions.toml; the article as it is from then on. The roots are not read. Raises as `remove` does.
    """
    index = Path(os.path.abspath(index))
    with _deciding(index) as (before, generation):
        article = generation.find(key)
        text = with_corrected(index / DECISIONS, article, fields)
        publish(_redrafted(index, before, generation, text), embedder or open_embedder(generation.embedder), watch)
        return parse_decisions(index / DECISIONS, text).correct(article)


@contextlib.contextmanager
def _deciding(index: Path) -> Iterator[tuple[_Before, Generation]]:
    """Hold the lock of an index that is there and whole."""
    open_current(index).close()  # says what is missing; an index is not made for nothing
    with _writing(index) as before:
        generation = before.generation
        if generation is None or generation.warning:
            raise IndexDamaged(f"{index} is damaged: mend it first with `qa index --index {index}`")
        yield before, generation


def _redrafted(index: Path, before: _Before, generation: Generation, text: str) -> Draft:
    """The same files under other decisions."""
    kept = _kept(before.files.values(), parse_decisions(index / DECISIONS, text))
    inputs = generation.manifest.inputs
    return Draft(index, generation, inputs.roots, inputs.program, text, kept, inputs.split_settings)


def erase(index: str | Path) -> None:
    """Erase an index with every generation and decision; the articles' own files, and files that are not ours, stay.

    Raises IndexMissing, IndexForeign, IndexLocked, IndexUnwritable.
    """
    index = Path(os.path.abspath(index))
    check_ours(index)
    if not (index / LOCK).exists():
        raise IndexMissing(f"there is no index at {index}: nothing to erase")
    with files.locked(index / LOCK):
        for name in sorted(OURS):  # CURRENT comes first: half an index is never opened
            files.erase(index / name)
    if not any(index.iterdir()):
        files.erase(index)


def program() -> str:
    """The version of newsroom-qa; another one may read the same file otherwise."""
    try:
        return version("newsroom-qa")
    except PackageNotFoundError:
        return "unknown"


@dataclass(frozen=True, slots=True)
class _Before:
    """What the index is before a run: nothing, a generation, or only the roots of one too damaged to open."""

    generation: Generation | None = None
    roots: tuple[str, ...] = ()
    files: Mapping[str, Loaded] = field(default_factory=dict)  # by path


@contextlib.contextmanager
def _writing(index: Path) -> Iterator[_Before]:
    """Hold the lock of an index folder, made when it is not there, and clear away what a killed writer left.

    A folder that was made here for nothing goes again.
    """
    made = not index.exists()
    for folder in (*reversed(index.parents), index):
        if not folder.exists():
            files.make_folder(folder)
    with files.locked(index / LOCK):
        files.make_folder(index / FOLDER)
        leftovers = [path for path in (index / FOLDER).iterdir() if path.name.endswith(ASIDE)]
        for path in (*leftovers, index / f"{CURRENT}{ASIDE}", index / f"{DECISIONS}{ASIDE}"):
            files.erase(path)
        before = _before(index)
        try:
            yield before
        finally:
            if before.generation:
                before.generation.close()
            if made and not generation_names(index):
                files.erase(index)


def _before(index: Path) -> _Before:
    if not (index / CURRENT).exists() and not generation_names(index):
        return _Before()
    known = {root for manifest in whole_manifests(index) for root in manifest.inputs.roots}
    try:
        generation = open_current(index)
    except IndexDamaged:
        if not known:
            raise
        return _Before(roots=tuple(sorted(known)))  # all files are read anew
    roots = tuple(sorted(known)) if generation.warning else generation.manifest.inputs.roots
    return _Before(generation, roots, {file.source.path: file for file in generation.files()})


def _existing(path: str | Path) -> Path:
    absolute = Path(os.path.abspath(Path(path).expanduser()))
    if not absolute.exists():
        raise PathMissing(f"{absolute} is not there: give an existing file or folder")
    return absolute


def _outermost(roots: Iterable[Path]) -> list[Path]:
    """The roots in order, without those that another one's walk reaches."""
    return [root for root in sorted(roots) if not any(_reaches(other, root) for other in roots)]


def _reaches(outer: Path, inner: Path) -> bool:
    hidden = (
        outer != inner
        and inner.is_relative_to(outer)
        and any(part.startswith(".") for part in inner.relative_to(outer).parts)
    )
    return outer in inner.parents and not hidden and not in_index(outer, inner)


def _names(named: Sequence[Path], removal: Removal) -> bool:
    """Whether a person named the very file that a removed article stood in."""
    return any(removal.path == str(path) or (path.is_file() and removal.path.startswith(f"{path}/")) for path in named)


def _own_embedder(generation: Generation | None) -> Embedder:
    try:
        return open_embedder(generation.embedder if generation else None)
    except IndexForeign:
        return MiniLM()  # everything is embedded again: this is how such an index is mended


def _read(roots: Sequence[Path], before: _Before, decisions: Decisions, watch: Watch | None) -> list[Loaded]:
    """What the files under the roots give, without removed and duplicate articles; known files are not parsed."""
    known: dict[str, Loaded] = {}
    if before.generation and before.generation.manifest.inputs.program == program():
        # A file that gave more than was kept is read again: the decision, or the other file, may have gone.
        known = {path: file for path, file in before.files.items() if not _gave_more(file)}
    return _kept(load(walk(roots), known, watch), decisions)


def _gave_more(file: Loaded) -> bool:
    return any(skipped.reason in _PASSING for skipped in file.skipped)


def _kept(loaded: Iterable[Loaded], decisions: Decisions) -> list[Loaded]:
    """Each file without the articles that a person removed, and without those that an earlier file gave already."""
    seen: set[str] = set()
    return [_without(file, _refused(file, decisions, seen)) for file in loaded]


def _refused(file: Loaded, decisions: Decisions, seen: set[str]) -> dict[str, Skipped]:
    """The articles of a file that are not kept, by id; the others become `seen`."""
    refused = {}
    for article in file.articles:
        if decisions.is_removed(article):
            refused[article.id] = Skipped(_within(file, article), "removed")
        elif article.id in seen:
            refused[article.id] = Skipped(_within(file, article), "duplicate")
        seen.add(article.id)
    return refused


def _without(file: Loaded, refused: Mapping[str, Skipped]) -> Loaded:
    if not refused:
        return file
    articles = tuple(article for article in file.articles if article.id not in refused)
    skipped = list(dict.fromkeys((*file.skipped, *refused.values())))
    if not articles and skipped[-1].record is not None:
        skipped.append(Skipped(None, skipped[-1].reason))
    return replace(file, articles=articles, skipped=tuple(skipped))


def _within(file: Loaded, article: Article) -> str | None:
    """What tells an article from others of its file: member of a .zip, record of a .jsonl; None for a whole file."""
    member = article.path.removeprefix(f"{file.source.path}/") if article.path != file.source.path else None
    return "#".join(part for part in (member, article.record) if part is not None) or None


def _nothing(index: Path, loaded: Sequence[Loaded]) -> str:
    reasons = Counter(skipped.reason for file in loaded for skipped in file.skipped if skipped.record is None)
    why = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items())) or "no file"
    return (
        f"no article was found for {index} ({why}): name a folder with .txt, .md, .html, .pdf, .docx or .jsonl articles"
    )


def _report(published: Published, before: Mapping[str, Loaded], loaded: Sequence[Loaded]) -> Report:
    statuses = [_status(file, before.get(file.source.path)) for file in loaded]
    counted = Counter(statuses)
    return Report(
        generation=published.name,
        articles=published.manifest.articles,
        passages=published.manifest.passages,
        counts=Counts(
            indexed=counted["indexed"],
            unchanged=counted["unchanged"],
            skipped=counted["skipped"],
            dropped=len(before.keys() - {file.source.path for file in loaded}),
        ),
        files=tuple(result for file, status in zip(loaded, statuses, strict=True) for result in _results(file, status)),
    )


def _status(file: Loaded, before: Loaded | None) -> Status:
    if not file.articles:
        return "skipped"
    return "unchanged" if file == before else "indexed"


def _results(file: Loaded, status: Status) -> Iterator[FileResult]:
    """One for the file, then one for each record or member of it that was not read."""
    whole = [skipped.reason for skipped in file.skipped if skipped.record is None]
    path = file.source.path
    yield FileResult(path, None, status, whole[-1] if status == "skipped" and whole else None, len(file.articles))
    for skipped in file.skipped:
        if skipped.record is not None:
            yield FileResult(path, skipped.record, "skipped", skipped.reason, 0)


class _Callable(ModuleType):
    """This module, which can be called as its function: `index.build(...)` works though a module has that name."""

    def __call__(self, *arguments: Any, **named: Any) -> Report:
        return build(*arguments, **named)


sys.modules[__name__].__class__ = _Callable
