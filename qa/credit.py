"""Who said that: where a question asks for a speaker, what the reader found becomes the one who says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.normalise import words
from qa.analysers import Analyser, Stretch
from qa.cite import unique
from qa.question import terms
from qa.reporting import ASSERTED
from qa.rival import present
from qa.types import Candidate, Citation
from qa.voice import heard, spoken_by

# Of a question's candidates, the best whose sentences are asked for their speaker; chosen by hand.
CREDITED = 10
# How surely whose words are most of the question's said it: `reason` of the evidence. By hand, on invented articles.
SPEAKS = 0.2
LEAST_SHARED, LEAST_WORDS = 0.5, 2
_SAID = re.compile(rf"(?:{ASSERTED}|states)", re.I)
ARTICLE = len("the ")  # is no part of a speaker
_PRONOUN = re.compile(r"he|she|they|it", re.I)
_ASKS = re.compile(
    r"\baccording to (?:whom|who)\b"
    rf"|\bwho(?:m| else)? (?:has |had |was quoted as |is quoted as )?(?:{ASSERTED}|states)\b"
    r"|\b(?:in|by) whose (?:view|words|opinion|account)\b"
    r"|\bwhose (?:words|claim|statement|view|opinion|quote) (?:is|are|was|were)\b"
    r"|\bwho is the source (?:of|for)\b",
    re.I,
)
_WHOSE = re.compile(r"(?:and )?whose ", re.I)
_WHO = re.compile(r"(?:and )?who(?:m)?\b", re.I)
_I = re.compile(r"I|me|we|us", re.I)
_MINE = re.compile(r"(?:my|our) ", re.I)


def credit(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The candidates, best first; where the question asks who said so, speakers in place of the first CREDITED.

    Words that somebody says become that speaker, with their score; a speaker among other words becomes the bare name.
    Of every question for a person "I" becomes who says it.
    What is neither stays, and so does a candidate whose speaker the question names already.
    """
    whose = bool(_WHOSE.match(question))  # of "my own aunt" the speaker
    known = frozenset(words(question))
    if not whose and not _ASKS.search(question):
        if not _WHO.match(question):
            return list(candidates)
        return unique([_credited(one, known, analyser) if _is_i(one) else one for one in candidates])
    if whose and not any(_MINE.match(one.citation.answer) for one in candidates[:1]):
        return list(candidates)
    asked = [word for word in terms(question) if not _SAID.fullmatch(word)]
    found = [
        _surer(_credited(candidate, known, analyser), candidate, asked, analyser) for candidate in candidates[:CREDITED]
    ]
    return unique([*found, *candidates[CREDITED:]])


def _is_i(candidate: Candidate) -> bool:
    """Whether it is who speaks, as "I" of "I counted them"."""
    return bool(_I.fullmatch(candidate.citation.answer.strip("“”\"' ")))


def _credited(candidate: Candidate, known: frozenset[str], analyser: Analyser) -> Candidate:
    citation = _said(candidate.citation)
    itself = spoken_by(citation, analyser)
    if itself is not None:
        parts = [itself.who] if itself.role is None else [itself.who, itself.role]
        first, last = min(one.start for one in parts) - ARTICLE, max(one.end for one in parts) + 1
        alone = first <= citation.answer_start and citation.answer_end <= last
        alone = alone or not (citation.start <= itself.who.start and itself.who.end <= citation.end)
        return candidate if alone else _named(candidate, citation, itself.who)
    said = heard(citation, analyser)
    if said.name is None or set(words(said.attribution.speaker or "")) <= known:
        return candidate
    return _named(candidate, said.citation, said.name)


def _surer(credited: Candidate, told: Candidate, asked: Sequence[str], analyser: Analyser) -> Candidate:
    """A speaker is surer whose own words, by the sentence that the reader chose, are most of the question's."""
    speaks = credited.citation.answer != told.citation.answer or spoken_by(told.citation, analyser) is not None
    there = present(asked, credited.citation.quote) if speaks else []
    enough = len(there) >= max(LEAST_WORDS, LEAST_SHARED * len(asked))
    return replace(credited, reason=credited.reason + SPEAKS) if enough else credited


def _said(citation: Citation) -> Citation:
    """For a pronoun what it says: the longer part of the quote before or behind it."""
    if not _PRONOUN.fullmatch(citation.answer.strip()):
        return citation
    parts = (citation.start, citation.answer_start), (citation.answer_end, citation.end)
    start, end = max(parts, key=lambda part: part[1] - part[0])
    return replace(citation, answer_start=min(start + 1, end - 1), answer_end=end - 1)  # inside its quotation marks


def _named(candidate: Candidate, citation: Citation, name: Stretch) -> Candidate:
    return replace(candidate, citation=replace(citation, answer_start=name.start, answer_end=name.end))
