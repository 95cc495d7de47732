"""Example questions: grammatical, made of one sentence, and offered only when they were really answered."""

from __future__ import annotations

import pytest
from fake_newsroom import FakeAssistant

from index.types import Article, Muted
from qa.analysers import open_analyser
from qa.suggest import ARTICLES, spread, suggest
from ui.corpora import Corpora
from ui.examples import Examples, answerable, is_answered, mixed
from ui.turnstile import Turnstile

TEXT = """Harbour opens again

Ada Brandt ordered the closing of the northern gate.
Some 30 villages were flooded in the north of the county.
The old bridge was closed to all traffic in May 2019.
Pavel Orlo, head of the pilots' union, thanked the town for its help.
“Nobody wanted this strike to last,” Greta Onnen said on the quay.
They said that it was closed by her on that day.
"""


def made(text: str, muted: tuple[Muted, ...] = ()) -> list[str]:
    article = Article("a.txt", None, text, "/a.txt", muted=muted)
    return [suggestion.question for suggestion in suggest([article], open_analyser())]


def test_sentences_turn_into_questions() -> None:
    assert set(made(TEXT)) == {
        "Who ordered the closing of the northern gate?",
        "How many villages were flooded in the north of the county?",
        "When was the old bridge closed to all traffic?",
        "Who is Pavel Orlo?",
        "What did Greta Onnen say?",
    }


def test_what_points_elsewhere_or_is_muted_makes_no_question() -> None:
    assert made("They said that it was closed by her on that day.\n") == []
    sentence = "Ada Brandt ordered the closing of the northern gate."
    assert made(sentence) != []
    assert made(sentence, (Muted(0, 20, "rule"),)) == []


def test_the_same_articles_give_the_same_questions() -> None:
    assert made(TEXT) == made(TEXT)


def test_articles_are_spread_and_copies_left_out() -> None:
    articles = [Article(f"{number}.txt", None, f"text {number}", "/x", story=str(number // 2)) for number in range(400)]
    taken = spread(articles)
    assert len(taken) == ARTICLES
    assert len({article.story for article in taken}) == ARTICLES
    assert spread(reversed(articles)) != []
    assert spread([]) == []


def test_only_what_is_answered_from_its_own_sentence_is_offered() -> None:
    assert answerable(FakeAssistant()) == ["Strike: who called it?"]
    first, second = FakeAssistant().suggestions()
    assert is_answered(first, FakeAssistant().ask(first.question))
    assert not is_answered(second, FakeAssistant().ask(second.question))


def test_questions_of_one_kind_do_not_stand_in_a_row() -> None:
    some = list(suggest([Article("a.txt", None, TEXT, "/a.txt")], open_analyser()))
    people = [one for one in some if one.question.startswith("Who is")] * 2
    others = [one for one in some if not one.question.startswith("Who is")]
    ordered = [one.question for one in mixed([*people, *others])]
    assert ordered[0].startswith("Who is")
    assert not ordered[1].startswith("Who is")
    assert len(ordered) == len(people) + len(others)


def test_nobody_waits_for_examples_and_a_person_comes_first() -> None:
    corpora = Corpora({"quay": FakeAssistant()})  # type: ignore[dict-item]
    turnstile = Turnstile()
    turnstile._inside = 1
    examples = Examples(corpora, turnstile)
    assert examples.of("quay") is None
    assert corpora.find("quay").asked == []  # type: ignore[attr-defined]
    turnstile._inside = 0
    assert waited(examples) == ["Strike: who called it?"]


def waited(examples: Examples) -> list[str] | None:
    import time

    for _ in range(100):
        if (found := examples.of("quay")) is not None:
            return found
        time.sleep(0.05)
    pytest.fail("no examples in five seconds")
