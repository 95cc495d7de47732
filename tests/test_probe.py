"""Looking again at outcomes: why each was lost, how near its words were, and what the figures make of it."""

from __future__ import annotations

import numpy as np
import pytest
from knowing import Corpus, Knowing, Silent, everything, sample_gold
from sklearn.metrics import brier_score_loss

from eval.closeness import cited_evidence, exact_answer, f1_answer
from eval.figures import GROUPS, in_order, probed_figures, reliability_bins, times
from eval.gold import Evidence, Question, Range
from eval.metrics import Given, Said, Score, aurc, brier, expected_calibration_error, risk_coverage, score
from eval.reasons import EXPLAINED, Reason, reason
from eval.run import READ_LIMIT
from eval.sheet import Gold, answer_sheet
from eval.speech import Speech
from qa.assistant import PASSAGES_READ
from qa.types import Answer

EVIDENCE = Evidence("a.txt", 0, 40, "Mara Voss opened the bridge on 3 May 1962")
OPEN = Question("q", "Who opened the bridge?", "factoid-who", ("Mara Voss",), (EVIDENCE,), True)
SILENT = Question("n", "Who shut it?", "unanswerable", (), (), False)
RIGHT, ELSEWHERE = Range("a.txt", 5, 20), Range("b.txt", 5, 20)


def given(text: str, place: Range = RIGHT) -> Given:
    return Given("answer", (Said(text, (place,)),), 0.8)


NOTHING = Given("none", ())


@pytest.mark.parametrize(
    ("question", "said", "rank", "expected"),
    [
        (OPEN, given("Mara Voss"), 1, None),
        (OPEN, given("Mara Voss", ELSEWHERE), 1, Reason.wrong_passage),
        (OPEN, given("Mara Voss", ELSEWHERE), None, Reason.not_retrieved),
        (OPEN, given("3 May"), 1, Reason.wrong_span),
        (OPEN, given("3 May"), None, Reason.wrong_span),
        (OPEN, NOTHING, 3, Reason.should_answer),
        (OPEN, NOTHING, None, Reason.not_retrieved),
        (SILENT, NOTHING, None, None),
        (SILENT, given("Mara Voss"), None, Reason.should_abstain),
    ],
)
def test_the_first_stage_that_failed_is_named(
    question: Question, said: Given, rank: int | None, expected: Reason | None
) -> None:
    assert reason(question, said, score(question, said), rank, None) == expected


def test_part_of_a_list_is_incomplete_and_a_lost_speaker_is_lost_though_the_mark_is_whole() -> None:
    assert reason(OPEN, given("Mara Voss"), Score(0.5, True, True), 1, None) == Reason.incomplete
    lost = Speech(shown=True, named=False, right=None)
    assert reason(OPEN, given("Mara Voss"), Score(1.0, True, True), 1, lost) == Reason.lost_attribution
    kept = Speech(shown=True, named=True, right=True)
    assert reason(OPEN, given("Mara Voss"), Score(1.0, True, True), 1, kept) is None


def test_every_reason_is_explained() -> None:
    assert set(EXPLAINED) == set(Reason)


def test_words_are_compared_as_squad_does_and_silence_counts() -> None:
    assert exact_answer(OPEN, "the Mara Voss!") == 1.0 and exact_answer(OPEN, "") == 0.0
    assert f1_answer(OPEN, "engineer Mara Voss") == pytest.approx(0.8)
    assert exact_answer(SILENT, "") == f1_answer(SILENT, "") == 1.0
    assert exact_answer(SILENT, "Mara Voss") == f1_answer(SILENT, "Mara Voss") == 0.0


def test_cited_evidence_is_the_share_of_the_gold_s_places() -> None:
    two = Question("q", "Who?", "factoid-who", ("Mara",), (EVIDENCE, Evidence("c.txt", 0, 4, "Mara")), True)
    assert cited_evidence(two, given("Mara")) == 0.5
    assert cited_evidence(two, given("Mara", ELSEWHERE)) == 0.0
    assert cited_evidence(two, NOTHING) is None and cited_evidence(SILENT, given("Mara")) is None


def test_as_many_passages_are_searched_as_are_read() -> None:
    assert READ_LIMIT == PASSAGES_READ


# --- The figures of a second look


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus()


@pytest.fixture(scope="module")
def gold() -> Gold:
    return sample_gold()


def test_an_assistant_that_knows_all_has_the_best_of_each_figure(corpus: Corpus, gold: Gold) -> None:
    sheet = answer_sheet(Knowing(corpus, everything(gold)), gold)
    found = {(one.group, one.name): one.interval for one in sheet.figures}
    for name in ("exact", "F1"):
        assert found["words", name].value == 1.0 and found["words", name].count == len(everything(gold))
    assert found["speakers", "stripped, of attributed"].value == 0.0
    assert found["speakers", "speaker right, of attributed"].value == 1.0
    assert found["speakers", "stripped, of attributed"].count >= 30
    assert found["lists", "items found"].value == found["lists", "items right"].value == 1.0
    assert found["dialogues", "gap"].value == 0.0 and found["dialogues", "gap"].count == 121
    assert not [line["id"] for line in sheet.lines if line["reason"]]


