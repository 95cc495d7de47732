"""The answer object: a wrong one cannot be made."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Article, Page
from qa.types import Answer, Citation, Claim

TEXT = "\ufeffThe bridge fell.\r\nMayor Ada Brook said “nearly 9,000 voters” saw it.\r\n"


def article(text: str = TEXT, story: str = "", relative: str = "a.txt", **more: object) -> Article:
    return Article(relative=relative, record=None, text=text, path=f"/news/{relative}", story=story, **more)  # type: ignore[arg-type]


def claim(confidence: float = 0.9, story: str = "", relative: str = "a.txt") -> Claim:
    return Claim(confidence, (Citation(article(story=story, relative=relative), 1, 17, 5, 11),))


@given(st.text(min_size=1, max_size=60), st.tuples(*[st.integers(-2, 62)] * 4))
def test_a_citation_is_made_exactly_when_its_ranges_nest(text: str, ranges: tuple[int, int, int, int]) -> None:
    start, answer_start, answer_end, end = ranges
    nested = 0 <= start <= answer_start < answer_end <= end <= len(text)
    if nested:
        citation = Citation(article(text), start, end, answer_start, answer_end)
        assert text[start:end] == citation.quote and citation.answer in citation.quote and citation.answer
    else:
        with pytest.raises(ValueError, match="do not nest"):
            Citation(article(text), start, end, answer_start, answer_end)


def test_an_article_id_is_the_hash_that_the_contract_names() -> None:
    assert article().id == hashlib.sha256(f"a.txt\0{TEXT}".encode()).hexdigest()[:16]
    record = Article(relative="a.jsonl", record="7", text="x", path="/a.jsonl")
    assert record.id == hashlib.sha256(b"a.jsonl#7\0x").hexdigest()[:16]


def test_a_fingerprint_changes_with_text_and_with_every_offset() -> None:
    one = Citation(article(), 1, 17, 5, 11)
    expected = hashlib.sha256(f"{TEXT}\0001:17:5:11".encode()).hexdigest()
    assert one.fingerprint == f"sha256:{expected}"
    others = [Citation(article(), 0, 17, 5, 11), Citation(article(), 1, 18, 5, 11), Citation(article(), 1, 17, 4, 11)]
    assert len({one.fingerprint, *(other.fingerprint for other in others)}) == 4


def test_a_line_counts_a_carriage_return_and_line_feed_once() -> None:
    second = TEXT.index("Mayor")
    assert Citation(article(), second, second + 5, second, second + 5).line == 2
    assert Citation(article(format="html"), second, second + 5, second, second + 5).line is None


def test_a_page_is_the_last_one_that_begins_at_or_before_the_quote() -> None:
    pages = (Page(0, 1, "i"), Page(20, 2, "ii"))
    on_first, on_second = (Citation(article(pages=pages), at, at + 3, at, at + 3) for at in (19, 20))
    assert on_first.page == pages[0] and on_second.page == pages[1]
    assert on_second.to_dict()["page_label"] == "ii"


def test_copies_of_one_story_are_one_origin() -> None:
    citations = [
        claim(story=s, relative=r).citations[0] for s, r in (("s1", "a.txt"), ("s1", "b.txt"), ("s2", "c.txt"))
    ]
    assert Claim(0.5, tuple(citations)).origins == 2
    assert Claim(0.5, tuple(citations[:2])).origins == 1


@pytest.mark.parametrize(("kind", "claims"), [("answer", 0), ("answer", 2), ("list", 0), ("conflict", 1), ("none", 1)])
def test_an_answer_whose_claims_do_not_fit_its_kind_cannot_be_made(kind: str, claims: int) -> None:
    with pytest.raises(ValueError, match="cannot have"):
        Answer("q", "q", kind, 0.5, claims=tuple(claim() for _ in range(claims)))  # type: ignore[arg-type]


def test_a_claim_without_citation_or_with_an_impossible_confidence_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="citation"):
        Claim(0.5, ())
    with pytest.raises(ValueError, match="probability"):
        Claim(1.5, claim().citations)


def test_an_answer_is_plain_json_and_equal_without_its_times() -> None:
    one = Answer("q", "q", "answer", 0.9, claims=(claim(),), took_ms={"total": 1.0})
    other = Answer("q", "q", "answer", 0.9, claims=(claim(),), took_ms={"total": 2.0})
    assert one == other and json.loads(json.dumps(one.to_dict()))["text"] == "bridge"
    assert one.to_dict()["claims"][0]["citations"][0]["answer"] == one.text
