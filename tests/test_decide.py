"""Answer or silence, and how sure."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from index.types import Article, Passage
from qa.confidence import Calibration, Platt, confidence
from qa.decide import CITED_GAP, LIST_GAP, MAX_ALTERNATIVES, Asked, decide
from qa.types import Candidate, Citation, Evidence, Group, Hit

CALIBRATION = Calibration()
ASKED = Asked("q", "q")


def found(score: float, name: str = "a.txt", story: str = "") -> Candidate:
    article = Article(relative=name, record=None, text=f"{name} says yes.", path=f"/{name}", story=story)
    hit = Hit(Passage(article, 0, len(article.text)), 1.0)
    return Candidate(Citation(article, 0, len(article.text), 0, 5), score, hit)


def groups(*scores: float) -> list[Group]:
    return [Group((found(score, f"{i}.txt"),)) for i, score in enumerate(scores)]


@given(st.lists(st.floats(-20, 20), min_size=1, max_size=9), st.floats(0, 1))
def test_an_answer_is_given_exactly_when_its_chance_of_being_wrong_is_within_the_risk(
    scores: list[float], risk: float
) -> None:
    ranked = groups(*sorted(scores, reverse=True))
    answer = decide(ASKED, ranked, ranked[:1], [ranked[0].best.hit], CALIBRATION, risk)
    assert answer.answered == (1 - confidence(ranked, CALIBRATION) <= risk)
    assert len(answer.alternatives) <= MAX_ALTERNATIVES and bool(answer.closest) != answer.answered


def test_risk_one_never_abstains_for_doubt() -> None:
    assert decide(ASKED, groups(-30.0), groups(-30.0), [], CALIBRATION, 1.0).answered


@given(st.floats(-8, 8), st.floats(0, 4))
def test_a_higher_score_or_a_clearer_lead_is_never_less_sure(score: float, more: float) -> None:
    base = confidence(groups(score, score - 1), CALIBRATION)
    assert confidence(groups(score + more, score - 1), CALIBRATION) >= base
    assert confidence(groups(score, score - 1 - more), CALIBRATION) >= base


def test_a_lead_may_count_for_more_among_many_passages_and_no_further_than_was_measured() -> None:
    by_size = Calibration((Platt(2.0, 0.0, 0.0), Platt(4.0, 0.0, 1.0)))

    def sure(size: float) -> float:
        evidence = Evidence(0.0, 0.0, 0.0, 0.0, 1.0, 0.0, size)
        return confidence([Group((replace(g.best, evidence=evidence),)) for g in groups(1.0, 0.0)], by_size)

    assert sure(0.0) == sure(2.0) == 0.5 < sure(3.0) < sure(4.0) == sure(9.0)
    assert by_size.at(3.0) == Platt(3.0, 0.0, 0.5)


def test_the_closest_passages_hold_no_copy_of_a_story_and_may_be_of_one_article() -> None:
    best, copy, alone = (found(0.0, name, story).hit for name, story in (("a", "s"), ("b", "s"), ("c", "")))
    part = replace(best, passage=replace(best.passage, start=2))
    answer = decide(ASKED, [], [], [best, copy, part, alone], CALIBRATION, 0.5)
    assert [one.article.relative for one in answer.closest] == ["a", "a", "c"]


def test_a_second_origin_makes_surer_and_a_copy_does_not() -> None:
    alone = [Group((found(0.5, "a.txt", "s"),))]
    copied = [Group((found(0.5, "a.txt", "s"), found(0.4, "b.txt", "s")))]
    two = [Group((found(0.5, "a.txt", "s"), found(0.4, "b.txt", "t")))]
    assert confidence(copied, CALIBRATION) == confidence(alone, CALIBRATION) < confidence(two, CALIBRATION)


def test_without_any_passage_the_silence_says_so() -> None:
    answer = decide(ASKED, [], [], [], CALIBRATION, 0.5)
    assert answer.kind == "none" and "no passage" in answer.message and answer.closest == ()


def test_two_sides_are_a_conflict_and_each_is_a_claim() -> None:
    ranked = groups(3.0, 2.5, 0.0)
    answer = decide(ASKED, ranked, ranked[:2], [], CALIBRATION, 1.0)
    assert answer.kind == "conflict" and len(answer.claims) == 2 and len(answer.alternatives) == 1


def test_a_clause_that_decides_nothing_is_no_rival_of_one_that_does() -> None:
    first, second = groups(0.0, -0.1)
    yes = Group((replace(first.best, polarity="yes"),))
    no = Group((replace(second.best, polarity="no"),))
    sure = [decide(ASKED, pair, pair[:1], [], CALIBRATION, 1.0).confidence for pair in ([yes, second], [yes, no])]
    assert sure == [confidence([yes], CALIBRATION), confidence([yes, no], CALIBRATION)] and sure[0] > sure[1]


def test_a_much_weaker_place_of_the_same_words_is_no_citation() -> None:
    several = Group((found(2.0, "a.txt"), found(2.0 - CITED_GAP, "b.txt"), found(1.9 - CITED_GAP, "c.txt")))
    answer = decide(ASKED, [several], [several], [], CALIBRATION, 1.0)
    assert [one.article.relative for one in answer.claims[0].citations] == ["a.txt", "b.txt"]


def test_a_list_takes_what_is_nearly_as_good_as_the_first() -> None:
    ranked = groups(3.0, 3.0 - LIST_GAP, 2.9 - LIST_GAP)
    answer = decide(Asked("q", "q", wants_list=True), ranked, ranked[:1], [], CALIBRATION, 1.0)
    assert answer.kind == "list" and len(answer.claims) == 2