def test_an_assistant_that_never_speaks_is_told_why(corpus: Corpus, gold: Gold) -> None:
    sheet = answer_sheet(Silent(corpus, everything(gold)), gold)
    reasons = {line["reason"] for line in sheet.lines if line["answerable"]}
    assert reasons == {Reason.not_retrieved}
    assert not any(line["bold"] for line in sheet.lines)


class Forgetful(Knowing):
    """Knows each question that stands alone, and no follow-up."""

    def ask(self, question: str, history: tuple[str, ...] = (), risk: float | None = None) -> Answer:  # type: ignore[override]
        known = self._gold[question]
        if question != known.standalone:
            return Answer(question, known.standalone, "none", 0.2, "The articles do not say.")
        return super().ask(question, history, risk)


def test_follow_ups_that_are_not_understood_open_a_gap(corpus: Corpus, gold: Gold) -> None:
    found = {one.name: one.interval.value for one in answer_sheet(Forgetful(corpus, everything(gold)), gold).figures}
    assert found["turns asked alone"] == 1.0
    assert found["gap"] == pytest.approx(1.0 - found["turns in a chat"]) and found["gap"] > 0.3
    assert found["AURC, never silent"] == 0.0  # what was kept back would have been right


def test_figures_stand_in_the_order_of_their_groups(corpus: Corpus, gold: Gold) -> None:
    groups = [one.group for one in answer_sheet(Knowing(corpus, everything(gold)), gold).figures]
    assert list(dict.fromkeys(groups)) == list(GROUPS)
    assert in_order([]) == [] and probed_figures([]) == []


def test_stages_add_up_to_the_total() -> None:
    found = times([{"total": 10.0, "retrieve": 2.0, "read": 7.0}])
    assert found["other"]["mean"] == 1.0
    assert "other" not in times([{"total": 10.0}])


# --- The calibration figures against independent definitions


def test_brier_agrees_with_scikit_learn_on_a_thousand_cases() -> None:
    chance = np.random.default_rng(0)
    for _ in range(1000):
        count = int(chance.integers(1, 40))
        levels, right = chance.random(count).round(2), chance.random(count) < 0.6
        theirs = brier_score_loss(right, levels, pos_label=True, labels=[False, True])
        assert brier(list(levels), list(right)) == pytest.approx(theirs)


def test_ece_and_aurc_agree_with_their_definitions_on_a_thousand_cases() -> None:
    chance = np.random.default_rng(1)
    for _ in range(1000):
        count = int(chance.integers(1, 60))
        levels = list(chance.permutation(count) / count)  # without ties, so that the definitions need no more words
        right = [bool(one) for one in chance.random(count) < 0.6]
        pairs = sorted(zip(levels, right, strict=True))
        assert expected_calibration_error(levels, right) == pytest.approx(_ece(pairs))
        assert aurc(levels, right) == pytest.approx(_aurc(pairs))
        assert list(risk_coverage(levels, right)[0]) == pytest.approx([n / count for n in range(1, count + 1)])


def _ece(pairs: list[tuple[float, bool]]) -> float:
    """Ten groups as equal as can be, larger ones first: the sum of |mean confidence - share right| by their size."""
    small, larger = divmod(len(pairs), 10)
    gaps, at = 0.0, 0
    for group in range(10):
        size = small + (group < larger)
        part = pairs[at : at + size]
        at += size
        gaps += abs(sum(level for level, _ in part) - sum(right for _, right in part))
    return gaps / len(pairs)


def _aurc(pairs: list[tuple[float, bool]]) -> float:
    """The mean over k of the share wrong among the k surest."""
    surest = [not right for _, right in reversed(pairs)]
    return sum(sum(surest[:k]) / k for k in range(1, len(surest) + 1)) / len(surest)


def test_reliability_bins_are_those_whose_gaps_ece_averages() -> None:
    chance = np.random.default_rng(2)
    levels, right = list(chance.random(77).round(1)), [bool(one) for one in chance.random(77) < 0.5]
    bins = reliability_bins(levels, right)
    gap = sum(one.count * abs(one.confidence - one.right) for one in bins) / 77
    assert gap == pytest.approx(expected_calibration_error(levels, right))
    assert all(one.low <= one.right <= one.high for one in bins)


def test_wilson_s_interval_of_a_case_in_the_literature() -> None:
    # 1 of 10 right: 0.018 to 0.404 (Newcombe, "Two-sided confidence intervals", 1998, method 3 for 1/10 rounded).
    (one,) = reliability_bins([0.5] * 10, [True] + [False] * 9, bins=1)
    assert (round(one.low, 3), round(one.high, 3)) == (0.018, 0.404)
