"""Candidates made whole by grammar: a cut noun phrase is completed, and a reason or statement becomes its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.analysers import Analyser, Analysis
from qa.cite import unique
from qa.question import Wants
from qa.reporting import before_teller
from qa.tree import Tree, grow
from qa.types import Candidate
from qa.whole import widened

# Chosen by hand, not swept: what is shown is nearly always among the first 30; a longer clause is no answer.
WIDENED = 30  # of a question's candidates, the best; analysing costs milliseconds a sentence
MAX_CLAUSE = 330  # characters
MAX_BEFORE, MAX_AFTER = 60, 40  # characters that a noun phrase may add
_CLAUSAL = frozenset({"why", "how", "say", "polar"})
# Dependency labels of verbs that head a clause of their own (ClearNLP labels, as spaCy's English models use them).
_HEADS = frozenset("ROOT ccomp advcl relcl parataxis acl conj pcomp csubj".split())
# Before a clause the place of writing: "OSLO – Ferries sank because …".
_DATELINE = re.compile(r"[A-ZÀ-Þ]{3}[A-ZÀ-Þ .’'-]*(?:, [A-Z]\w+)?(?: \([^)]{2,30}\))? ?(?:–|—|--| -) ?(?=\S)")
_ENDED = re.compile(r"[\"”’']\s+")  # a quotation that ends before the answer: "Stay in," Mayor Ada Brook said
_DENIES = frozenset("deny doubt dispute reject refute".split())
# A quotation of few words, whose marks may be mixed: “every trick imaginable".
_SHORT_QUOTATION = re.compile(r"(?:[“„«]|(?<!\S)\")(?P<words>[^\s“”„«»\"]+(?: [^\s“”„«»\"]+){1,8})[”»\"]")
_EDGE = " .,;:”\"'’\n\r\t\u00a0"


def widen(want: Wants, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The candidates, best first, the first WIDENED of them whole; of those that become equal the first stays.

    "fox" becomes "a fox emoji". For why, how, yes or no and "what did X say" the answer is the clause.
    """
    first = candidates[:WIDENED]
    analyses = analyser.analyse([candidate.citation.quote for candidate in first])
    wider = [_widened(want, *pair) for pair in zip(first, analyses, strict=True)]
    return unique([*wider, *candidates[WIDENED:]])


def _widened(want: Wants, candidate: Candidate, analysis: Analysis) -> Candidate:
    citation = candidate.citation
    quote, at = citation.quote, citation.start
    start, end = widened(quote, *_phrase(analysis, *citation.answer_in_quote))
    ended = _ENDED.match(quote, start, end)
    start = ended.end() if ended else start
    if want in ("what", "which"):
        start, end = _quoted(quote, analysis, start, end)
    if want in _CLAUSAL:
        tree = grow(quote, analysis)
        start, end = _clause(tree, start, end)
        start = _denied(tree, start, end) if want == "polar" else start
    if start >= end:  # nothing is left of a span that was blank
        return candidate
    return replace(candidate, citation=replace(citation, answer_start=at + start, answer_end=at + end))


def _phrase(analysis: Analysis, start: int, end: int) -> tuple[int, int]:
    """To both ends of the noun phrases that the span cuts."""
    for phrase in analysis.phrases:
        if phrase.start < start < phrase.end and start - phrase.start < MAX_BEFORE:
            start = phrase.start
        if phrase.start < end < phrase.end and phrase.end - end < MAX_AFTER:
            end = phrase.end
    return start, end


def _quoted(quote: str, analysis: Analysis, start: int, end: int) -> tuple[int, int]:
    """All the words of a short quotation at one end of which the span stands, but for a verb that the span left out."""
    for one in _SHORT_QUOTATION.finditer(quote):
        first, last = one.span("words")
        verbs = (t for t in analysis.tokens if first <= t.start < last and t.pos in ("VERB", "AUX"))
        if any(not start <= verb.start < end for verb in verbs):
            continue
        if first <= start and end <= last and (start == first or quote[end:last].strip(_EDGE) == ""):
            return first, last - (quote[last - 1] in _EDGE)
    return start, end


def _clause(tree: Tree, start: int, end: int) -> tuple[int, int]:
    """The smallest clause of the quote that holds the span; the span itself when that would be too long."""
    at = tree.top(start, end)
    while at is not None:
        token, up = tree.tokens[at], tree.up(at)
        if up is None or (token.pos in ("VERB", "AUX") and token.dep in _HEADS):
            inside = tree.range(tree.below(at))
            if (inside.start <= start and end <= inside.end) or up is None:
                return _fitting(tree.text, start, end, min(inside.start, start), max(inside.end, end))
        at = up
    return start, end


def _denied(tree: Tree, start: int, end: int) -> int:
    """Where a clause begins with the verb that denies it: "denies that the door was open" is no yes."""
    above = (tree.up(i) for i in tree.inside(start, end) if tree.tokens[i].dep == "ccomp")
    verbs = (tree.tokens[at] for at in above if at is not None)
    return min((verb.start for verb in verbs if verb.lemma.lower() in _DENIES and verb.start < start), default=start)


def _fitting(quote: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    if dateline := _DATELINE.match(quote, first, end):
        first = dateline.end()
    last = before_teller(quote, first, last)
    start, end = max(start, first), min(end, last)
    while last > end and quote[last - 1] in _EDGE:
        last -= 1
    while first < start and quote[first] in " ,;:\n\r\t\u00a0":
        first += 1
    return (first, last) if last - first <= MAX_CLAUSE else (start, end)
