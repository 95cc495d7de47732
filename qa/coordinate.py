"""The whole of a coordination: who asks what was found is told "a bell and two anchors", not the bell alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.analysers import Analyser, Stretch
from qa.cite import moved, unique
from qa.group import group
from qa.quantity import stem, stems
from qa.question import terms, wants
from qa.series import series
from qa.several import asks_several
from qa.sorts import sort_of
from qa.sought import sought
from qa.tree import Tree, tree_of
from qa.types import Candidate, Group

COORDINATED = 12  # of a question's candidates, the best that are looked at
MOST_ADDED = 20  # words; longer ones are misread or clauses
LEAST_PARTS = 3
MOST_IN_ONE = 8  # words; a longer row is told part by part
_NOMINAL = ("NOUN", "PROPN", "NUM")
_ONE_OF_THEM = re.compile(r"\b(?:first|last|else|other than|besides|apart from|except|most(?! at)|\w{2,}est)\b", re.I)
_ONE_PERSON = re.compile(  # "Who is the mayor?", "Who is Ada Brook?"
    r"\bwhose\b|\bwhich\b|\bwho(?:'s|’s| is| was| are| were) (?:(?:the|an?|his|her|its|their)\b|(?-i:[A-Z]))", re.I
)
_COLON = re.compile(r"[^:.!?\n“”\"]*:\s+(?=\S)")
_FINITE = ("VBD", "VBP", "VBZ", "MD")
_BEFORE_NOUN = ("nmod", "compound")  # "Halm and Tulm counties"
_OWN_CLAUSE = ("relcl", "acl", "advcl", "appos")


def coordinate(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The candidates; asked what, where or which ones, those that are one part of a coordination become all of it.

    Not where one thing is asked for ("which town", "the largest") or the question has another part in it.
    """
    if not _asks_all(question, analyser):
        return list(candidates)
    about = frozenset(map(stem, terms(question)))
    ordered = sorted(candidates, key=lambda one: -one.score)
    whole = [_whole(one, about, analyser) for one in ordered[:COORDINATED]]
    return unique([*whole, *ordered[COORDINATED:]])


def parted(question: str, found: Sequence[Group], analyser: Analyser) -> list[Group]:
    """The parts of the first answer, each by itself, where it is a row too long to be read as one; else none."""
    if not found or len(found[0].best.citation.answer.split()) <= MOST_IN_ONE or not _asks_all(question, analyser):
        return []
    told = [part for one in found[0].candidates for part in _parts(one, analyser)]
    return group(told)[: len(_parts(found[0].best, analyser))]


def _parts(candidate: Candidate, analyser: Analyser) -> list[Candidate]:
    """A candidate that is a whole row, part by part; of another one none."""
    place = candidate.citation
    start, end = place.answer_in_quote
    row = series(tree_of(place.quote, analyser), start, end)
    if len(row) < LEAST_PARTS or row[0].start != start or end < row[-1].end:
        return []
    at = place.start - candidate.hit.passage.start
    ends = [*(part.end for part in row[:-1]), end]
    return [moved(candidate, at + part.start, at + last) for part, last in zip(row, ends, strict=True)]


def _asks_all(question: str, analyser: Analyser) -> bool:
    """Whether every part of a coordination is asked for; the names of a list are parted elsewhere."""
    if wants(question) not in ("what", "which", "where", "who") or _ONE_OF_THEM.search(question):
        return False
    if wants(question) == "who":
        return not _ONE_PERSON.search(question)
    if asks_several(question, analyser):
        return not sought(question).kind
    tree = tree_of(question, analyser)
    asked = next((t.head for t in tree.tokens if t.dep == "det" and t.tag in ("WDT", "WP")), None)
    if asked is None or tree.tokens[asked].tag not in ("NN", "NNP"):
        return True
    return "which" not in question.lower() and sort_of(tree.word(asked)) == "thing"


def _whole(candidate: Candidate, about: frozenset[str], analyser: Analyser) -> Candidate:
    place = candidate.citation
    tree = tree_of(place.quote, analyser)
    start, end = place.answer_in_quote
    at = place.start - candidate.hit.passage.start
    row = series(tree, start, end)
    if not row and (told := _told_after(tree, start, end)):
        return moved(candidate, at + told[0].start, at + told[-1].end)
    first, last = (min(start, row[0].start), max(end, row[-1].end)) if row else coordination(tree, start, end)
    added = f"{place.quote[first:start]} {place.quote[end:last]}"
    if (first, last) == (start, end) or len(added.split()) > MOST_ADDED or stems(added) & about:
        return candidate
    return moved(candidate, at + first, at + last)


def _told_after(tree: Tree, start: int, end: int) -> list[Stretch]:
    """The row behind a colon, where a span only says of what it is: "Three people died: a farmer and a couple"."""
    top = tree.top(start, end)
    colon = _COLON.match(tree.text, end)
    if top is None or tree.tokens[top].tag != "NNS" or colon is None:
        return []
    row = series(tree, colon.end(), colon.end() + 1)
    return row if row and row[0].start == colon.end() else []


def coordination(tree: Tree, start: int, end: int) -> tuple[int, int]:
    """From the first to the last noun phrase that "and", "or" or a comma joins with one in the span; else the span."""
    inside = tree.inside(start, end)
    tops = [i for i in inside if tree.up(i) not in inside and tree.tokens[i].pos != "PUNCT"]
    if not tops or any(tree.tokens[i].pos not in _NOMINAL for i in tops):
        return start, end
    numbers = [i for i in inside if tree.tokens[i].pos == "NUM"]  # "doors 3 and 8"
    joined = {part for at in (*tops, *numbers) for part in _joined(tree, at)}
    if len(joined) == len({*tops, *numbers}):
        return start, end
    joined |= {up for i in joined if tree.tokens[i].dep in _BEFORE_NOUN and (up := tree.up(i)) is not None}
    below = {i for part in joined for i in _phrase(tree, part)}
    whole = tree.range(sorted(below | set(inside)))
    added = [t for t in tree.tokens if whole.start <= t.start < whole.end and not start <= t.start < end]
    if any(token.tag in _FINITE for token in added):
        return start, end
    return min(start, whole.start), max(end, whole.end)


def _joined(tree: Tree, at: int) -> set[int]:
    """The heads of all phrases that one chain joins with a token's."""
    while tree.tokens[at].dep == "conj" and (up := tree.up(at)) is not None and tree.tokens[up].pos in _NOMINAL:
        at = up
    found, waiting = set[int](), [at]
    while waiting:
        found.add(current := waiting.pop())
        waiting += [i for i in tree.named(current, "conj") if tree.tokens[i].pos in _NOMINAL]
    return found


def _phrase(tree: Tree, at: int) -> list[int]:
    """A noun with what belongs to it, without clauses, appositions, marks and the parts joined to it."""
    apart = [i for i in tree.below(at) if tree.tokens[i].dep in (*_OWN_CLAUSE, "conj", "cc", "punct")]
    return tree.below(at, without=apart)
