"""When: the time that an article gives for a claim, in its own words and as a date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa.analysers import Analyser
from qa.calendars import Published, published_on, resolve
from qa.moment import Moment, moments
from qa.speech import speeches
from qa.tense import tense, verb_above
from qa.tree import Tree, tree_of
from qa.types import Citation, Claim, When

_LIGHT = frozenset(("prep", "pobj", "npadvmod", "advmod", "nummod", "compound", "appos", "amod", "punct", "tmod"))
# What a speaker calls today is not the day of publication.
_SPOKEN = frozenset(("near", "unit", "ago"))


def date(claim: Claim, analyser: Analyser) -> Claim:
    """The claim with its time: the one in its first citation's answer, else the one of the answer's clause.

    Relative words count from the article's day of publication; where that is unknown, or two times are possible, there
    is none. The words are an exact slice of the quote.
    """
    return replace(claim, when=_when(claim.citations[0], analyser))


def _when(citation: Citation, analyser: Analyser) -> When | None:
    quote = citation.quote
    found = moments(quote)
    if not found:
        return None
    start, end = citation.answer_in_quote
    tree = tree_of(quote, analyser)
    inside = [one for one in found if one.start < end and start < one.end]
    fitting = inside or [one for one in found if _shares_clause(tree, one, start, end)]
    if len(fitting) != 1:
        return None
    return _resolved(citation, fitting[0], tree, published_on(citation.article.published))


def _resolved(citation: Citation, moment: Moment, tree: Tree, published: Published | None) -> When | None:
    spoken = any(one.start <= moment.start < one.end for one in speeches(tree.text, 0, len(tree.text)))
    if spoken and moment.kind in _SPOKEN:
        return None
    verb = verb_above(tree, tree.top(moment.start, moment.end))
    dated = resolve(moment, published, tense(tree, verb))
    words = citation.quote[moment.start : moment.end]
    return None if dated is None else When(words, dated.date, dated.precision, dated.inferred)


def _shares_clause(tree: Tree, moment: Moment, start: int, end: int) -> bool:
    """Whether the time hangs on the very verb that governs the answer, or on the answer's own head."""
    hung = _hung(tree, tree.top(moment.start, moment.end))
    if hung is None:
        return False
    at = tree.top(start, end)
    return at is not None and hung in _clause(tree, at, start, end)


def _clause(tree: Tree, at: int, start: int, end: int) -> Iterator[int]:
    """The verb that governs a token, and the verbs that share its clause ("began to leave")."""
    verb = verb_above(tree, at)
    while verb is not None:
        yield verb
        yield from tree.named(verb, "xcomp")
        if tree.tokens[verb].dep != "xcomp":
            return
        verb = tree.up(verb)


def _hung(tree: Tree, at: int | None) -> int | None:
    """The verb that a time hangs on by prepositions alone; None when it belongs to a noun ("the meeting on Friday")."""
    nouns = 0
    while at is not None and tree.tokens[at].pos not in ("VERB", "AUX"):
        if tree.tokens[at].dep not in _LIGHT:
            return None
        up = tree.up(at)
        nouns += tree.tokens[at].dep == "prep" and up is not None and tree.tokens[up].pos in ("NOUN", "PROPN", "NUM")
        if nouns and up is not None and tree.tokens[up].dep in ("nsubj", "nsubjpass", "dobj", "pobj", "attr"):
            return None
        at = up
    return at
