"""corpus.sqlite gives back exactly what it was given, and finds passages by their words."""

from __future__ import annotations

import math
import tempfile
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.corpus import Contents, Corpus, write_corpus
from index.errors import ArticleUnknown, IndexUnwritable
from index.normalise import words
from index.types import Article, Loaded, Muted, Page, Passage, Skipped, Source

TEXTS = st.text(st.characters(exclude_categories=()), max_size=60)  # surrogates and NUL too
UNKNOWN_OR_TEXT = st.none() | TEXTS
ARTICLES = st.builds(
    Article,
    relative=TEXTS,
    record=UNKNOWN_OR_TEXT,
    text=TEXTS,
    path=TEXTS,
    title=UNKNOWN_OR_TEXT,
    outlet=UNKNOWN_OR_TEXT,
    author=UNKNOWN_OR_TEXT,
    published=UNKNOWN_OR_TEXT,
    url=UNKNOWN_OR_TEXT,
    format=st.sampled_from(["txt", "pdf"]),
    pages=st.lists(st.builds(Page, st.integers(0, 9), st.integers(1, 9), UNKNOWN_OR_TEXT), max_size=2).map(tuple),
)
SKIPPED = st.lists(st.builds(Skipped, UNKNOWN_OR_TEXT, st.sampled_from(["timeout", "removed"])), max_size=2).map(tuple)


def opened(contents: Contents) -> Corpus:
    """Written and opened; the file is unlinked at once, which must not matter."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "odd ?#%name.sqlite"
        write_corpus(path, contents)
        return Corpus(path)


def of_texts(texts: Sequence[str], title: str | None = None) -> Corpus:
    """One article and one passage a text."""
    read = [Article(f"{number}.txt", None, text, f"/{number}.txt", title) for number, text in enumerate(texts)]
    articles = sorted(read, key=lambda article: article.id)
    passages = [Passage(article, 0, len(article.text)) for article in articles if article.text]
    files = [Loaded(Source("/", article.relative, article.path), "", (article,), ()) for article in read]
    return opened(Contents(files, articles, passages))


@settings(max_examples=60, deadline=None)
@given(
    read=st.lists(ARTICLES, max_size=5, unique_by=lambda article: article.id),
    skipped=SKIPPED,
    title=UNKNOWN_OR_TEXT,
)
def test_whatever_is_written_is_read_back(read: list[Article], skipped: tuple[Skipped, ...], title: str | None) -> None:
    files = [
        Loaded(Source("/articles", "first", "/articles/first"), "ab" * 32, tuple(read), skipped),
        Loaded(Source("/articles", "second", "/articles/second"), "", (), skipped),
    ]
    finished = sorted(
        (replace(its, title=title, story=read[0].id, muted=(Muted(0, 1, "share"),)) for its in read),
        key=lambda article: article.id,
    )
    passages = [Passage(article, 0, len(article.text) // 2) for article in finished]
    corpus = opened(Contents(files, finished, passages))
    assert list(corpus.articles) == finished
    assert corpus.files() == files
    assert corpus.passages == len(passages)
    for number, passage in enumerate(passages):
        assert corpus.passage(number) == passage
        assert corpus.passage_numbers(passage.article.id) == [number]
        assert corpus.find(passage.article.id) == corpus.article(passage.article.id) == passage.article
    corpus.close()


def bm25(texts: Sequence[str], terms: Sequence[str]) -> dict[int, float]:
    """The textbook's formula, for words that stemming leaves alone; SQLite floors the idf of frequent words."""
    bags = [Counter(words(text)) for text in texts]
    average = sum(bag.total() for bag in bags) / len(bags)
    scores: dict[int, float] = {}
    for term in dict.fromkeys(terms):
        holding = sum(term in bag for bag in bags)
        idf = max(math.log((len(bags) - holding + 0.5) / (holding + 0.5)), 1e-6)
        for number, bag in enumerate(bags):
            if term in bag:
                weight = bag[term] * 2.2 / (bag[term] + 1.2 * (0.25 + 0.75 * bag.total() / average))
                scores[number] = scores.get(number, 0) + idf * weight
    return scores


