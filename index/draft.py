"""A draft: all that the next generation is derived from; publishing it makes it the live one.

Everything derived is made again from all articles in one order; only passages and vectors of what did not change are
taken over. So an index reached by any sequence of adds, changes and removals answers like one built at once.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from index import files
from index.corpus import Contents, write_corpus
from index.decisions import NAME as DECISIONS
from index.decisions import Decisions, decisions_text, parse_decisions
from index.dedupe import dedupe
from index.embed import digest, embed
from index.embedders import Embedder
from index.errors import NewsroomError
from index.generation import ASIDE, CURRENT, FOLDER, Generation, Pointer, current_name, generation_names
from index.manifest import CORPUS, VECTORS, Inputs, Manifest, describe
from index.manifest import NAME as MANIFEST
from index.mute import mute
from index.progress import Watch
from index.split import SplitSettings, headed, split
from index.types import Article, Floats1d, Floats2d, Loaded, Passage
from index.vectors import FlatVectors


@dataclass(frozen=True, slots=True)
class Draft:
    """What a generation is made from, but for the embedder; `before` is the generation that it follows.

    `files` hold no removed and no duplicate article. `decisions_text` is what decisions.toml says from then on.
    """

    index: Path
    before: Generation | None
    roots: tuple[str, ...]
    program: str
    decisions_text: str
    files: Sequence[Loaded]
    settings: SplitSettings

    @property
    def decisions(self) -> Decisions:
        """What the text decides."""
        return parse_decisions(self.index / DECISIONS, self.decisions_text)

    def inputs(self, embedder: Embedder) -> Inputs:
        """What decides whether its generation would differ from another."""
        return Inputs(
            program=self.program,
            embedder=embedder.identity,
            dimensions=embedder.dimensions,
            settings=json.dumps(asdict(self.settings)),
            roots=self.roots,
            decisions=digest(repr(self.decisions)),
            content=digest(repr([_identity(file) for file in self.files])),
        )


@dataclass(frozen=True, slots=True)
class Published:
    """The live generation after a run."""

    name: str
    manifest: Manifest


def publish(draft: Draft, embedder: Embedder, watch: Watch | None = None, keep_older: bool = True) -> Published:
    """Derive the next generation, write it aside and make it the live one; the live one stays when nothing changed.

    The generation before is kept to fall back on, unless `keep_older` is false. Whatever goes wrong, an interrupt too,
    leaves the live generation as it was and nothing half-written.
    """
    before, inputs = draft.before, draft.inputs(embedder)
    if before and not before.warning and inputs == before.manifest.inputs:
        _write_decisions(draft)
        return Published(before.name, before.manifest)
    contents = _derive(draft, embedder)
    texts = [headed(passage) for passage in contents.passages]
    vectors = embed(texts, embedder, _known_vectors(before, embedder), watch)
    folder = draft.index / FOLDER / _next_name(draft.index)
    aside = folder.with_name(f"{folder.name}{ASIDE}")
    try:
        manifest = _write(aside, contents, vectors, inputs)
        _write_decisions(draft)
        files.publish(aside, folder)
        pointer = Pointer(folder.name, files.sha256(folder / MANIFEST))
        files.replace(draft.index / CURRENT, pointer.to_bytes())
    except BaseException:
        _clear(draft.index, (aside, folder))
        raise
    collect(draft.index, {folder.name, before.name} if before and keep_older else {folder.name})
    return Published(folder.name, manifest)


def collect(index: Path, keep: Collection[str]) -> None:
    """Erase the generations that are not kept; under another name first, so that none is ever seen by half."""
    for name in generation_names(index):
        if name not in keep:
            aside = index / FOLDER / f"{name}{ASIDE}"
            files.publish(index / FOLDER / name, aside)
            files.erase(aside)


def _derive(draft: Draft, embedder: Embedder) -> Contents:
    decisions = draft.decisions
    corrected = (decisions.correct(article) for file in draft.files for article in file.articles)
    articles = mute(dedupe(sorted(corrected, key=lambda article: article.id)), decisions.restored)
    return Contents(draft.files, articles, _passages(articles, draft, embedder))


def _passages(articles: Sequence[Article], draft: Draft, embedder: Embedder) -> list[Passage]:
    """All passages by (article id, start); those of an article that did not change are taken over."""
    before = draft.before if draft.before and _has_same_rules(draft.before, draft.inputs(embedder)) else None
    old = {article.id: article for article in before.articles} if before else {}
    settings = replace(draft.settings, embedder_tokens=embedder.max_tokens)
    found: list[Passage] = []
    for article in articles:
        known = old.get(article.id)
        if before and known and _is_split_alike(known, article):
            ranges = map(before.passage, before.passage_numbers(article.id))
            found.extend(Passage(article, passage.start, passage.end) for passage in ranges)
        else:
            found.extend(split(article, settings, embedder.count))
    return found


def _is_split_alike(known: Article, article: Article) -> bool:
    """Whether text, mutes and heading are the same: all that passages are cut by."""
    return replace(known, story=article.story) == article


def _has_same_rules(before: Generation, inputs: Inputs) -> bool:
    old = before.manifest.inputs
    return (old.program, old.embedder, old.settings) == (inputs.program, inputs.embedder, inputs.settings)


def _known_vectors(before: Generation | None, embedder: Embedder) -> dict[str, Floats1d]:
    if before is None or before.embedder != embedder.identity:
        return {}
    return {digest(headed(before.passage(number))): before.vector(number) for number in range(before.passages)}


def _write(aside: Path, contents: Contents, vectors: Floats2d, inputs: Inputs) -> Manifest:
    """Write every file of a generation, the manifest last."""
    files.make_folder(aside)
    write_corpus(aside / CORPUS, contents)
    files.sync(aside / CORPUS)
    index = FlatVectors(inputs.dimensions)
    index.add(range(len(vectors)), vectors)
    files.write(aside / VECTORS, index.to_bytes())
    members = (describe(aside / CORPUS), describe(aside / VECTORS))
    manifest = Manifest(inputs, len(contents.articles), len(contents.passages), members)
    files.write(aside / MANIFEST, manifest.to_bytes())
    return manifest


def _write_decisions(draft: Draft) -> None:
    """Before the generation goes live: a kill in between may forget a removal's effect, never the removal."""
    path = draft.index / DECISIONS
    if draft.decisions_text != decisions_text(path):
        files.replace(path, draft.decisions_text.encode())


def _clear(index: Path, folders: Sequence[Path]) -> None:
    """Erase what was not published; what cannot be erased now is cleared away by the next writer."""
    with contextlib.suppress(NewsroomError):
        for folder in folders:
            if current_name(index) != folder.name:
                files.erase(folder)


def _next_name(index: Path) -> str:
    names = generation_names(index)
    return f"{int(names[-1]) + 1 if names else 1:06d}"


def _identity(file: Loaded) -> tuple[object, ...]:
    """All of a file but the texts, which the ids of its articles stand for."""
    return (
        file.source,
        file.sha256,
        file.skipped,
        [(article.id, replace(article, text="")) for article in file.articles],
    )
