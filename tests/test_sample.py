"""The sample corpus and its gold: complete, checked against the articles as they are read, and hard enough."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from eval.corpus import SAMPLE, SAMPLE_CORPUS, SAMPLE_DIALOGUES, SAMPLE_QUESTIONS, docs_by_id, read_articles
from eval.gold import TYPES, Question, answer_ranges, locate, read_dialogues, read_questions
from eval.metrics import normalise
from index.types import Article

FORMATS = {".txt": 4, ".md": 3, ".html": 3, ".pdf": 1, ".docx": 1, ".jsonl": 1}


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    """The sample's articles by the names that the gold uses."""
    named = {}
    for article in read_articles(SAMPLE_CORPUS):
        named[article.relative if article.record is None else f"{article.relative}#{article.record}"] = article
    return named


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    return read_questions(SAMPLE_QUESTIONS)


def test_every_format_is_there_and_every_file_is_read(articles: dict[str, Article]) -> None:
    files = [path for path in SAMPLE_CORPUS.rglob("*") if path.is_file()]
    assert Counter(path.suffix for path in files) == FORMATS
    assert {doc.split("#")[0] for doc in articles} == {path.relative_to(SAMPLE_CORPUS).as_posix() for path in files}
    assert len(articles) == len(files) + 2  # the .jsonl has three records


def test_articles_are_as_long_as_short_news(articles: dict[str, Article]) -> None:
    for doc, article in articles.items():
        fewest = 90 if "#" in doc else 200  # radio briefs are briefer
        assert fewest <= len(article.text.split()) <= 450, doc


def test_all_evidence_is_where_it_says(articles: dict[str, Article], questions: tuple[Question, ...]) -> None:
    turns = [turn for dialogue in read_dialogues(SAMPLE_DIALOGUES) for turn in dialogue.turns]
    docs_by_id(articles.values(), [*questions, *turns])
    texts = {doc: article.text for doc, article in articles.items()}
    for question in [*questions, *turns]:
        assert locate(question, texts) == question  # each piece of evidence occurs once, so offsets can be found again
        assert question.answerable == bool(answer_ranges(question))


def test_evidence_in_plain_files_needs_no_reader_of_ours(questions: tuple[Question, ...]) -> None:
    for question in questions:
        for evidence in question.evidence:
            name, _, record = evidence.doc.partition("#")
            if not name.endswith((".txt", ".md", ".jsonl")):
                continue
            raw = (SAMPLE_CORPUS / name).read_bytes().decode("utf-8")
            if record:
                rows = [json.loads(line) for line in raw.splitlines()]
                raw = next(row["text"] for row in rows if row["id"] == record)
            assert raw[evidence.start : evidence.end] == evidence.text, question.id


def test_every_type_style_and_kind_of_unanswerable_is_asked(questions: tuple[Question, ...]) -> None:
    assert len(questions) >= 180
    assert {question.type for question in questions} == TYPES
    assert {style for question in questions for style in question.style} == {
        "lowercase",
        "no-question-mark",
        "typo",
        "keyword",
    }
    subtypes = {question.subtype for question in questions if not question.answerable}
    assert subtypes == {
        "off-topic",
        "entity-swap",
        "missing-detail",
        "absent-entity",
        "chitchat",
        "boilerplate",
        "false-premise",
    }
    asked_of = {evidence.doc for question in questions for evidence in question.evidence}
    assert len(asked_of) == sum(FORMATS.values()) + 2  # each file, and each of the three records of the .jsonl


def test_dialogues_have_three_to_five_turns_and_stand_alone_in_words(articles: dict[str, Article]) -> None:
    dialogues = read_dialogues(SAMPLE_DIALOGUES)
    assert len(dialogues) == 28
    for dialogue in dialogues:
        assert 3 <= len(dialogue.turns) <= 5
        assert any(turn.standalone != turn.question for turn in dialogue.turns)


def test_what_only_boilerplate_says_is_no_answer(articles: dict[str, Article]) -> None:
    text = articles["courier/zhelnitsa-evacuated.txt"].text
    assert "85,000 readers" in text and "arrested in Brasny" in text  # the bait is there …
    body = text[: text.index("Join the 85,000")]
    assert "readers" not in body and "arrested" not in body and "49 crowns" not in body  # … and nowhere else


def test_the_two_outlets_carry_one_wire_story_trimmed(articles: dict[str, Article]) -> None:
    whole = articles["gazette/rescuers-search.md"].text
    trimmed = articles["lantern/five-missing.html"].text
    paragraphs = [part for part in trimmed.split("\n") if len(part.split()) > 10]
    assert paragraphs and all(normalise(part).rstrip(".") in normalise(whole) for part in paragraphs)
    assert len(trimmed) < len(whole)
    assert articles["gazette/rescuers-search.md"].title != articles["lantern/five-missing.html"].title


def test_the_corpus_holds_what_is_hard_to_keep() -> None:
    raw = {path.name: path.read_bytes() for path in SAMPLE_CORPUS.rglob("*") if path.suffix in (".txt", ".md")}
    assert raw["zhelnitsa-evacuated.txt"].startswith(b"\xef\xbb\xbf")  # a byte order mark
    assert b"\r\n" in raw["relief-fund.txt"]
    text = raw["zhelnitsa-evacuated.txt"].decode()
    assert "14\N{NO-BREAK SPACE}000" in text and "\N{LEFT DOUBLE QUOTATION MARK}" in text
    everything = " ".join(content.decode() for content in raw.values())
    assert len(set(re.findall(r"\b(?:Zh|J)eln\w+", everything + _html()))) >= 3
    assert len(set(re.findall(r"Skor\w+", everything + _html()))) >= 2


def _html() -> str:
    return " ".join(path.read_text("utf-8") for path in SAMPLE_CORPUS.rglob("*.html"))


def test_outlets_and_dates_of_two_years_are_found_where_they_are_written(articles: dict[str, Article]) -> None:
    years = Counter((article.published or "none")[:4] for article in articles.values())
    assert set(years) == {"2014", "2015"}
    assert articles["radio/briefs.jsonl#2014-03-19-bridge"].outlet == "Radio Vessa"
    assert [page.label for page in articles["commission/bulletin.pdf"].pages] == ["17", "18"]


def test_the_pdf_and_docx_are_what_their_sources_make(tmp_path: Path) -> None:
    make = pytest.importorskip("eval.sample.make")
    pytest.importorskip("fpdf")
    once, again = make.make(tmp_path / "once"), make.make(tmp_path / "again")
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in again]
    made = {article.relative: article.text for article in read_articles(tmp_path / "once")}
    kept = {article.relative: article.text for article in read_articles(SAMPLE_CORPUS)}
    assert made and all(kept[relative] == text for relative, text in made.items())


def test_no_text_of_the_sample_is_taken_from_elsewhere() -> None:
    words = (SAMPLE_QUESTIONS.read_text("utf-8") + SAMPLE_DIALOGUES.read_text("utf-8")).lower()
    for real in ("ukrain", "russia", "kupyansk", "kharkiv", "reuters", "bloomberg"):
        assert real not in words
        for path in SAMPLE.rglob("*"):
            if path.suffix in (".txt", ".md", ".html", ".jsonl"):
                assert real not in path.read_text("utf-8").lower(), path
