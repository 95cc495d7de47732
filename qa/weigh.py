"""Candidates rescored by all the evidence in the text: what the reader thinks, and whether the passage is about the question."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from index.generation import Generation
from index.normalise import words
from qa.question import Wants, terms, wants
from qa.spellings import Spellings
from qa.types import Candidate

_NUMBER = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores|hundreds?|thousands?|millions?"
    r"|billions?|half|quarter|tens|none|no|several|few|many|daily|weekly|once|twice)\b",
    re.I,
)
_TIME = re.compile(
    r"\d|\b(mon|tues|wednes|thurs|fri|satur|sun)day|\b(january|february|march|april|may|june|july|august|september|october"
    r"|november|december|spring|summer|autumn|winter|today|yesterday|tomorrow|morning|night|noon|midnight|week|month|year"
    r"|decade|century|daily|since|ago)s?\b",
    re.I,
)
_NAME = re.compile(r"\b[A-Z]\w+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one candidate; every value about 0 to 1 but for the reader's log-odds."""

    reader: float  # log-odds of span and text
    retrieval: float  # the hit's fused score
    coverage: float  # share of the question's terms, by rarity, that the passage, its title or a neighbour spells
    fit: float  # 1 when the span can be an answer of the wanted kind
    echo: float  # share of the answer's words that the question already has


@dataclass(frozen=True, slots=True)
class Weights:
    """Logistic weights of `Evidence`, in its order, and the bias. Fitted by `python -m eval fit`."""

    reader: float = 1.0
    retrieval: float = 1.0
    coverage: float = 2.0
    fit: float = 1.0
    echo: float = -1.0
    bias: float = 0.0


def weigh(
    question: str,
    candidates: Sequence[Candidate],
    generation: Generation,
    spellings: Spellings,
    weights: Weights = Weights(),
) -> list[Candidate]:
    """The same candidates, `score` now the log-odds of all the evidence, best first."""
    rarity = _rarity(terms(question), generation, spellings)
    want = wants(question)
    scored = [
        replace(candidate, score=_log_odds(evidence(question, candidate, rarity, want), weights))
        for candidate in candidates
    ]
    return sorted(scored, key=lambda c: (-c.score, c.citation.article.id, c.citation.answer_start))


@dataclass(frozen=True, slots=True)
class Term:
    """A question's term with every spelling of it in the corpus, and its inverse document frequency."""

    spellings: frozenset[str]
    rarity: float


def _rarity(found: Sequence[str], generation: Generation, spellings: Spellings) -> list[Term]:
    """Robertson and Spärck Jones' IDF over passages; a term that no article has is the rarest of all."""
    count, result = generation.passages, []
    for term in found:
        forms = frozenset([term, *spellings.near(term)])
        holding = min(count, sum(generation.vocabulary.get(form, 0) for form in forms))
        result.append(Term(forms, math.log(1 + (count - holding + 0.5) / (holding + 0.5))))
    return result


def evidence(question: str, candidate: Candidate, rarity: Sequence[Term], want: Wants) -> Evidence:
    """The evidence for one candidate."""
    passage, answer = candidate.hit.passage, candidate.citation.answer
    present = stems(f"{passage.article.title or ''} {passage.text}")
    total = sum(term.rarity for term in rarity) or 1.0
    covered = sum(term.rarity for term in rarity if present & {stem(form) for form in term.spellings})
    said, asked = words(answer), set(words(question))
    echo = sum(word in asked for word in said) / len(said) if said else 0.0
    return Evidence(candidate.score, candidate.hit.score, covered / total, float(fits(want, answer)), echo)


def fits(want: Wants, answer: str) -> bool:
    """Whether the words can be an answer of the wanted kind at all."""
    if want == "number":
        return bool(_NUMBER.search(answer))
    if want == "when":
        return bool(_TIME.search(answer))
    if want in ("who", "where"):
        return bool(_NAME.search(answer))
    return True


def stems(text: str) -> set[str]:
    """Rough stems of a text's words."""
    return {stem(word) for word in words(text)}


def stem(word: str) -> str:
    """The word without a common English ending: enough to see whether a passage speaks of it."""
    for ending in ("ations", "ation", "ings", "ing", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _log_odds(found: Evidence, weights: Weights) -> float:
    return weights.bias + sum(getattr(found, f.name) * getattr(weights, f.name) for f in fields(Evidence))
