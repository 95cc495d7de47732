"""The names that a question restricts its answer to, and whether a text speaks of them, in whatever spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.normalise import words
from qa.analysers import Stretch
from qa.names import readings
from qa.speaker import TITLES
from qa.spellings import Spellings
from qa.tree import Tree

SHORTEST_ROOT = 4  # letters that a name shares with what is derived from it: Drovia, Drovian
_CAPITAL = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_][\w’'-]*|\d+")
# Words of names that many names have: alone they tell none.
_SHARED = frozenset(
    "mount lake river storm hurricane typhoon fc club city united north south east west northern southern eastern"
    " western new old saint st san port fort upper lower great greater little university college school bank ministry"
    " street avenue road bridge hotel museum hospital stadium republic kingdom union party court council region"
    " province district county state island islands valley mountain the of and de la el al van von der".split()
)
# Peoples whose name does not begin as their country's does; each row one country.
_PEOPLES = (
    "france french", "spain spanish spaniard", "netherlands dutch holland", "britain british uk england english",
    "us usa america american states", "germany german", "poland polish pole", "turkey turkish turk turkiye",
    "wales welsh", "ireland irish", "switzerland swiss", "denmark danish dane", "sweden swedish swede",
    "finland finnish finn", "greece greek", "china chinese", "norway norwegian", "portugal portuguese",
    "philippines filipino philippine", "thailand thai", "iceland icelandic", "czechia czech", "eu european europe",
    "un united nations", "israel israeli", "iraq iraqi", "peru peruvian", "cyprus cypriot", "kyiv ukraine",
    "russia kremlin moscow",
)  # fmt: skip
_PEOPLE = tuple(frozenset(row.split()) for row in _PEOPLES)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the question: its range there, and its telling words, each with all its spellings."""

    text: str
    place: Stretch
    forms: tuple[frozenset[str], ...]

    def is_in(self, present: frozenset[str]) -> bool:
        """Whether a text with these words (`said`) speaks of it, by any telling word of it."""
        return any(_is_there(form, present) for form in self.forms)

    def is_hinted(self, text: str) -> bool:
        """Whether a text has any word of it, also a plain one without a capital; none that many names have."""
        return self.is_in(said(text)) or not (set(words(self.text)) - _SHARED).isdisjoint(words(text))

    def is_called(self, other: str) -> bool:
        """Whether another name is this one: it speaks of it, or is a part of it or its initials: "Rooney", "WHO"."""
        own = (set(words(self.text)) | set(_initials(self.text))) - _SHARED
        return self.is_in(said(other)) or bool(own & set(words(other)))


def names(tree: Tree, spellings: Spellings) -> list[Name]:
    """The names of a question, in order: what is written with capitals, titles and the first word left out."""
    found = []
    for run in _runs(tree):
        text = tree.text[run.start : run.end]
        forms = list(dict.fromkeys(words(text)))
        telling = [f for f in forms if f not in _SHARED and not spellings.is_ordinary(f)]
        telling = telling or [f for f in forms if f not in _SHARED] or forms
        if telling:
            found.append(Name(text, run, tuple(frozenset([form, *spellings.near(form)]) for form in telling)))
    return found


def said(text: str) -> frozenset[str]:
    """The words of a text that may be of names, in search form: those with a capital or digit, and initials of runs."""
    found = set()
    for match in _CAPITAL.finditer(text):
        if not match.group()[0].islower():
            found.update(words(match.group()))
    found.update(_initials(text))
    return frozenset(found)


_RUN = re.compile(r"[A-Z][\w’'-]+(?: (?:(?:of|the|for|and) )*[A-Z][\w’'-]+)+")


def _initials(text: str) -> Iterator[str]:
    """Of each run of capitals its initials: "United Nations" is also "un"."""
    for match in _RUN.finditer(text):
        letters = [word[0] for word in match.group().split() if word[0].isupper()]
        for length in range(2, len(letters) + 1):
            for first in range(len(letters) - length + 1):
                yield "".join(letters[first : first + length]).lower()


def _runs(tree: Tree) -> Iterator[Stretch]:
    """Runs of proper nouns, without titles, weekdays and months."""
    run: list[int] = []
    for at in range(len(tree.tokens) + 1):
        if at < len(tree.tokens) and (_is_part(tree, at) or (run and _joins(tree, at))):
            run.append(at)
            continue
        while run and tree.word(run[0]).lower().rstrip(".") in TITLES:
            run = run[1:]
        if run:
            yield tree.range(run)
        run = []


def _joins(tree: Tree, at: int) -> bool:
    """Whether "of" is inside a name: "Bank of Halm", not "President of Halm"."""
    whole = tree.word(at) == "of" and at + 1 < len(tree.tokens) and _is_part(tree, at + 1)
    return whole and tree.word(at - 1).lower().rstrip(".") not in TITLES


def _is_part(tree: Tree, at: int) -> bool:
    token, word = tree.tokens[at], tree.word(at)
    if not word[:1].isupper() or token.pos not in ("PROPN", "NOUN", "ADJ") or (at == 0 and token.pos != "PROPN"):
        return False
    if token.pos == "NOUN" and not word.istitle():
        return False
    if token.pos == "ADJ" and not (at + 1 < len(tree.tokens) and tree.word(at + 1)[:1].isupper()):
        return False  # "Russian troops"
    return not any(n.label in ("DATE", "TIME") and n.start <= token.start < n.end for n in tree.analysis.names)


def _is_there(form: frozenset[str], present: frozenset[str]) -> bool:
    if form & present:
        return True
    if any(form & row and row & present for row in _PEOPLE):
        return True
    roots = tuple(f[: max(SHORTEST_ROOT, len(f) - 3)] for f in form if len(f) >= SHORTEST_ROOT)
    return bool(roots) and any(word.startswith(roots) or _sounds_like(word, form) for word in present)


def _sounds_like(word: str, form: frozenset[str]) -> bool:
    """Whether a word may be read as a name is: "Korvall" as Corvall, "Rokhi" begins with Rokh."""
    heard = readings(word) if len(word) >= SHORTEST_ROOT else ()
    return any(not set(heard).isdisjoint(readings(one)) for one in form if len(one) >= SHORTEST_ROOT)
