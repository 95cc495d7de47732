"""A quotation is exact, altered or absent; only the kinds of quotes, dashes and blanks do not count."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QuestionError
from index.normalise import words
from index.split import split
from index.types import Article, Passage, Scored
from qa.quotations import find_quote

WALL = (
    "Harbour wall falls\r\n\r\nThe harbour wall of Varna fell on Monday – “nobody was hurt,” Mayor\u00a0Élise Varga "
    "said. Forty families were brought from their roofs before noon.\n\nThe workers’ union had warned of cracks in the "
    "wall… The council put the repair off twice because the money went into a new quay."
)
COPY = "A copy\n\nForty families were brought from their roofs before noon. More follows tomorrow from the coast."
OTHER = "The parliament debated the budget for nine hours. Opposition speakers called it a gift to the banks."


class Corpus:
    def __init__(self, *texts: str) -> None:
        self.articles: Sequence[Article] = [Article(f"{n}.txt", None, t, f"/{n}.txt") for n, t in enumerate(texts)]
        self._passages = [passage for article in self.articles for passage in split(article)]

    def passage(self, number: int) -> Passage:
        return self._passages[number]

    def lexical(self, terms: Sequence[str], limit: int) -> list[Scored]:
        counts = [len(set(terms) & set(words(passage.text))) for passage in self._passages]
        found = [Scored(number, float(count)) for number, count in enumerate(counts) if count]
        return sorted(found, key=lambda one: (-one.score, one.number))[:limit]


CORPUS = Corpus(WALL, COPY, OTHER)


@pytest.mark.parametrize(
    "quote",
    [
        "nobody was hurt",
        "The harbour wall of Varna fell on Monday - \"nobody was hurt,\" Mayor Élise Varga said.",
        "Mayor E\u0301lise Varga",
        "“Forty families were brought from their roofs”",
        "The workers' union had warned of cracks in the wall... The council",
        "falls The harbour wall",
        "Forty families were brought from their roofs …",
        "[...] had warned of cracks in the wall…",
        "... Forty families were brought from their roofs before noon. […]",
        "  Monday  ",
    ],
)  # fmt: skip
def test_other_quotes_dashes_dots_and_blanks_are_exact(quote: str) -> None:
    result = find_quote(quote, CORPUS)
    assert (result.kind == "exact" and result.places[0].article.text == WALL) or "Forty" in quote
    assert all(place.similarity == 1.0 and not place.difference for place in result.places)


@pytest.mark.parametrize(
    ("quote", "inserted", "deleted"),
    [
        ("Forty families were brought from the roofs before noon.", "the", "their"),
        ("forty families were brought from their roofs before noon", "forty", "Forty"),
        ("The council put the repair off because the money went into a new quay", "", "twice"),
        ("Forty frightened families were brought from their roofs", "frightened", ""),
        ("Nobody was hurt", "Nobody", "nobody"),
    ],
)
def test_other_words_case_or_order_are_altered_and_shown(quote: str, inserted: str, deleted: str) -> None:
    result = find_quote(quote, CORPUS)
    assert result.kind == "altered"
    runs = [(run.kind, run.text) for run in result.places[0].difference]
    assert [text for kind, text in runs if kind == "inserted"] == ([inserted] if inserted else [])
    assert [text for kind, text in runs if kind == "deleted"][:1] == ([deleted] if deleted else [])


@pytest.mark.parametrize(
    "quote",
    [
        "The dam broke on Sunday and the army was called to the valley",
        "Opposition families were warned of nine new banks in the harbour",
        "obody was hur",
        "Var",
        "zebra",
    ],
)
def test_what_no_article_says_is_absent(quote: str) -> None:
    assert find_quote(quote, CORPUS).kind == "absent"


def test_every_exact_place_is_told_in_a_fixed_order() -> None:
    result = find_quote("were brought from their roofs", CORPUS)
    assert len({place.article.id for place in result.places}) == 2
    assert result == find_quote("were brought from their roofs", CORPUS)
    assert [place.key for place in result.places] == sorted(place.key for place in result.places)


def test_an_altered_place_holds_what_the_article_really_says() -> None:
    [place, *_] = find_quote("Forty people were brought from their roofs before noon.", CORPUS).places
    assert place.text == place.article.text[place.start : place.end]
    assert place.text == "Forty families were brought from their roofs before noon."
    assert {"kind": "inserted", "text": "people"} in place.to_dict()["difference"]


@pytest.mark.parametrize("quote", ["", "  ", "“”", "…", "word " * 4_000])
def test_a_quotation_without_words_or_with_too_many_is_refused(quote: str) -> None:
    with pytest.raises(QuestionError):
        find_quote(quote, CORPUS)


# Places that split no word: slices are drawn between them, so that none has to be thrown away.
CUTS = [at for at in range(len(WALL) + 1) if not (WALL[at - 1 : at].isalnum() and WALL[at : at + 1].isalnum())]


@given(st.integers(0, len(CUTS) - 9), st.integers(8, 60))
def test_every_slice_at_the_ends_of_words_is_found_exactly(first: int, cuts: int) -> None:
    slice_ = WALL[CUTS[first] : CUTS[min(first + cuts, len(CUTS) - 1)]]
    assert words(slice_)
    assert find_quote(slice_, CORPUS).kind == "exact"


@given(st.text(min_size=1, max_size=60))
def test_any_text_is_found_or_refused_and_never_breaks_the_search(quote: str) -> None:
    try:
        assert find_quote(quote, CORPUS).kind in ("exact", "altered", "absent")
    except QuestionError:
        assert not words(quote)
