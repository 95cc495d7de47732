"""From question to answer over a real index, with an embedder and a reader that cost nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import FakeEmbedder, KeywordReader, write_corpus_folder

import index
import qa
from index.build import remove
from index.errors import IndexForeign, IndexMissing, NothingIndexed, QuestionError
from qa.analysers import SpacyAnalyser
from qa.assistant import Assistant
from qa.confidence import Calibration, Platt
from qa.divide import together
from qa.fitted import Expected, Fitted, open_fitted
from qa.types import Answer
from qa.weigh import Weights

TEXTS = {
    "flood.txt": "The river rose. Ada Brook, the mayor of Halm, ordered 300 people to leave. Nobody was hurt.",
    "other.txt": "In Halm the mayor, Ada Brook, said that the order came late. The council said 900 people had left.",
    "letter.txt": "You may also like\nMayor Victor Vale opens a zoo\n\nA harvest fair was held in Sund on Sunday.",
}


FITTED = Fitted(Weights(), Calibration())
ANALYSER = SpacyAnalyser()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_corpus_folder(tmp_path / "news", TEXTS)
    index.build([tmp_path / "news"], into=tmp_path / "a.index", embedder=FakeEmbedder())
    return tmp_path


def assistant(folder: Path, *answers: str) -> Assistant:
    return Assistant(folder / "a.index", FakeEmbedder(), KeywordReader(*answers), FITTED, ANALYSER)


def ask(folder: Path, question: str, answers: Sequence[str], risk: float = 1.0) -> Answer:
    return assistant(folder, *answers).ask(question, risk=risk)


def test_an_answer_is_a_slice_of_its_article_and_counts_every_place(folder: Path) -> None:
    answer = ask(folder, "Who is the mayor of Halm?", ["Ada Brook"])
    assert answer.text == "Ada Brook" and answer.claims[0].origins == 2
    for citation in answer.claims[0].citations:
        text = Path(citation.article.path).read_text("utf-8")
        assert text[citation.start : citation.end] == citation.quote and citation.answer == "Ada Brook"


def test_no_answer_comes_from_a_muted_line(folder: Path) -> None:
    found = assistant(folder, "Victor Vale").candidates("Which mayor opens a zoo?")
    assert found == []
    article = next(a for a in assistant(folder).generation.articles if a.relative == "letter.txt")
    assert any("Victor Vale" in article.text[m.start : m.end] for m in article.muted)


def test_the_fit_learns_from_candidates_that_were_checked_for_another_town(folder: Path) -> None:
    found = assistant(folder, "Ada Brook").candidates("Who is the mayor of Sund?")
    assert found and all(one.evidence and one.evidence.fault == 1.0 for one in found)
    same = assistant(folder, "Ada Brook").candidates("Who is the mayor of Halm?")
    assert same and all(one.evidence and one.evidence.fault == 0.0 for one in same)


def test_a_quote_that_has_no_word_of_the_question_counts_as_apart(folder: Path) -> None:
    found = assistant(folder, "A harvest fair", "The river").candidates("What was held in Sund?")
    apart = {one.citation.answer: one.evidence.apart for one in found if one.evidence}
    assert apart == {"A harvest fair": 0.0, "The river": 1.0}


def test_what_no_reader_finds_is_not_answered_and_the_closest_passages_are_shown(folder: Path) -> None:
    answer = ask(folder, "Who is the mayor of Sund?", [])
    assert answer.kind == "none" and answer.closest and "do not say" in answer.message


def test_two_amounts_are_shown_side_by_side(folder: Path) -> None:
    answer = ask(folder, "How many people of Halm, by the mayor or the council?", ["300 people", "900 people"])
    assert answer.kind == "conflict" and {claim.text for claim in answer.claims} == {"300 people", "900 people"}


def test_a_removed_article_is_gone_from_the_very_next_answer(folder: Path) -> None:
    living = assistant(folder, "Ada Brook")
    assert living.ask("Who is the mayor of Halm?", risk=1.0).claims[0].origins == 2
    article = next(a for a in living.generation.articles if a.relative == "flood.txt")
    remove([article.id], folder / "a.index", embedder=FakeEmbedder())
    answer = living.ask("Who is the mayor of Halm?", risk=1.0)
    assert answer.claims[0].origins == 1 and answer.claims[0].citations[0].article.relative == "other.txt"


def test_an_index_without_articles_says_so(folder: Path) -> None:
    living = assistant(folder)
    remove([a.id for a in living.generation.articles], folder / "a.index", embedder=FakeEmbedder())
    with pytest.raises(NothingIndexed, match="qa index"):
        living.ask("Who is the mayor?")


def test_a_follow_up_is_understood_from_the_turn_before_and_says_so(folder: Path) -> None:
    chat = assistant(folder, "Ada Brook").chat()
    first = chat.ask("Who is the mayor of Halm?", risk=1.0)
    second = chat.ask("What did she order?", risk=1.0)
    assert first.searched == first.question
    assert second.searched == "What did Ada Brook order?" and any("Ada Brook" in note for note in second.notes)
    again = assistant(folder, "Ada Brook").ask("What did she order?", [first.question], risk=1.0)
    assert again == second


def test_what_else_is_not_what_the_chat_said_before(folder: Path) -> None:
    chat = assistant(folder, "300 people", "the order came late").chat()
    first = chat.ask("What did Ada Brook say?", risk=1.0)
    second = chat.ask("What else did she say?", risk=1.0)
    assert {first.text, second.text} == {
        "Ada Brook, the mayor of Halm, ordered 300 people to leave",
        "that the order came late",
    }
    assert not chat.ask("What else?", risk=1.0).answered
    assert chat.ask("What did Ada Brook say?", risk=1.0).text == first.text


def test_a_turn_is_recalled_as_its_own_chat_had_it(folder: Path) -> None:
    asked, on = "Who else is the mayor of Halm?", "When was she born?"
    one = assistant(folder, "Ada Brook")
    assert one.ask(asked, ["Who is the mayor of Halm?"], risk=1.0).text != "Ada Brook"
    assert one.ask(on, [asked], risk=1.0).searched == assistant(folder, "Ada Brook").ask(on, [asked], risk=1.0).searched


@pytest.mark.parametrize(
    ("bias", "searched"), [(0.0, "What did Ada Brook order?"), (-9.0, "What did the mayor of Halm order?")]
)
def test_who_was_likely_but_not_sure_enough_can_still_be_meant(folder: Path, bias: float, searched: str) -> None:
    doubting = Fitted(Weights(), Calibration((Platt(0.0, 0.0, 0.0, 0.0, bias),)))
    chat = Assistant(folder / "a.index", FakeEmbedder(), KeywordReader("Ada Brook"), doubting, ANALYSER).chat()
    first = chat.ask("Who is the mayor of Halm?", risk=0.2)
    assert not first.answered and chat.ask("What did she order?", risk=0.2).searched == searched


def test_a_chat_reads_what_it_was_told_however_many_others_are_nearer_to_the_question(folder: Path) -> None:
    strangers = {f"{at}.txt": f"The report of street {at} said that 700 people had left." for at in range(30)}
    write_corpus_folder(folder / "far", strangers)
    index.build([folder / "news", folder / "far"], into=folder / "a.index", embedder=FakeEmbedder())
    newsroom = assistant(folder, "Ada Brook", "900 people")
    question = "How many people had left, the report said?"
    assert newsroom.ask(question, risk=1.0).kind == "none"
    assert newsroom.ask(question, ["Who is the mayor of Halm?"], risk=1.0).text == "900 people"


@pytest.mark.parametrize(("question", "word"), [("what region is that in", "that"), ("In which region is it?", "it")])
def test_what_stands_for_nothing_said_is_asked_back(folder: Path, question: str, word: str) -> None:
    doubting = Fitted(Weights(), Calibration((Platt(0.0, 0.0, 0.0, 0.0, -9.0),)))
    chat = Assistant(folder / "a.index", FakeEmbedder(), KeywordReader("Halm"), doubting, ANALYSER).chat()
    assert not chat.ask("Where was Ada Brook?", risk=0.2).answered
    answer = chat.ask(question, risk=0.2)
    assert answer.kind == "none" and answer.confidence == 0.0 and answer.message.startswith("Nothing said before")
    assert f"“{word}”" in answer.message
    assert chat.ask("Who is the mayor of Halm?", risk=1.0).answered


def test_the_first_question_is_answered_whatever_it_points_to(folder: Path) -> None:
    assert assistant(folder, "Halm").ask("In which region is that?", risk=1.0).answered


def test_who_stands_for_nobody_is_named_when_nothing_is_found(folder: Path) -> None:
    chat = assistant(folder, "Sunday").chat()
    chat.ask("When was the harvest fair held?", risk=1.0)
    assert "“she”" in chat.ask("What did she order?", risk=0.0).message


def test_the_dial_promises_what_was_measured_on_an_index_of_about_this_size(folder: Path, tmp_path: Path) -> None:
    rows = [[50_000, 0.5, 0.4, 0.7], [40, 0.9, 1.0, 0.8], [40, 0.5, 0.8, 0.9]]
    (tmp_path / "fitted.json").write_text(json.dumps({"coverage": rows}))
    small = Assistant(folder / "a.index", FakeEmbedder(), KeywordReader(), open_fitted(tmp_path))
    assert small.coverage == (Expected(0.5, 0.8, 0.9), Expected(0.9, 1.0, 0.8))
    only_large = replace(open_fitted(tmp_path), coverage={50_000: (Expected(0.5, 0.4, 0.7),)})
    large = Assistant(folder / "a.index", FakeEmbedder(), KeywordReader(), only_large)
    assert large.coverage == (Expected(0.5, 0.4, 0.7),)
    assert Assistant(folder / "a.index", FakeEmbedder(), KeywordReader(), FITTED).coverage == ()


def test_thanks_in_the_middle_of_a_chat_is_no_follow_up(folder: Path) -> None:
    chat = assistant(folder, "Ada Brook").chat()
    chat.ask("Who is the mayor of Halm?", risk=1.0)
    answer = chat.ask("thanks", risk=1.0)
    assert answer.kind == "none" and answer.searched == "thanks" and "welcome" in answer.message


@pytest.mark.parametrize("message", ["hello", "Wie viele Menschen wurden in der Stadt evakuiert?"])
def test_small_talk_and_other_languages_get_a_line_and_no_citation(folder: Path, message: str) -> None:
    answer = ask(folder, message, ["Ada Brook"])
    assert answer.kind == "none" and not answer.closest and answer.message and "\n" not in answer.message


def test_wrong_questions_and_risks_are_refused_in_one_line(folder: Path) -> None:
    with pytest.raises(QuestionError, match="empty"):
        ask(folder, "  ", [])
    with pytest.raises(QuestionError, match="limit"):
        assistant(folder).search("Who leads the union?", -5)
    with pytest.raises(QuestionError, match="risk"):
        ask(folder, "Who?", [], risk=2.0)


def test_an_index_of_another_embedder_or_none_at_all_is_refused(folder: Path) -> None:
    with pytest.raises(IndexForeign):
        Assistant(folder / "a.index", FakeEmbedder("another"), KeywordReader(), FITTED)
    with pytest.raises(IndexMissing):
        qa.ask("Who?", index=folder / "nowhere")


def test_equal_questions_get_equal_answers_from_many_threads(folder: Path) -> None:
    living = assistant(folder, "Ada Brook", "300 people")
    questions = ["Who is the mayor of Halm?", "How many people left?"] * 8
    serial = [living.ask(question, risk=1.0) for question in questions]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda q: living.ask(q, risk=1.0), questions)) == serial


def test_two_questions_are_both_answered_in_order_and_the_second_may_point_back(folder: Path) -> None:
    answer = ask(folder, "Who is the mayor of Halm? What did she order?", ["Ada Brook", "300 people"])
    assert answer.kind == "list" and answer.claims[0].text == "Ada Brook" and len(answer.claims) >= 2
    assert "What did Ada Brook order?" in answer.searched and "What did she order?" in answer.message


def test_a_question_that_is_not_answered_is_named_beside_one_that_is(folder: Path) -> None:
    living = assistant(folder, "Ada Brook")
    parts = ("Who is the mayor of Halm?", "hello")
    answer = together(" ".join(parts), parts, [living.ask(part, risk=1.0) for part in parts])
    assert answer.kind == "answer" and answer.text == "Ada Brook" and "hello the articles do not say" in answer.message


def test_what_is_covered_is_counted_from_the_articles(folder: Path) -> None:
    answer = ask(folder, "what do you cover?", ["Ada Brook"])
    assert answer.kind == "none" and not answer.closest and "3 articles" in answer.message


def test_a_follow_up_is_understood_in_the_articles_spelling_and_the_note_says_so(folder: Path) -> None:
    chat = assistant(folder, "Ada Brook", "300 people").chat()
    chat.ask("Who is the mayr of Halm?", risk=1.0)
    answer = chat.ask("And who is the mayro?", risk=1.0)
    assert answer.searched == "Who is the mayor of Halm?" and "mayro read as mayor" in answer.notes
    alone = assistant(folder, "Ada Brook").ask("Who is the mayro of Halm?", risk=1.0)
    assert alone.searched == alone.question and "mayro read as mayor" in alone.notes


@pytest.mark.parametrize("question", ["Which harvets were held in Sund?", "Which harvests were held in Sund?"])
def test_a_list_is_asked_for_by_the_words_as_typed_or_as_meant(folder: Path, question: str) -> None:
    """The articles know only "harvest": several stay several."""
    assert ask(folder, question, ["A harvest fair"]).kind == "list"


def test_slips_in_question_words_are_put_right_and_said(folder: Path) -> None:
    answer = ask(folder, "Hwo is the mayor of Halm", ["Ada Brook"])
    assert answer.searched == "Who is the mayor of Halm" and answer.text == "Ada Brook"
