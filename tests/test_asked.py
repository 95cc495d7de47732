"""Questions made by rule from news text: each kind, its exact answer, and what is never asked."""

from __future__ import annotations

import random
from itertools import chain
from pathlib import Path

import pytest

from qa.analysers import open_analyser
from qa.training.asked import PER_ARTICLE, asked, load_articles
from qa.training.cloze import questions
from qa.tree import tree_of

ANALYSER = open_analyser()
TEXT = (
    "Mayor Ada Brook resigned on Monday because the council had rejected her plan for a new harbour. "
    "The council rejected the plan by a narrow margin after a debate of nine hours.\n\n"
    "Kettle University bought the old mill in Halm in 1987. The mill has stood empty since the great flood. "
    "Three hundred workers built the new bridge near Sund. The bridge cost $12 million, the engineers reported. "
    "Tom Reed, a retired carpenter, said that the bridge would bring visitors to the valley. "
    "It was closed. They were glad. She sold it to him and they thanked her for it on the next day.\n\n"
    "The ferry company cancelled the evening boat due to a heavy storm. Farmers sold 40 cows at the market in Halm."
)
ARTICLE = {"title": "A week in the valley", "text": TEXT}


def made(sentence: str) -> set[tuple[str, str]]:
    """Question and answer pairs that a sentence gives, over many wordings."""
    tree = tree_of(sentence, ANALYSER)
    found = chain.from_iterable(questions(tree, random.Random(seed)) for seed in range(60))
    return {(one.question, sentence[one.answer.start : one.answer.end]) for one in found}


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        ("Ada Brook opened the new dam on Monday.", "Who opened the new dam?", "Ada Brook"),
        ("The council rejected the plan after a debate.", "What did the council reject?", "the plan"),
        ("The company has announced a new ferry.", "What has the company announced?", "a new ferry"),
        ("The council rejected the plan on Monday.", "When did the council reject the plan?", "Monday"),
        ("The minister met farmers in Norway on Friday.", "Where did the minister meet farmers?", "Norway"),
        ("The village sold 40 cows at the market.", "How many cows did the village sell?", "40"),
        ("The company paid $12 million for the mill.", "How much did the company pay?", "$12 million"),
        ("Tom Reed, a retired carpenter, won the race.", "Who is Tom Reed?", "a retired carpenter"),
        ("Council leader Tom Reed opened the race.", "Who is Tom Reed?", "Council leader"),
        (
            "Tom Reed said that the bridge would bring visitors.",
            "What did Tom Reed say about the bridge?",
            "the bridge would bring visitors",
        ),
        (
            "The workers left the mine because the pumps had failed.",
            "Why did the workers leave the mine?",
            "the pumps had failed",
        ),
        (
            "The company cancelled the boat due to a heavy storm.",
            "Why did the company cancel the boat?",
            "a heavy storm",
        ),
        ("The mayor's brother bought the mill in 1987.", "When did the mayor's brother buy the mill?", "1987"),
        ("Ada Brook's campaign bought the mill in 1987.", "When did Ada Brook's campaign buy the mill?", "1987"),
        ("Kettle University bought the old mill.", "Which university bought the old mill?", "Kettle University"),
    ],
)
def test_each_kind_of_question_has_its_exact_answer(sentence: str, question: str, answer: str) -> None:
    assert (question, answer) in made(sentence)


@pytest.mark.parametrize("sentence", ["They met him there on Monday.", "She sold it to him.", "It was closed."])
def test_a_sentence_of_pronouns_is_asked_nothing(sentence: str) -> None:
    assert not made(sentence)


def test_a_word_may_be_replaced_by_one_of_its_sense() -> None:
    asked_about = {question for question, _ in made("The council rejected the plan on Monday.")}
    assert any("turn down" in question or "refuse" in question for question in asked_about)


def test_every_answer_stands_in_whole_sentences_and_never_in_its_question() -> None:
    rows = [row for seed in range(8) for row in asked([ARTICLE], seed, 100, ANALYSER)]
    assert len(rows) >= 16
    for row in rows:
        (answer,) = row.texts()
        assert answer and answer.lower() not in row.question.lower()
        assert row.context in TEXT and row.context[0].isupper() and row.context[-1] == "."
        assert (row.title, row.source) == ("A week in the valley", "news")


def test_the_seed_decides_and_the_limits_hold() -> None:
    first = asked([ARTICLE, ARTICLE], 7, 100, ANALYSER)
    assert first == asked([ARTICLE, ARTICLE], 7, 100, ANALYSER)
    assert first != asked([ARTICLE, ARTICLE], 8, 100, ANALYSER)
    assert PER_ARTICLE < len(first) <= 2 * PER_ARTICLE
    assert len(asked([ARTICLE, ARTICLE], 7, 3, ANALYSER)) == 3


def test_articles_are_sampled_by_seed(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(f'{{"id": "{at}", "title": "", "text": ""}}\n' for at in range(10)))
    assert len(load_articles(path, 0.3, 1)) == 3
    assert load_articles(path, 0.3, 1) == load_articles(path, 0.3, 1)
    assert load_articles(path, 1, 1) == load_articles(path, 1, 2)
