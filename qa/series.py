"""The parts of "a, b and c", by the kinds of words and what stands between: a parser often loses the end of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa.analysers import Stretch, Token
from qa.tree import Tree

MAX_PART_WORDS = 14  # longer ones are misread
_LINK = re.compile(r"\s*(?:[,;]\s*(?P<last>and |or |as well as )?|(?P<only>and |or |as well as |along with |plus ))\s*")
_GOVERNED = ("dobj", "pobj", "attr", "oprd", "dative")
_IN_PHRASE = ("DET", "ADJ", "NUM", "NOUN", "PROPN")
_ENDS = ("NOUN", "PROPN", "NUM")
_DESCRIBES = re.compile(r"(?:the|an?)\b", re.I)
_DETERMINED = re.compile(r"(?:the|an?|his|her|its|their|some|\d)\b|[A-Z]|[^ ]+['’]s?\b")
_GOES_ON = re.compile(r"[^,.;:]*?\b(?:and|or)\b")
_CHAIN = ("conj", "appos")


@dataclass(frozen=True, slots=True)
class _Part:
    """A noun phrase from `bare` to `core`, with the preposition before it and what is told of it behind it."""

    start: int
    bare: int
    core: int
    end: int
    head: int


def series(tree: Tree, start: int, end: int) -> list[Stretch]:
    """The parts of the row that a span is or has a part of, in order; empty where it stands in none.

    Each with its preposition where all have one: "in Halm, in Tulm and at sea".
    """
    for row in _rows(tree, start, end):
        if len(row) > 1 and any(part.start < end and start < part.core for part in row) and not _tells(tree, row):
            alike = all(part.start < part.bare for part in row)
            found = [Stretch(part.start if alike else part.bare, part.end) for part in row]
            short = all(len(tree.text[one.start : one.end].split()) <= MAX_PART_WORDS for one in found)
            return found if short else []
    return []


def _tells(tree: Tree, row: list[_Part]) -> bool:
    """Whether all behind a name is told of it: "Ada Brook, her ally and minister of trade"."""
    first, last = (tree.tokens[part.head] for part in (row[0], row[-1]))
    is_bare = row[-1].start == row[-1].bare and not _DETERMINED.match(tree.text, row[-1].bare)
    return first.pos == "PROPN" and last.tag == "NN" and is_bare


def _rows(tree: Tree, start: int, end: int) -> Iterator[list[_Part]]:
    """Runs of parts with only commas and "and" between them, up to the one behind the last "and"."""
    row: list[_Part] = []
    closed = False  # whether "and" was read: only another "and" goes on
    for part in _parts(tree, start, end):
        link = _link(tree, row[-1], part) if row else None
        joins = link is not None and bool(link["last"] or link["only"])
        if link is None or (closed and not joins):
            if closed:
                yield row
            row, closed, joins = [], False, False
        elif len(row) == 1:
            row = [_narrowed(tree, row[0], part, start)]
        row.append(part)
        closed = closed or joins
    if closed:
        yield row


def _narrowed(tree: Tree, one: _Part, other: _Part, begin: int) -> _Part:
    """Of "ports in France, Spain" the France, which the parser joins with Spain, unless the span has the ports."""
    first = _first(tree, other.head)
    place = tree.tokens[first].start
    if begin <= tree.tokens[one.head].start or not one.core <= place < one.end:
        return one
    return next((part for part in _phrases(tree) if part.bare <= place < part.end and part.end == one.end), one)


def _first(tree: Tree, at: int) -> int:
    """The word that the parser joins this one with, at the head of the row."""
    while tree.tokens[at].dep in _CHAIN and (up := tree.up(at)) is not None:
        at = up
    return at


def _link(tree: Tree, one: _Part, other: _Part) -> re.Match[str] | None:
    """What joins two parts; None where they are of two clauses, or the first only says when or where it was."""
    link = _LINK.fullmatch(tree.text, one.end, other.start)
    if link is None:
        return None
    opens = one.start < one.bare and not re.search(r"\w", tree.text[: one.start])
    parted = bool(opens or link["last"] or link["only"])
    if parted and _is_subject(tree, other.head) and _is_object(tree, _first(tree, one.head)):
        return None
    labels, others = _labels(tree, one), _labels(tree, other)
    when = labels & {"DATE", "TIME"} and not others & {"DATE", "TIME"}
    aside = opens and other.start == other.bare and labels != others  # "For Halm, Brook and Lenz scored"
    return None if not link["only"] and (when or aside) else link


def _is_subject(tree: Tree, at: int) -> bool:
    return tree.tokens[at].dep in ("nsubj", "nsubjpass")


def _is_object(tree: Tree, at: int) -> bool:
    up = tree.up(at)
    return tree.tokens[at].dep in _GOVERNED and up is not None and up < at


def _labels(tree: Tree, part: _Part) -> set[str]:
    return {name.label for name in tree.analysis.names if part.start <= name.start and name.end <= part.end}


def _parts(tree: Tree, start: int, end: int) -> Iterator[_Part]:
    """The noun phrases in order, each with its preposition, its prepositional phrases and its apposition."""
    waiting: _Part | None = None
    for part in _phrases(tree):
        spanned = waiting is not None and start <= waiting.start and part.end <= end and _is_behind(tree, waiting, part)
        if waiting is not None and (spanned or _continues(tree, waiting, part)):
            apposed = part.start == part.bare
            waiting = replace(waiting, end=part.end, core=part.end if apposed else waiting.core)
            continue
        if waiting is not None:
            yield waiting
        waiting = part
    if waiting is not None:
        yield waiting


def _phrases(tree: Tree) -> Iterator[_Part]:
    """Runs of nouns, names, numbers and what describes them; an article begins a new one."""
    run: list[int] = []
    for at, token in enumerate([*tree.tokens, None]):
        goes_on = token is not None and _in_phrase(tree, at, token)
        if run and (not goes_on or (token is not None and token.pos == "DET")):
            yield from _phrase(tree, run)
            run = []
        if goes_on:
            run.append(at)


def _in_phrase(tree: Tree, at: int, token: Token) -> bool:
    if token.pos in _IN_PHRASE or token.tag in ("PRP$", "POS") or tree.word(at) == "&":
        return True
    if token.pos == "ADV":  # "nearly 40 crowns"
        return token.head == at + 1 and tree.tokens[at + 1].pos == "NUM"
    before, after = tree.tokens[at - 1] if at else None, tree.tokens[at + 1] if at + 1 < len(tree.tokens) else None
    alone = {one.pos for one in (before, after) if one is not None} <= {"PUNCT", "CCONJ", "ADP"}
    return token.tag == "VBG" and alone  # "parking, swimming and burials"


def _phrase(tree: Tree, run: list[int]) -> Iterator[_Part]:
    tokens = tree.tokens
    last = tokens[run[-1]]
    if last.pos not in _ENDS and last.tag != "VBG" and tokens[run[0]].pos != "DET":
        return
    first = tokens[run[0]]
    before = tokens[run[0] - 1] if run[0] else None
    start = before.start if before is not None and before.pos == "ADP" else first.start
    yield _Part(start, first.start, last.end, last.end, run[-1])


def _continues(tree: Tree, one: _Part, other: _Part) -> bool:
    """Whether a phrase belongs to the one before: "a garage in Tulm", "the organist, Ada Brook"."""
    between = tree.text[one.end : other.start]
    if _is_behind(tree, one, other):
        up = tree.tokens[next(i for i, token in enumerate(tree.tokens) if token.start == other.start)].head
        return one.start <= tree.tokens[up].start < one.end
    apposed = tree.tokens[other.head].dep == "appos" and _first(tree, other.head) == _first(tree, one.head)
    if between.strip() != "," or not apposed:
        return False
    named = [tree.word(part.head)[0].isupper() for part in (one, other)]
    described = one if named[1] else other
    is_told = named[0] != named[1] and bool(_DESCRIBES.match(tree.text[described.bare : described.end]))
    return is_told and not _GOES_ON.match(tree.text, other.end)


def _is_behind(tree: Tree, one: _Part, other: _Part) -> bool:
    """Whether a phrase with a preposition follows at once."""
    return other.start < other.bare and not tree.text[one.end : other.start].strip()
