"""Every figure of the benchmark as a small pure function: numbers in, a number out; no language model judges anything.

The mark is the project's own rule (docs/EVALUATION.md); the SQuAD 2.0 figures are those of the published script
evaluate-v2.0.py (Rajpurkar, Jia and Liang, 2018); the calibration figures name their source.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.gold import Question, Range

Floats1d = NDArray[np.float64]

# Words that an answer may hold beside an accepted one and still be right.
SPARE_WORDS = 8

# Types whose answers are clauses: they may be as long as the longest piece of evidence.
CLAUSE_TYPES = frozenset({"explain", "attribution", "conflict", "yes-no"})

# 2,000 resamples put the ends of a 95 % interval within half a point of those of 20,000 on 100 questions.
RESAMPLES = 2_000

ECE_BINS = 10

_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u02bc\u0060\u00b4"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_FOLDED = str.maketrans(
    dict.fromkeys(_DOUBLE_QUOTES, '"') | dict.fromkeys(_SINGLE_QUOTES, "'") | dict.fromkeys(_DASHES, "-")
)
_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


@dataclass(frozen=True, slots=True)
class Said:
    """One claim of an answer: its text and where it is quoted from, the first place first."""

    text: str
    citations: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What a system answered, whatever system it is: `kind` as in the answer object, no claims when it abstained."""

    kind: str
    claims: tuple[Said, ...]
    confidence: float = 0.0

    @property
    def answered(self) -> bool:
        """False when the system abstained."""
        return bool(self.claims)


@dataclass(frozen=True, slots=True)
class Score:
    """How one question went. `mark` 0 to 1; `right`: the first claim is right and its first citation too.

    `cited` is the share of all citations that overlap evidence, `precision` the share of claims that match a group
    (lists only); both None where there is nothing to count.
    """

    mark: float
    answered: bool
    right: bool
    cited: float | None = None
    precision: float | None = None


def normalise(text: str) -> str:
    """Fold what the mark does not look at: case, kinds of blanks (NBSP too), of quotation marks and of dashes."""
    return " ".join(text.translate(_FOLDED).lower().split())


def is_right(answer: str, accepted: Iterable[str], longest: int | None = None) -> bool:
    """True when the answer equals an accepted string or contains one as whole words with at most 8 words more.

    `longest` (in words) allows up to that length instead, where it is more. Both sides are normalised. An empty answer
    or an empty accepted string is never right.
    """
    given = normalise(answer)
    return any(_fits(given, normalise(wanted), longest or 0) for wanted in accepted)


def _fits(given: str, wanted: str, longest: int) -> bool:
    if not given or not wanted:
        return False
    if given == wanted:
        return True
    if len(given.split()) > max(len(wanted.split()) + SPARE_WORDS, longest):
        return False
    return _holds(given, wanted)


def _holds(text: str, wanted: str) -> bool:
    """True when the text holds the wanted words, whole and in a row."""
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) is not None


def longest_answer(question: Question) -> int | None:
    """Words that a clause answer may have: those of the longest piece of evidence; None for short answers."""
    if question.type not in CLAUSE_TYPES:
        return None
    return max((len(evidence.text.split()) for evidence in question.evidence), default=0)


def is_cited(question: Question, citation: Range) -> bool:
    """True when the citation overlaps any piece of the question's evidence by at least one character."""
    return any(overlap(citation, evidence.range) for evidence in question.evidence)


def overlap(one: Range, other: Range) -> bool:
    """True when two half-open ranges of the same article share a character."""
    return one.doc == other.doc and max(one.start, other.start) < min(one.end, other.end)


def score(question: Question, given: Given) -> Score:
    """Mark one answer: 1 is won, 0 lost; lists get their recall, a conflict half for one of its sides."""
    if not question.answerable:
        return Score(mark=float(not given.answered), answered=given.answered, right=False)
    if not given.answered:
        return Score(mark=0.0, answered=False, right=False)
    citations = [citation for claim in given.claims for citation in claim.citations]
    return Score(
        mark=_mark(question, given),
        answered=True,
        right=_is_won(question, given.claims[0], first_accepted(question)),
        cited=float(np.mean([is_cited(question, citation) for citation in citations])) if citations else 0.0,
        precision=list_precision(question, given) if question.answer_groups else None,
    )


def _mark(question: Question, given: Given) -> float:
    if question.answer_groups:
        return list_recall(question, given)
    if question.sides:
        return conflict_mark(question, given)
    return float(_is_won(question, given.claims[0], question.answers))


def _is_won(question: Question, claim: Said, accepted: Iterable[str]) -> bool:
    if not is_right(claim.text, accepted, longest_answer(question)):
        return False
    return bool(claim.citations) and is_cited(question, claim.citations[0])


def first_accepted(question: Question) -> tuple[str, ...]:
    """All that makes a first claim right: any side of a conflict, any item of a list, optional ones too."""
    sides = [answer for side in question.sides for answer in side.answers]
    items = [answer for group in question.answer_groups + question.optional_groups for answer in group]
    return (*question.answers, *sides, *items)


