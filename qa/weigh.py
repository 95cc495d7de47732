"""Candidates rescored by all the evidence in the text: the reader's, and whether the passage is about the question."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from index.generation import Generation
from index.normalise import words
from qa.era import era, timeliness
from qa.question import Wants, asks_list, terms, wants
from qa.spellings import Spellings
from qa.types import Candidate, Citation, Evidence

_NUMBER = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh"
    r"|nine)ty|dozens?|scores|hundreds?|thousands?|millions?|billions?|half|quarter|thirds?|tens|none|no|several|few|many"
    r"|hourly|daily|weekly|monthly|yearly|annually|once|twice|every|always|never|since|until|till|overnight"
    r"|(?:an?|the) (?:whole )?(?:hour|day|night|week|fortnight|month|year|decade|century)"
    r"|(?:minute|hour|day|night|week|month|year|decade)s)\b",
    re.I,
)
_TIME = re.compile(
    r"\b(?:1\d|20)\d\ds?\b|\d[:.]\d\d|\d ?[ap]\.?m\b|\d(?:st|nd|rd|th)\b|\d[./-]\d|['’]\d\ds?\b"
    r"|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|jan|feb|mar|apr|aug|sept?|oct|nov|dec|spring|summer|autumn|winter|today|tonight"
    r"|yesterday|tomorrow|morning|afternoon|evening|night|noon|midnight|dawn|dusk|minute|hour|day|week|weekend|month|year"
    r"|decade|century|centurie|daily|since|ago|later|earlier|christmas|easter|eve)s?\b",
    re.I,
)
_NAME = re.compile(r"\b(?!(?:He|She|They|It|We|You|His|Her|Their|The|This|That|These|Those|A|An)\b)[A-Z]\w+")
# A place without a name, with the preposition that makes it one: "(on) the station square", "over a check point".
_PLACED = re.compile(
    r"(?:(?:in|at|on|near|outside|inside|into|onto|across|above|below|along|behind|beside|under|opposite|beneath|over"
    r"|around|between|beyond|through|towards?|from|to|within|off|past|front of|next to|close to|top of)"
    r" (?:an?|the|their|his|her|its|both|\w+['’]s)|(?:in|at|inside|outside|near)(?! \w+ing\b)) [a-z]",
    re.I,
)
_PREPOSITION = re.compile(
    r"(?<!according )(?<!due )(?<!thanks )(?<!owing )\b(?:(?:front|top) of|(?:next|close) to|[a-z]+) $", re.I
)
_DIRECTION = re.compile(
    r"\b(?:(?:(?:north|south)[ -]?)?(?:east|west)|north|south)(?:wards?|ern)?\b"
    r"|\b(?:abroad|overseas|ashore|aboard|nearby|(?:up|down)(?:stream|stairs|river|hill)|(?:in|out)doors|inland"
    r"|offshore|underground|underwater)\b",
    re.I,
)
# Of "in the areas of Halm" cut short.
_NO_PLACE = re.compile(
    r"(?:\w+ )?(?:the|this|that|these|those) (?:areas?|places?|regions?|zones?|directions?|locations?|parts?)", re.I
)
_PRONOUN = re.compile(r"(?:he|she|they|it|we|you|i|him|her|them|us|this|that|who|which)", re.I)


SHORTEST_ROOT = 4  # letters of a name that all its forms share
KEPT = 256  # texts whose stems are remembered: a passage has many candidates


@dataclass(frozen=True, slots=True)
class Weights:
    """Logistic weights of `Evidence`, and the bias; the shipped ones were fitted by `python -m eval.fit`."""

    reader: float = 1.0
    retrieval: float = 1.0
    coverage: float = 1.0
    nearness: float = 1.0
    fit: float = 1.0
    echo: float = -1.0
    size: float = 0.0
    foreign: float = -1.0
    reason: float = 1.0
    time: float = 1.0
    apart: float = 0.0
    fault: float = 0.0
    bias: float = 0.0


@dataclass(frozen=True, slots=True)
class Term:
    """A question's term: the stems of every spelling of it in the corpus, its inverse document frequency, and whether
    it is a name."""

    stems: frozenset[str]
    rarity: float
    is_name: bool = False


def weigh(
    question: str,
    candidates: Sequence[Candidate],
    generation: Generation,
    spellings: Spellings,
    weights: Weights = Weights(),
) -> list[Candidate]:
    """The same candidates with their evidence, `score` now the log-odds of all of it, best first."""
    asked, want = weighted_terms(question, generation, spellings), wants(question)
    weighed = []
    for candidate in candidates:
        found = evidence(question, candidate, asked, want, generation.passages)
        weighed.append(replace(candidate, evidence=found, score=log_odds(found, weights)))
    return sorted(weighed, key=lambda c: (-c.score, c.citation.article.id, c.citation.answer_start))


def in_chat(weights: Weights) -> Weights:
    """The weights for a follow-up: whether its words are there says little, for the rules lent it some of them.

    With these kept, 0.9 to 3.5 points fewer turns of fresh chats are won (docs/UNDERSTANDING.md).
    """
    return replace(weights, coverage=0.0, nearness=0.0, foreign=0.0, apart=0.0)


def weighted_terms(question: str, generation: Generation, spellings: Spellings) -> list[Term]:
    """Robertson and Spärck Jones' IDF over passages; a term that no article has is the rarest of all."""
    count, result, names = generation.passages, [], spellings.names_in(question)
    for term in terms(question):
        forms = [term, *spellings.near(term)]
        holding = min(count, sum(generation.vocabulary.get(form, 0) for form in forms))
        rarity = math.log(1 + (count - holding + 0.5) / (holding + 0.5))
        result.append(Term(frozenset(stem(form) for form in forms), rarity, term in names))
    return result