WORDS = st.sampled_from(["ox", "cat", "dog", "barn", "milk", "cow", "hay", "farm"])


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=12),
    terms=st.lists(WORDS | st.sampled_from(["", '"', "-", "nosuchword", "*"]), max_size=4),
)
def test_lexical_scores_are_those_of_the_textbook(texts: list[str], terms: list[str]) -> None:
    corpus = of_texts(texts)
    in_order = [corpus.passage(number).text for number in range(corpus.passages)]
    expected = bm25(in_order, [term for term in terms if words(term)])
    found = corpus.lexical(terms, 100)
    assert {scored.number for scored in found} == set(expected)
    for scored in found:
        assert scored.score == pytest.approx(expected[scored.number], abs=1e-9)
    assert found == sorted(found, key=lambda scored: (-scored.score, scored.number))
    assert corpus.lexical(terms, 2) == found[:2]
    assert corpus.vocabulary == Counter(word for text in texts for word in set(words(text)))


def test_words_meet_whatever_their_case_accents_hyphens_and_endings() -> None:
    corpus = of_texts(["The Élysée's counter-offensives cost 2,000 lives, O’Brien said.", "Nothing of the kind."])
    for question in ("elysee", "counteroffensive", "counter offensive", "2000", "O'Brien", "costs", "ÉLYSÉE’S"):
        (found,) = corpus.lexical(words(question), 10)
        assert "lysée" in corpus.passage(found.number).text, question


def test_a_word_of_the_title_finds_every_passage_of_the_article() -> None:
    corpus = of_texts(["Rain fell.", "Snow fell."], title="Harbour weather")
    assert len(corpus.lexical(["harbour"], 10)) == 2
    assert corpus.vocabulary["harbour"] == 2


@pytest.mark.parametrize(
    "term", ['"', "a OR b", "NEAR(a b)", "*", "a*", "^a", "title:a", "\0", "\ud800", "(", "-a", "'"]
)
def test_no_term_is_read_as_syntax(term: str) -> None:
    corpus = of_texts(["nothing to see here"])
    assert corpus.lexical([term], 5) == []
    assert len(corpus.lexical([term, "see"], 5)) == 1


def test_many_threads_read_at_once() -> None:
    corpus = of_texts([f"cow number {number} of the farm" for number in range(50)])
    expected, wrong = corpus.lexical(["cow"], 50), []

    def read() -> None:
        for number in range(50):
            if corpus.lexical(["cow"], 50) != expected or not corpus.passage(number).text.startswith("cow"):
                wrong.append(number)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_an_unknown_passage_or_key_is_an_error() -> None:
    corpus = of_texts(["a cow", "a cow"])
    with pytest.raises(IndexError):
        corpus.passage(2)
    with pytest.raises(IndexError):
        corpus.articles[2]
    for key in ("/2.txt", "", "zzzzzz", "0" * 16):
        with pytest.raises(ArticleUnknown, match="qa list"):
            corpus.find(key)


def test_a_path_of_many_records_is_refused_with_some_of_their_ids() -> None:
    records = [Article("all.jsonl", str(number), f"text {number}", "/all.jsonl", format="jsonl") for number in range(5)]
    articles = sorted(records, key=lambda article: article.id)
    file = Loaded(Source("/", "all.jsonl", "/all.jsonl"), "", tuple(records), ())
    corpus = opened(Contents([file], articles, []))
    with pytest.raises(ArticleUnknown, match="more than one"):
        corpus.find("/all.jsonl")
    assert corpus.files() == [file]


def test_a_corpus_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(IndexUnwritable, match="cannot be written"):
        write_corpus(tmp_path / "no folder" / "corpus.sqlite", Contents([], [], []))