def list_recall(question: Question, given: Given) -> float:
    """Share of the gold groups that a rightly cited claim names; one claim may name several ("Vell and Orsk")."""
    found = [any(_is_won(question, claim, group) for claim in given.claims) for group in question.answer_groups]
    return float(np.mean(found)) if found else 0.0


def list_precision(question: Question, given: Given) -> float:
    """Share of the claims that match a group or an optional group; the others are wrong. 0 without claims."""
    groups = question.answer_groups + question.optional_groups
    fits = [any(is_right(claim.text, group) for group in groups) for claim in given.claims]
    return float(np.mean(fits)) if fits else 0.0


def conflict_mark(question: Question, given: Given) -> float:
    """1 for two sides by two claims under kind "conflict", half for one side (1 when the sides are compatible: `soft`).

    Under another kind only the first claim is looked at, as a person would.
    """
    claims = given.claims if given.kind == "conflict" else given.claims[:1]
    sides = [
        {at for at, claim in enumerate(claims) if _is_won(question, claim, side.answers)} for side in question.sides
    ]
    shown = [claims_of_side for claims_of_side in sides if claims_of_side]
    if not shown:
        return 0.0
    if question.soft or (given.kind == "conflict" and _two_claims(shown)):
        return 1.0
    return 0.5


def _two_claims(shown: Sequence[set[int]]) -> bool:
    """True when two different claims can stand for two different sides."""
    return len(shown) >= 2 and len(set().union(*shown)) >= 2


def overall(scores: Sequence[Score]) -> float:
    """The mark: the mean over ALL questions, answered or not, 0 to 100."""
    return 100.0 * mean([one.mark for one in scores])


def is_quiz_answer(answer: str, span: str) -> bool:
    """True when one holds the other as whole words, after `normalise`: quizzes do not quote, and word loosely."""
    wanted, found = normalise(answer), normalise(span)
    return bool(wanted) and bool(found) and (_holds(found, wanted) or _holds(wanted, found))


# --- SQuAD 2.0 ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a reader said about one question: its best span whatever the threshold, and the probability of no answer."""

    span: str
    no_answer: float


def squad_normalise(text: str) -> str:
    """The published script's normalize_answer: lower case, no ASCII punctuation, no articles, single blanks."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact(gold: str, predicted: str) -> float:
    """1.0 when both are equal after `squad_normalise`, else 0.0."""
    return float(squad_normalise(gold) == squad_normalise(predicted))


def f1(gold: str, predicted: str) -> float:
    """Harmonic mean of the precision and recall of the words; when one side has no words, 1.0 if both have none."""
    wanted, found = squad_normalise(gold).split(), squad_normalise(predicted).split()
    if not wanted or not found:
        return float(wanted == found)
    same = sum((Counter(wanted) & Counter(found)).values())
    return 2 * same / (len(wanted) + len(found)) if same else 0.0


def squad(
    golds: Mapping[str, Sequence[str]], predictions: Mapping[str, Prediction], threshold: float
) -> dict[str, float]:
    """The published script's figures, with its names, in percent (totals are counts).

    `golds` maps each id to its accepted texts, empty for an unanswerable one. A span whose `no_answer` is above
    `threshold` counts as no answer. best_* try every threshold, as the script does. Raises KeyError for an id without
    prediction and ValueError without questions.
    """
    if not golds:
        raise ValueError("no question to score")
    has_answer = {name: bool(texts) for name, texts in golds.items()}

    def kept(name: str, score: float) -> float:
        return float(not has_answer[name]) if predictions[name].no_answer > threshold else score

    raw = {
        figure: {name: best_of(compare, texts, predictions[name].span) for name, texts in golds.items()}
        for figure, compare in (("exact", exact), ("f1", f1))
    }
    result: dict[str, float] = {}
    for prefix, wanted in (("", {True, False}), ("HasAns_", {True}), ("NoAns_", {False})):
        names = [name for name in golds if has_answer[name] in wanted]
        if names:
            result |= {
                f"{prefix}{figure}": 100.0 * mean([kept(name, scores[name]) for name in names])
                for figure, scores in raw.items()
            }
            result[f"{prefix}total"] = len(names)
    for figure, scores in raw.items():
        best, best_threshold = best_threshold_of(scores, predictions, has_answer)
        result |= {f"best_{figure}": best, f"best_{figure}_thresh": best_threshold}
    return result


def best_of(compare: Callable[[str, str], float], texts: Sequence[str], predicted: str) -> float:
    """The best over the accepted texts; those of which normalising leaves nothing do not count, as in the script."""
    return max(compare(text, predicted) for text in [text for text in texts if squad_normalise(text)] or [""])


def best_threshold_of(
    scores: Mapping[str, float], predictions: Mapping[str, Prediction], has_answer: Mapping[str, bool]
) -> tuple[float, float]:
    """The best figure (percent) over all thresholds, and that threshold, as the script's find_best_thresh does."""
    current = best = float(sum(not answered for answered in has_answer.values()))
    best_threshold = 0.0
    for name in sorted(scores, key=lambda name: predictions[name].no_answer):
        if has_answer[name]:
            current += scores[name]
        elif predictions[name].span:
            current -= 1
        if current > best:
            best, best_threshold = current, predictions[name].no_answer
    return 100.0 * best / len(scores), best_threshold