def evidence(question: str, candidate: Candidate, asked: Sequence[Term], want: Wants, passages: int) -> Evidence:
    """The evidence for one candidate, whose score is still the reader's; `passages` are those of the whole index."""
    passage, citation = candidate.hit.passage, candidate.citation
    said, known = words(citation.answer), set(words(question))
    # The year of an article is said by its date.
    present = stems(f"{passage.article.title or ''} {(passage.article.published or '')[:4]} {passage.text}")
    near = covered(asked, stems(citation.quote))
    return Evidence(
        reader=candidate.score,
        retrieval=candidate.hit.score,
        coverage=covered(asked, present),
        nearness=near,
        fit=float(fits(want, _placed(citation) if want == "where" else citation.answer)),
        echo=sum(word in known for word in said) / len(said) if said else 0.0,
        size=math.log10(max(1, passages)),
        foreign=float(any(term.is_name and not is_there(term, present) for term in asked)),
        reason=candidate.reason,
        time=_time(question, candidate),
        apart=float(near == 0.0),
    )


def _placed(citation: Citation) -> str:
    """The answer with the preposition of a place where that stands right before it."""
    before = _PREPOSITION.search(citation.quote, 0, citation.answer_in_quote[0])
    whole = (before[0] if before else "") + citation.answer
    return whole if _PLACED.match(whole) else citation.answer


def _time(question: str, candidate: Candidate) -> float:
    """How timely a candidate is; the items of a list must not be of another time, and need not all say theirs."""
    asked = era(question)
    found = timeliness(asked, candidate) if asked else 0.0
    return min(0.0, found) if asks_list(question) else found


def covered(asked: Iterable[Term], present: Set[str]) -> float:
    """Share, by rarity, of the terms that are present in some spelling; 0 to 1."""
    weights = [(term.rarity, bool(term.stems & present)) for term in asked]
    total = sum(rarity for rarity, _ in weights)
    return sum(rarity for rarity, there in weights if there) / total if total else 0.0


def is_there(term: Term, present: Set[str]) -> bool:
    """Whether a name is present in any spelling, also as what is derived from it: Drovia in "Drovian"."""
    if term.stems & present:
        return True
    roots = tuple(form[: max(SHORTEST_ROOT, len(form) - 3)] for form in term.stems)
    return any(word.startswith(roots) for word in present)


def fits(want: Wants, answer: str) -> bool:
    """Whether the words can be an answer of the wanted kind at all; a bare pronoun never is one."""
    if _PRONOUN.fullmatch(answer.strip()):
        return False
    if want == "number":
        return bool(_NUMBER.search(answer))
    if want == "when":
        return bool(_TIME.search(answer))
    if want == "where" and _NO_PLACE.fullmatch(answer):
        return False
    if want == "where" and (_PLACED.match(answer) or _DIRECTION.search(answer)) and not _TIME.search(answer):
        return True
    if want in ("who", "where"):
        return bool(_NAME.search(answer)) or answer.startswith("who ")
    return True


@lru_cache(maxsize=KEPT)
def stems(text: str) -> frozenset[str]:
    """Rough stems of a text's words."""
    return frozenset(map(stem, words(text)))


def stem(word: str) -> str:
    """The word without a common English ending: enough to see whether a passage speaks of it.

    Not what units are compared by (qa/quantity.py); and the weights are fitted to it, so that one ending more or less
    moves every confidence: others cut more (qa/receipt.py, qa/event.py).
    """
    for ending in ("ations", "ation", "ings", "ing", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def log_odds(found: Evidence, weights: Weights) -> float:
    """The logistic model's log-odds."""
    values: list[tuple[float, float]] = [(getattr(found, f.name), getattr(weights, f.name)) for f in fields(Evidence)]
    return weights.bias + sum(value * weight for value, weight in values)
