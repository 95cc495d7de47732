"""Laws and hand-made cases of eval/metrics.py: each expectation was worked out on paper, not taken from the code."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from eval.gold import Evidence, Question, Range, Side
from eval.metrics import (
    Given,
    Prediction,
    Said,
    aurc,
    brier,
    conflict_mark,
    exact,
    expected_calibration_error,
    f1,
    first_rank,
    interval,
    is_cited,
    is_right,
    list_precision,
    list_recall,
    normalise,
    overall,
    recall_at,
    risk_coverage,
    score,
    squad,
    squad_normalise,
)

HERE = Range("a.txt", 100, 130)
ELSEWHERE = Range("a.txt", 500, 530)
EVIDENCE = Evidence("a.txt", 110, 140, "some thirty characters of text")
WHO = Question("q", "Who?", "factoid-who", ("Oskar Lind",), (EVIDENCE,), True)
NONE = Given("none", ())


def answer(*texts: str, kind: str = "answer", where: Range = HERE) -> Given:
    """An answer whose claims each cite one place."""
    return Given(kind, tuple(Said(text, (where,)) for text in texts), 0.5)


# --- Right and wrong


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12\N{NO-BREAK SPACE}000  people\n", "12 000 people"),
        ("\N{LEFT DOUBLE QUOTATION MARK}Go\N{RIGHT DOUBLE QUOTATION MARK}", '"go"'),
        ("Lind\N{RIGHT SINGLE QUOTATION MARK}s", "lind's"),
        ("7\N{EN DASH}8 km", "7-8 KM"),
    ],
)
def test_blanks_quotes_dashes_and_case_do_not_count(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)
    assert is_right(one, [other])


def test_accents_and_punctuation_do_count() -> None:
    assert not is_right("Brzega", ["Brzęga"])
    assert not is_right("40000", ["40,000"])


def test_eight_spare_words_are_right_and_nine_are_not() -> None:
    spare = "a b c d e f g h"
    assert is_right(f"{spare} Oskar Lind", ["Oskar Lind"])
    assert not is_right(f"{spare} i Oskar Lind", ["Oskar Lind"])


def test_an_accepted_string_must_stand_as_whole_words() -> None:
    assert is_right("about 40, they said", ["40"])
    assert not is_right("about 1400", ["40"])
    assert not is_right("Lindberg", ["Lind"])


def test_part_of_an_accepted_string_is_not_right() -> None:
    assert not is_right("Oskar", ["Oskar Lind"])


def test_nothing_is_never_right() -> None:
    assert not is_right("", [""])
    assert not is_right(" ", ["Lind"])
    assert not is_right("Lind", [" "])


def test_a_clause_may_be_as_long_as_its_evidence() -> None:
    long = Evidence("a.txt", 110, 210, " ".join(f"w{number}" for number in range(20)))
    clause = Question("q", "Why?", "explain", ("w3 w4",), (long,), True)
    assert score(clause, answer(long.text)).mark == 1.0
    assert score(clause, answer(long.text + " more")).mark == 0.0
    assert score(replace(clause, type="factoid-what"), answer(long.text)).mark == 0.0


@settings(deadline=None)
@given(some.text(max_size=30))
def test_any_text_that_is_not_blank_is_right_when_accepted(text: str) -> None:
    assert is_right(text, [text]) == bool(text.split())


# --- Citations


def test_a_citation_is_right_from_one_shared_character_on() -> None:
    assert is_cited(WHO, Range("a.txt", 90, 111))
    assert is_cited(WHO, Range("a.txt", 139, 150))
    assert not is_cited(WHO, Range("a.txt", 90, 110))
    assert not is_cited(WHO, Range("a.txt", 140, 150))
    assert not is_cited(WHO, Range("b.txt", 110, 140))


def test_only_the_first_citation_wins_a_question() -> None:
    right_second = Given("answer", (Said("Oskar Lind", (ELSEWHERE, HERE)),))
    right_first = Given("answer", (Said("Oskar Lind", (HERE, ELSEWHERE)),))
    assert score(WHO, right_first).mark == 1.0
    assert score(WHO, right_second).mark == 0.0
    assert score(WHO, right_second).cited == 0.5
    assert score(WHO, Given("answer", (Said("Oskar Lind", ()),))).mark == 0.0


def test_only_the_first_claim_wins_a_question() -> None:
    assert score(WHO, answer("Oskar Lind", "Ida Berg", kind="list")).mark == 1.0
    assert score(WHO, answer("Ida Berg", "Oskar Lind", kind="list")).mark == 0.0


# --- Abstaining


def test_an_unanswerable_question_is_won_by_abstaining_only() -> None:
    nobody = Question("q", "Who?", "unanswerable", (), (), False)
    assert score(nobody, NONE).mark == 1.0
    assert score(nobody, answer("Oskar Lind")).mark == 0.0


def test_abstaining_from_an_answerable_question_loses_it() -> None:
    lost = score(WHO, NONE)
    assert (lost.mark, lost.answered, lost.right, lost.cited) == (0.0, False, False, None)


def test_the_overall_mark_counts_every_question() -> None:
    marks = [score(WHO, answer("Oskar Lind")), score(WHO, NONE), score(WHO, answer("Ida Berg")), score(WHO, NONE)]
    assert overall(marks) == 25.0
    assert overall([]) == 0.0


# --- Lists

TOWNS = Question(
    "q",
    "Which towns?",
    "list",
    ("Vell", "Orsk", "Tarn"),
    (EVIDENCE,),
    True,
    answer_groups=(("Vell", "Wel"), ("Orsk",)),
    optional_groups=(("Tarn",),),
)


def test_a_list_gets_the_share_of_its_groups() -> None:
    assert score(TOWNS, answer("Wel", kind="list")).mark == 0.5
    assert score(TOWNS, answer("Orsk", "Vell", kind="list")).mark == 1.0
    assert score(TOWNS, answer("Vell and Orsk")).mark == 1.0
    assert score(TOWNS, answer("Tarn", kind="list")).mark == 0.0


def test_an_item_cited_from_elsewhere_is_not_found() -> None:
    assert list_recall(TOWNS, answer("Vell", "Orsk", kind="list", where=ELSEWHERE)) == 0.0


def test_optional_items_are_not_wrong_and_strange_ones_are() -> None:
    assert list_precision(TOWNS, answer("Vell", "Tarn", kind="list")) == 1.0
    assert list_precision(TOWNS, answer("Vell", "Gdov", "Orsk", "Ufa", kind="list")) == 0.5
    assert list_precision(TOWNS, NONE) == 0.0


# --- Conflicts

LONG = Evidence("a.txt", 110, 140, "forty people were ill but the mayor said nobody was ill")
ILL = Question(
    "q",
    "How many were ill?",
    "conflict",
    ("forty", "nobody"),
    (LONG,),
    True,
    sides=(Side("forty", ("forty",), ("a.txt",), "a"), Side("nobody", ("nobody",), ("a.txt",), "b")),
)


def test_two_sides_of_a_conflict_are_full_and_one_is_half() -> None:
    assert score(ILL, answer("nobody", "forty", kind="conflict")).mark == 1.0
    assert score(ILL, answer("forty")).mark == 0.5
    assert score(ILL, answer("forty", "ten", kind="conflict")).mark == 0.5
    assert score(ILL, answer("ten", "nobody", kind="conflict")).mark == 0.5
    assert score(ILL, answer("ten")).mark == 0.0


def test_two_sides_not_shown_as_a_conflict_are_half() -> None:
    assert score(ILL, answer("forty", "nobody", kind="list")).mark == 0.5
    assert score(ILL, answer("ten", "nobody", kind="list")).mark == 0.0


def test_one_claim_cannot_stand_for_both_sides() -> None:
    assert conflict_mark(ILL, answer(LONG.text, "ten", kind="conflict")) == 0.5
    assert conflict_mark(ILL, answer(LONG.text, "nobody", kind="conflict")) == 1.0


def test_one_side_of_a_soft_conflict_is_full() -> None:
    assert score(replace(ILL, soft=True), answer("forty")).mark == 1.0
    assert score(replace(ILL, soft=True), answer("ten")).mark == 0.0


def test_a_side_cited_from_elsewhere_is_not_shown() -> None:
    assert score(ILL, answer("nobody", "forty", kind="conflict", where=ELSEWHERE)).mark == 0.0


# --- SQuAD 2.0


def test_squad_normalising_drops_case_punctuation_and_articles() -> None:
    assert squad_normalise("The  U.S. Army, an army") == "us army army"
    assert squad_normalise("theatre") == "theatre"
    assert squad_normalise("\u201cthe cat") == "\u201c cat"  # an article leaves a blank, curly quotes stay
    assert squad_normalise("\N{LEFT DOUBLE QUOTATION MARK}a\N{RIGHT DOUBLE QUOTATION MARK}") != ""


def test_exact_and_f1_have_their_published_values() -> None:
    assert exact("the Cat", "cat!") == 1.0
    assert exact("cat", "cats") == 0.0
    assert f1("the black cat sat", "black cat") == pytest.approx(0.8)  # precision 1, recall 2/3
    assert f1("one two two", "two two two") == pytest.approx(2 / 3)
    assert f1("", "") == 1.0
    assert f1("cat", "") == 0.0
    assert f1("the", "a") == 1.0  # nothing is left of either


GOLDS = {"a": ["Oskar Lind"], "b": ["red wine", "the wine"], "c": [], "d": []}
PREDICTIONS = {
    "a": Prediction("Oskar Lind", 0.1),
    "b": Prediction("white wine", 0.4),
    "c": Prediction("somebody", 0.3),
    "d": Prediction("something", 0.9),
}


def test_squad_figures_of_a_case_worked_by_hand() -> None:
    found = squad(GOLDS, PREDICTIONS, threshold=0.5)
    # a: right; b: f1 max(1/2, 2/3); c: answered, wrong; d: above the threshold, right.
    assert found["exact"] == pytest.approx(50.0)
    assert found["f1"] == pytest.approx(100 * (1 + 2 / 3 + 0 + 1) / 4)
    assert (found["HasAns_exact"], found["NoAns_exact"]) == (50.0, 50.0)
    assert found["HasAns_f1"] == pytest.approx(100 * (1 + 2 / 3) / 2)
    assert (found["total"], found["HasAns_total"], found["NoAns_total"]) == (4, 2, 2)
    # Sweep: none answered 2; a 3 (best exact); c 2; b exact 2, f1 2.67; d less. Best threshold is a's.
    assert (found["best_exact"], found["best_exact_thresh"]) == (75.0, 0.1)
    assert (found["best_f1"], found["best_f1_thresh"]) == (75.0, 0.1)


def test_a_no_answer_equal_to_the_threshold_still_answers() -> None:
    assert squad({"a": ["x"]}, {"a": Prediction("x", 0.5)}, threshold=0.5)["exact"] == 100.0
    assert squad({"a": ["x"]}, {"a": Prediction("x", 0.51)}, threshold=0.5)["exact"] == 0.0


def test_squad_without_unanswerable_questions_has_no_such_keys() -> None:
    assert not [name for name in squad({"a": ["x"]}, {"a": Prediction("x", 0.5)}, 0.5) if name.startswith("NoAns")]


def test_squad_needs_questions_and_a_prediction_for_each() -> None:
    with pytest.raises(ValueError, match="no question"):
        squad({}, {}, 0.5)
    with pytest.raises(KeyError):
        squad({"a": ["x"]}, {}, 0.5)


@settings(max_examples=50, deadline=None)
@given(some.lists(some.tuples(some.booleans(), some.booleans(), some.floats(0, 1)), min_size=1, max_size=12))
def test_the_best_threshold_is_the_best_of_all_tried_one_by_one(rows: list[tuple[bool, bool, float]]) -> None:
    golds = {str(at): ["x"] if answerable else [] for at, (answerable, _, _) in enumerate(rows)}
    spans = {str(at): Prediction("x" if right else "y", doubt + at / 1000) for at, (_, right, doubt) in enumerate(rows)}
    tried = [squad(golds, spans, doubt.no_answer)["exact"] for doubt in spans.values()]
    nothing = squad(golds, spans, -1.0)["exact"]
    assert squad(golds, spans, 0.5)["best_exact"] == pytest.approx(max([*tried, nothing]))


# --- Calibration


def test_ece_of_a_case_worked_by_hand() -> None:
    # Two bins: (0.2, 0.4; one of two right) and (0.6, 1.0; both right): gaps 0.2 and 0.2.
    found = expected_calibration_error([0.2, 0.6, 0.4, 1.0], [False, True, True, True], bins=2)
    assert found == pytest.approx(0.2)


def test_perfect_and_inverted_confidence_are_the_ends_of_ece_and_brier() -> None:
    right = [True, False] * 20
    surely = [float(outcome) for outcome in right]
    assert (expected_calibration_error(surely, right), brier(surely, right)) == (0.0, 0.0)
    wrongly = [1 - confidence for confidence in surely]
    assert (expected_calibration_error(wrongly, right), brier(wrongly, right)) == (1.0, 1.0)


def test_brier_of_a_case_worked_by_hand() -> None:
    assert brier([0.8, 0.3], [True, False]) == pytest.approx((0.04 + 0.09) / 2)


def test_risk_coverage_of_a_case_worked_by_hand() -> None:
    coverages, risks = risk_coverage([0.9, 0.1, 0.5], [True, False, False])
    assert list(coverages) == pytest.approx([1 / 3, 2 / 3, 1])
    assert list(risks) == pytest.approx([0, 1 / 2, 2 / 3])
    assert aurc([0.9, 0.1, 0.5], [True, False, False]) == pytest.approx((0 + 1 / 2 + 2 / 3) / 3)


def test_equal_confidences_share_their_errors() -> None:
    assert list(risk_coverage([0.5, 0.5], [True, False])[1]) == pytest.approx([0.5, 0.5])


@settings(deadline=None)
@given(some.lists(some.tuples(some.sampled_from([0.1, 0.5, 0.9]), some.booleans()), min_size=1), some.randoms())
def test_calibration_does_not_depend_on_the_order_of_the_questions(
    rows: list[tuple[float, bool]], chance: random.Random
) -> None:
    mixed = chance.sample(rows, len(rows))
    for figure in (expected_calibration_error, brier, aurc):
        one = figure([level for level, _ in rows], [right for _, right in rows])
        other = figure([level for level, _ in mixed], [right for _, right in mixed])
        assert math.isclose(one, other, abs_tol=1e-9)


def test_calibration_of_no_answers_is_zero_and_lengths_must_agree() -> None:
    assert (expected_calibration_error([], []), brier([], []), aurc([], [])) == (0.0, 0.0, 0.0)
    with pytest.raises(ValueError, match="1 confidences for 0 outcomes"):
        expected_calibration_error([0.5], [])


# --- Retrieval


def test_a_hit_must_hold_a_whole_answer_of_its_own_article() -> None:
    answers = [Range("a", 10, 20)]
    assert first_rank([Range("a", 0, 19), Range("b", 0, 30), Range("a", 10, 20)], answers) == 3
    assert first_rank([Range("a", 11, 30)], answers) is None
    assert first_rank([], answers) is None


def test_recall_counts_the_questions_that_found_nothing() -> None:
    ranks = [1, 3, None, 4]
    assert [recall_at(ranks, k) for k in (1, 3, 10)] == [0.25, 0.5, 0.75]
    assert recall_at([], 3) == 0.0


# --- Intervals


@settings(max_examples=30, deadline=None)
@given(some.lists(some.floats(0, 1), min_size=1, max_size=30))
def test_an_interval_lies_within_the_values_and_is_the_same_each_time(values: list[float]) -> None:
    found = interval(values, resamples=200)
    assert min(values) - 1e-9 <= found.low <= found.high <= max(values) + 1e-9
    assert found == interval(values, resamples=200)


def test_an_interval_has_the_width_of_the_normal_approximation() -> None:
    found = interval([0.0, 1.0] * 200)
    assert found.value == 0.5
    assert found.high - found.low == pytest.approx(2 * 1.96 * 0.5 / 20, abs=0.008)
    assert interval([]).count == 0