# --- Calibration and abstention -------------------------------------------------------------------------------------


def expected_calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = ECE_BINS) -> float:
    """Mean gap between confidence and share right over bins of equal mass, weighted by size; 0 to 1, 0 when empty.

    Equal confidences share their outcomes, so that the order of the questions plays no part.
    Nguyen and O'Connor, "Posterior calibration and exploratory analysis", EMNLP 2015 (equal-mass bins).
    """
    levels, outcomes = ranked(confidences, right)
    parts = np.array_split(np.arange(len(levels)), bins)
    gaps = [len(part) * abs(levels[part].mean() - outcomes[part].mean()) for part in parts if len(part)]
    return float(sum(gaps) / len(levels)) if gaps else 0.0


def brier(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Mean squared gap between confidence and outcome (1 right, 0 wrong); 0 is best, 0 when empty. Brier, 1950."""
    return mean([(confidence - float(outcome)) ** 2 for confidence, outcome in zip(confidences, right, strict=True)])


def risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> tuple[Floats1d, Floats1d]:
    """Coverages (1/n to 1, ascending) and the share wrong among that many surest answers; both empty without any.

    Within equal confidences the errors are spread evenly: their order is no knowledge.
    El-Yaniv and Wiener, "On the Foundations of Noise-free Selective Classification", JMLR 2010.
    """
    _, outcomes = ranked(confidences, right)
    counts = np.arange(1, len(outcomes) + 1)
    risks = np.cumsum(1.0 - outcomes[::-1]) / counts
    return counts / max(len(outcomes), 1), risks


def aurc(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Area under the risk-coverage curve: the mean risk over all coverages; 0 is best, 0 when empty."""
    return mean(list(risk_coverage(confidences, right)[1]))


def ranked(confidences: Sequence[float], right: Sequence[bool]) -> tuple[Floats1d, Floats1d]:
    """Confidences ascending, with the outcomes averaged over equal confidences."""
    if len(confidences) != len(right):
        raise ValueError(f"{len(confidences)} confidences for {len(right)} outcomes")
    levels, outcomes = np.asarray(confidences, dtype=np.float64), np.asarray(right, dtype=np.float64)
    _, group = np.unique(levels, return_inverse=True)
    shared = np.bincount(group, weights=outcomes) / np.bincount(group) if len(levels) else outcomes
    order = np.argsort(levels, kind="stable")
    return levels[order], shared[group][order] if len(levels) else outcomes


def first_rank(hits: Sequence[Range], targets: Sequence[Range]) -> int | None:
    """The rank, from 1, of the first hit that holds a whole target; None when none does."""
    for rank, hit in enumerate(hits, start=1):
        if any(hit.doc == target.doc and hit.start <= target.start and target.end <= hit.end for target in targets):
            return rank
    return None


def recall_at(ranks: Sequence[int | None], k: int) -> float:
    """Share of the questions whose first good hit is among the first k; 0 without questions."""
    return mean([float(rank is not None and rank <= k) for rank in ranks])


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean, the ends of its 95 % interval and the number of questions behind it."""

    value: float
    low: float
    high: float
    count: int


def mean(values: Sequence[float]) -> float:
    """The mean as a plain float; 0 when empty."""
    return float(np.mean(values)) if len(values) else 0.0


def interval(values: Sequence[float], seed: int = 0, resamples: int = RESAMPLES) -> Interval:
    """The mean with its 95 % percentile bootstrap interval; for a paired interval give the differences.

    The same values and seed give the same interval. Empty: all zero. Efron and Tibshirani, 1993, chapter 13.
    """
    if not len(values):
        return Interval(0.0, 0.0, 0.0, 0)
    numbers = np.asarray(values, dtype=np.float64)
    picks = np.random.default_rng(seed).integers(0, len(numbers), size=(resamples, len(numbers)))
    low, high = np.quantile(numbers[picks].mean(axis=1), (0.025, 0.975))
    return Interval(mean(values), float(low), float(high), len(numbers))


def interval_of(
    figure: Callable[[Sequence[float], Sequence[bool]], float],
    confidences: Sequence[float],
    right: Sequence[bool],
    seed: int = 0,
    resamples: int = RESAMPLES // 4,
) -> Interval:
    """A figure of confidences and outcomes with its 95 % percentile bootstrap interval. Empty: all zero."""
    if not len(confidences):
        return Interval(0.0, 0.0, 0.0, 0)
    levels, outcomes = np.asarray(confidences, dtype=np.float64), np.asarray(right, dtype=bool)
    picks = np.random.default_rng(seed).integers(0, len(levels), size=(resamples, len(levels)))
    drawn = [figure(list(levels[pick]), list(outcomes[pick])) for pick in picks]
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Interval(figure(confidences, right), float(low), float(high), len(levels))
