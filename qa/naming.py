"""The names that are read as each other, as a person sees them, and what a person decides about them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index import files
from index.decisions import NAME as DECISIONS
from index.decisions import NameTable, read_decisions, with_names
from index.generation import LOCK, Generation, check_ours, open_current
from index.normalise import words
from qa.spellings import Spellings, open_spellings
from qa.wishes import Wishes, name_form

PASSAGES_COUNTED = 10_000  # of one spelling
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Spelled:
    """One spelling as the articles mostly write it, and how many passages and articles have it; 0 for one of none."""

    text: str
    passages: int
    articles: int

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "passages": self.passages, "articles": self.articles}


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Spellings that are read as one name, most frequent first; `decided` when a person joined them."""

    spellings: tuple[Spelled, ...]
    decided: bool

    def to_dict(self) -> dict[str, Any]:
        return {"spellings": [spelled.to_dict() for spelled in self.spellings], "decided": self.decided}


@dataclass(frozen=True, slots=True)
class Naming:
    """All groups, by their first spelling, and the names that a person keeps apart."""

    groups: tuple[NameGroup, ...]
    apart: tuple[tuple[str, ...], ...]

    def to_dict(self) -> dict[str, Any]:
        return {"groups": [group.to_dict() for group in self.groups], "apart": [list(names) for names in self.apart]}


def read_names(index: Path) -> Naming:
    """The groups of an index as it stands. Raises IndexMissing, IndexForeign, IndexDamaged, DecisionsInvalid."""
    generation = open_current(index)
    return name_groups(generation, open_spellings(generation, index), index)


def name_groups(generation: Generation, spellings: Spellings, index: Path) -> Naming:
    """The same for an opened generation: what a page shows. Some seconds on thousands of articles."""
    decisions = read_decisions(index / DECISIONS)
    wishes = Wishes.of(decisions.joined, decisions.apart)
    written = {name_form(name): name for names in decisions.joined for name in names}
    groups = [
        NameGroup(_counted(group, generation, written), any(set(group) & joined for joined in wishes.joined))
        for group in spellings.groups()
    ]
    return Naming(tuple(sorted(groups, key=lambda group: group.spellings[0].text.casefold())), decisions.apart)


def decide_names(index: Path, table: NameTable, names: Sequence[str]) -> list[str]:
    """Record in decisions.toml that names are one, or never are; the names that no article has are returned.

    Takes effect at the next question, also of a running server, and stays through rebuilds. Raises IndexMissing,
    IndexForeign, IndexLocked, IndexUnwritable, IndexDamaged, DecisionsInvalid.
    """
    check_ours(index)
    generation = open_current(index)
    with files.locked(index / LOCK):
        files.replace(index / DECISIONS, with_names(index / DECISIONS, table, names).encode())
    forms = {name: name_form(name).split() for name in names}
    return [name for name, form in forms.items() if any(word not in generation.vocabulary for word in form)]


def _counted(group: Sequence[str], generation: Generation, written: dict[str, str]) -> tuple[Spelled, ...]:
    found = [_spelled(word, generation, written.get(word, word.title())) for word in group]
    return tuple(sorted(found, key=lambda spelled: (-spelled.passages, spelled.text)))


def _spelled(name: str, generation: Generation, otherwise: str) -> Spelled:
    """How the articles write a name of one word or several, and where."""
    parts = name.split()
    if any(part not in generation.vocabulary for part in parts):
        return Spelled(otherwise, 0, 0)
    rarest = min(parts, key=lambda part: generation.vocabulary[part])
    passages, articles, forms = 0, set[str](), Counter[str]()
    for hit in generation.lexical([rarest], PASSAGES_COUNTED):
        passage = generation.passage(hit.number)
        found = [text for text in _runs(passage.text, len(parts)) if words(text) == parts]
        if found:
            passages += 1
            articles.add(passage.article.id)
            forms.update(found)
    return Spelled(max(forms, key=lambda form: (forms[form], form)) if forms else otherwise, passages, len(articles))


def _runs(text: str, length: int) -> list[str]:
    """Every run of that many words of a text."""
    spans = [match.span() for match in _WORD.finditer(text)]
    return [text[a[0] : b[1]] for a, b in zip(spans, spans[length - 1 :], strict=False)]
