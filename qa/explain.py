"""Candidates that explain: for why, how and what then, the clauses that grammar ties to what is asked about.

"Why did the ferry sink?" is answered by what stands after "because" in a sentence about the sinking, whatever the
reader makes of it; and what explains nothing, or something else, is a worse answer than the reader takes it for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.sentences import Sentence, sentences
from qa.analysers import Analyser
from qa.cause import LIKELY, SURE, Cause
from qa.causes import causes, hangs_on_before
from qa.cite import unique
from qa.event import BEGINNINGS, Event, event, shared
from qa.reporting import before_teller
from qa.types import Candidate, Citation, Hit

# Chosen on invented articles and by hand; docs/UNDERSTANDING.md has what they brought.
HITS_READ = 10  # of a question, the best
LOOKED_AT = 10  # sentences, those with most of the question's words; analysing costs milliseconds each
LEAST_SHARED = 0.3  # of the question's words, for a sentence to be looked at
LEAST_MATCH = 0.4  # of the question's words, for a clause to explain what is asked
LEAST_NEW = 0.35  # how surely a clause must explain that the reader did not propose
OTHER_VERB = 0.45  # what is left of the match where the question's verb is not in what is explained
NEIGHBOUR = 0.5  # worth of a word that only the sentence before or the title has
CUT = 0.6  # how surely a clause must explain to be cut out of a longer span of the reader
RESTATES = 0.6  # of the question's words: an answer that has them tells the event again
# `reason` of a clause of cause that the reader chose, with so many of the question's words near.
VOUCHED, NEAR = 0.3, 0.25
MAX_CHARACTERS = 330  # of an answer
# Log-odds from which the reader is believed less than grammar, by how surely a clause explains.
FLOOR, RISE = -5.0, 4.5
SILENT, BESIDE = -0.7, -0.5  # `reason` of what explains nothing, and of what only stands beside the event


@dataclass(frozen=True, slots=True)
class _Found:
    """A clause that explains what is asked, how surely, and the hit that it stands in."""

    citation: Citation
    hit: Hit
    value: float


def explain(question: str, candidates: Sequence[Candidate], hits: Sequence[Hit], analyser: Analyser) -> list[Candidate]:
    """The candidates with their `reason`; those that overlap a clause that explains become that clause.

    Clauses that the reader passed over are candidates too, as sure as the best of their passage. In order of score.
    Unchanged where nothing is to be explained.
    """
    asked = event(question, analyser)
    if asked is None or not candidates:
        return list(candidates)
    found = sorted(_explaining(asked, hits, analyser), key=lambda one: -one.value)
    judged = [_judged(asked, candidate, found, analyser) for candidate in candidates]
    fresh = [
        one for one in found if one.value >= LEAST_NEW and not any(_overlap(one.citation, c.citation) for c in judged)
    ]
    made = [Candidate(one.citation, _score(one, candidates), one.hit, reason=one.value) for one in fresh]
    return unique([*judged, *made])


def _explaining(asked: Event, hits: Sequence[Hit], analyser: Analyser) -> Iterator[_Found]:
    """Every clause of the hits that explains what is asked, by the sentences that have most of its words."""
    near = [
        (shared(asked.words, hit.passage.text[s.start : s.end]), n, hit, s, before)
        for n, hit in enumerate(hits[:HITS_READ])
        for s, before in _pairs(hit)
    ]
    near = sorted((one for one in near if one[0] >= LEAST_SHARED), key=lambda one: (-one[0], one[1]))[:LOOKED_AT]
    analyses = analyser.analyse([hit.passage.text[s.start : s.end] for _, _, hit, s, _ in near])
    for (_, _, hit, sentence, before), analysis in zip(near, analyses, strict=True):
        text = hit.passage.text[sentence.start : sentence.end]
        context = f"{hit.passage.article.title or ''} {hit.passage.text[before.start : before.end] if before else ''}"
        for cause in causes(text, analysis, asked.predicate if _asks_beginning(asked) else asked.verb):
            value = _value(asked, cause, text, context)
            citation = _cited(hit, sentence, cause) if value else None
            if citation is not None:
                yield _Found(citation, hit, value)
        if before and asked.sort == "reason" and hangs_on_before(text):
            whole = Cause(0, before.end - before.start, text, "reason", LIKELY)
            value = _value(asked, whole, hit.passage.text[before.start : before.end], context)
            if value and (citation := _cited(hit, Sentence(before.start, sentence.end), whole)):
                yield _Found(citation, hit, value)
        if (reply := _replied(asked, hit, sentence, text)) is not None:
            yield reply


def _replied(asked: Event, hit: Hit, sentence: Sentence, text: str) -> _Found | None:
    """What follows such a question in the article: "Why did you burn it? – It was worthless."."""
    if asked.sort != "reason" or not text.endswith("?") or not re.search(r"\b[Ww]hy\b", text):
        return None
    after = next((one for one in sentences(hit.passage.text) if one.start >= sentence.end), None)
    if after is None or (value := shared(asked.words, text)) < LEAST_MATCH:
        return None
    citation = _cited(hit, after, Cause(0, after.end - after.start, text, "reason", SURE))
    return _Found(citation, hit, value) if citation else None


def _pairs(hit: Hit) -> Iterator[tuple[Sentence, Sentence | None]]:
    before: Sentence | None = None
    for sentence in sentences(hit.passage.text):
        yield sentence, before
        before = sentence


def _value(asked: Event, cause: Cause, text: str, context: str) -> float:
    """How surely a cause is one of what is asked; 0 where it is of another matter."""
    if not _answers(asked, cause):
        return 0.0
    effect = cause.effect or context
    near = shared(asked.words, effect)
    match = sum(_worth(asked, word, effect, f"{text} {context}") for word in asked.words) / len(asked.words)
    if asked.predicate and cause.effect and not shared([asked.predicate], effect):
        match *= OTHER_VERB
    told = shared(asked.words, text[cause.start : cause.end])
    things = [word for word in asked.words if word not in asked.names]
    about = match >= LEAST_MATCH and bool(shared(things, effect) if things else near)
    return cause.sure * match if about and told < max(RESTATES, near) else 0.0


def _answers(asked: Event, cause: Cause) -> bool:
    """Whether it is of the kind asked for: an aim says why somebody did something, but not what caused it.

    How something began is also told by what brought it about.
    """
    aims = asked.sort == "reason" and not asked.verb
    return (
        cause.sort == asked.sort
        or (cause.sort == "aim" and aims)
        or (cause.sort == "reason" and _asks_beginning(asked))
    )


def _asks_beginning(asked: Event) -> bool:
    return asked.sort == "means" and asked.predicate in BEGINNINGS


def _worth(asked: Event, word: str, effect: str, context: str) -> float:
    """1 for a word of what is explained, and for a name that the lines before it have; less for another such word."""
    if shared([word], effect):
        return 1.0
    return (1.0 if word in asked.names else NEIGHBOUR) * shared([word], context)


def _cited(hit: Hit, sentence: Sentence, cause: Cause) -> Citation | None:
    """The cause in its whole sentence, without who says so at its end."""
    text = hit.passage.text[sentence.start : sentence.end]
    said = text[cause.start : before_teller(text, cause.start, cause.end)].rstrip(" ,;:.\u00a0\n")
    start = cause.start + len(said) - len(said.lstrip(" ,;:–—-\u00a0\n"))
    end = cause.start + len(said)
    if not start < end or end - start > MAX_CHARACTERS:
        return None
    at = hit.passage.start + sentence.start
    return Citation(hit.passage.article, at, at + len(text), at + start, at + end)


def _judged(asked: Event, candidate: Candidate, found: Sequence[_Found], analyser: Analyser) -> Candidate:
    own = candidate.citation
    best = next((one for one in found if _overlap(one.citation, own)), None)
    if best is not None:
        score = max(candidate.score, FLOOR + RISE * best.value)
        holds = own.answer_start <= best.citation.answer_start and best.citation.answer_end <= own.answer_end
        kept = _within(own, best.citation) if holds and best.value < CUT else best.citation
        return replace(candidate, citation=kept, score=score, reason=best.value)
    if asked.sort == "outcome" or asked.verb:
        return candidate
    if asked.sort == "means":
        absent = asked.predicate and not shared([asked.predicate], _around(candidate))
        return replace(candidate, reason=BESIDE if absent else 0.0)
    return replace(candidate, reason=_unexplained(asked, candidate, analyser))


def _within(own: Citation, explaining: Citation) -> Citation:
    """What an answer has of the sentences that explain; the others of it do not."""
    start, end = max(own.answer_start, explaining.start), min(own.answer_end, explaining.end)
    return replace(own, answer_start=start, answer_end=end)


def _unexplained(asked: Event, candidate: Candidate, analyser: Analyser) -> float:
    """How little a span explains that no clause of cause in its place is found for.

    That the reader takes a clause of cause to be one of what is asked tells that it is, in whatever words.
    """
    own = candidate.citation
    if candidate.score > 0 and (near := shared(asked.words, _around(candidate))):
        inner = causes(own.quote, analyser.analyse([own.quote])[0])
        start, end = own.answer_in_quote
        if any(_answers(asked, one) and one.sure >= LIKELY and one.start <= start < one.end for one in inner):
            return VOUCHED if near >= NEAR else 0.0
    if shared(asked.words, own.answer) >= RESTATES:
        inner = causes(own.quote, analyser.analyse([own.quote])[0])
        start, end = own.answer_in_quote
        explains = any(_answers(asked, one) and one.sure >= LIKELY and start <= one.start < end for one in inner)
        return 0.0 if explains else SILENT
    return BESIDE if shared(asked.words, _around(candidate)) >= LEAST_MATCH else SILENT


def _around(candidate: Candidate) -> str:
    """The quote with the sentences before and after it in its passage."""
    passage, own = candidate.hit.passage, candidate.citation
    start, end = own.start - passage.start, own.end - passage.start
    near = sentences(passage.text)
    kept = [i for i, one in enumerate(near) if one.start < end and start < one.end]
    first, last = max(0, min(kept, default=0) - 1), max(kept, default=0) + 2
    return " ".join(passage.text[one.start : one.end] for one in near[first:last])


def _overlap(one: Citation, other: Citation) -> bool:
    """Whether the answers stand at one place, at least half of the shorter."""
    if one.article.id != other.article.id:
        return False
    both = min(one.answer_end, other.answer_end) - max(one.answer_start, other.answer_start)
    return both > 0 and 2 * both >= min(len(one.answer), len(other.answer))


def _score(found: _Found, candidates: Sequence[Candidate]) -> float:
    """Of the reader's spans in a passage the best, else its worst of all; not below what grammar vouches for."""
    own = [one.score for one in candidates if one.hit.passage == found.hit.passage]
    return max(FLOOR + RISE * found.value, max(own, default=min(one.score for one in candidates)))
