"""Sentences and passages are exact ranges: nothing is lost, nothing is cut that could be kept whole."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.sentences import carries_text, is_cuttable
from index.split import SplitSettings, headed, heading, sentences, split
from index.tokens import count_minilm, count_tiktoken
from index.types import Article, Muted, Passage

PIECES = st.sampled_from(
    [
        "The river rose again on Tuesday. ",
        "“We held the bridge. Nobody slept,” said Mayor Ilse Varga. ",
        '"Stop," he said. ',
        "Mr. A. B. Osei paid 3.5 million on Sept. 4. ",
        "‘",
        "“",
        "”",
        '"',
        " . . ",
        "\n",
        "\n\n",
        "\r\n",
        "e\u0301te\u0301 ",
        "👩🏽\u200d🚒 ",
        "水が増えた。",
        "(see No. 7) ",
        "\ud800 ",
        "\u00a0",
        "Heading without an end",
        "one, two; three: four – five " * 9,
        "x" * 300,
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=200)
SMALL = SplitSettings(passage_tokens=24, limit_tokens=32, overlap_tokens=8, embedder_tokens=64)


def article(text: str, *muted: tuple[int, int], title: str | None = None, published: str | None = None) -> Article:
    ranges = tuple(Muted(start, end, "test") for start, end in muted)
    return Article("a.txt", None, text, "/a.txt", title=title, published=published, muted=ranges)


def said(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in sentences(text)]


@given(TEXTS)
@example('"')
@example(". .")
def test_every_character_that_is_no_blank_is_in_exactly_one_sentence(text: str) -> None:
    found = sentences(text)
    assert all(before.end <= after.start for before, after in pairwise(found))
    covered = {at for sentence in found for at in range(sentence.start, sentence.end)}
    assert {at for at, character in enumerate(text) if not character.isspace()} <= covered


@given(TEXTS)
def test_a_sentence_neither_begins_nor_ends_with_a_blank_nor_tears_a_character(text: str) -> None:
    for sentence in sentences(text):
        assert sentence.start < sentence.end
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        assert is_cuttable(text, sentence.start)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rose. It fell.", ["It rose.", "It fell."]),
        ("Mr. Osei met Gen. Varga. He left.", ["Mr. Osei met Gen. Varga.", "He left."]),
        ("George W. Bush met J. K. Rowling. He left.", ["George W. Bush met J. K. Rowling.", "He left."]),
        ("It rose 3.5 per cent. No. 10 fell on Sept. 3.", ["It rose 3.5 per cent.", "No. 10 fell on Sept. 3."]),
        ("At 6 p.m. EST it began. At 9 p.m. The end.", ["At 6 p.m. EST it began.", "At 9 p.m.", "The end."]),
        ("“We held. We won,” she said. They left.", ["“We held. We won,” she said.", "They left."]),
        ('"We held. We won." Then they left.', ['"We held. We won."', "Then they left."]),
        ("‘We held. We won.’ Then they left.", ["‘We held. We won.’", "Then they left."]),
        ("The workers’ vote. The bosses’ vote.", ["The workers’ vote.", "The bosses’ vote."]),
        ("“Why?” Ilse Varga asked. He left.", ["“Why?” Ilse Varga asked.", "He left."]),
        ("“Was it so? ” he said.", ["“Was it so? ” he said."]),
        ("A 5\" pipe. A 6\" pipe.", ['A 5" pipe.', 'A 6" pipe.']),
        ("They left . . Nobody came.", ["They left . .", "Nobody came."]),
        ("“Left open. Nobody closed it.", ["“Left open.", "Nobody closed it."]),
        ("He left.“Then we ran. We hid.”", ["He left.", "“Then we ran. We hid.”"]),
        ("Headline here\nThe text begins. It ends.", ["Headline here", "The text begins.", "It ends."]),
        ("According to Major Osei,\nthe bridge fell.", ["According to Major Osei,\nthe bridge fell."]),
        ("“One.\n\n“Two.”", ["“One.", "“Two.”"]),
        ("1. First point. 2. Second point.", ["1. First point.", "2. Second point."]),
        ("One.\r\n\r\nTwo", ["One.", "Two"]),
        ("", []),
        (" \n ", []),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_says(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_lines_broken_by_a_margin_are_one_paragraph() -> None:
    wrapped = (
        "The mayor of Varna said on Tuesday that\nIlse Osei would leave the council after\nEaster. Nobody objected."
    )
    assert len(said(wrapped)) == 2
    listed = "Long line that fills the margin as far as\nShort\nAnother line that is about as long as it\nEnd"
    assert len(said(listed)) == 4


def test_nested_openers_do_not_slow_the_splitter() -> None:
    assert len(sentences("(“" * 30_000)) >= 1


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), max_size=3))
def test_passages_hold_every_word_that_is_not_muted_and_fit(text: str, cuts: list[tuple[int, int]]) -> None:
    ranges: list[tuple[int, int]] = []
    for start, length in sorted(cuts):
        if (not ranges or start > ranges[-1][1]) and start < len(text):
            ranges.append((start, min(start + length, len(text))))
    whole = article(text, *ranges, title="Water rises", published="2031-02-03T08:00")
    passages = split(whole, SMALL)
    assert passages == split(whole, SMALL)
    covered = {at for passage in passages for at in range(passage.start, passage.end)}
    muted = {at for start, end in ranges for at in range(start, end)}
    assert not covered & muted
    assert {at for at, character in enumerate(text) if character.isalnum()} - muted <= covered
    for passage in passages:
        assert passage.text.strip() == passage.text and carries_text(passage.text)
        assert count_tiktoken(passage.text) <= SMALL.limit_tokens or len(passage.text) == 1
        assert count_minilm(headed(passage)) <= SMALL.embedder_tokens or len(passage.text) == 1
    assert all(before.start < after.start and before.end < after.end for before, after in pairwise(passages))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_sentence_that_fits_is_never_cut(text: str) -> None:
    whole = article(text)
    for passage in split(whole, SMALL):
        for sentence in sentences(text):
            part = text[sentence.start : sentence.end]
            fits = count_tiktoken(part) <= SMALL.limit_tokens and count_minilm(part) <= SMALL.embedder_tokens
            apart = passage.end <= sentence.start or sentence.end <= passage.start
            assert not fits or apart or (passage.start <= sentence.start and sentence.end <= passage.end)


def test_a_passage_never_goes_across_a_muted_range() -> None:
    text = "The river rose. Sign up now. The bridge fell."
    passages = split(article(text, (16, 28)))
    assert [passage.text for passage in passages] == ["The river rose.", "The bridge fell."]
    assert len(split(article(text))) == 1


def test_a_byte_order_mark_is_in_no_passage() -> None:
    (passage,) = split(article("\ufeffSchool opens in Tarn\n\nThe head welcomed 312 pupils."))
    assert passage.start == 1 and passage.text.startswith("School")


def test_neighbours_share_whole_sentences() -> None:
    text = " ".join(f"Sentence number {number} tells of the flood." for number in range(40))
    passages = split(article(text))
    assert len(passages) > 2
    for before, after in pairwise(passages):
        shared = text[after.start : before.end]
        assert "Sentence" in shared and shared.startswith("Sentence") and shared.endswith("flood.")
        assert count_tiktoken(shared) <= SplitSettings().overlap_tokens


@pytest.mark.parametrize("mark", ["“”", '""'])
def test_a_quotation_over_several_paragraphs_stays_in_one_passage(mark: str) -> None:
    opening, closing = mark[0], mark[1]
    quotation = f"{opening}We saw the water come over the wall.\n\n{opening}Nobody had told us. We ran.{closing}"
    for length in range(4, 30):
        before = " ".join(["The council met late by the river."] * length)
        passages = split(article(f"{before}\n\n{quotation}\n\nThey left.\n\n{before}"))
        holding = [passage for passage in passages if "We saw" in passage.text or "We ran" in passage.text]
        assert holding and all(quotation in passage.text for passage in holding)


def test_a_quotation_too_long_to_keep_is_cut_at_its_sentence_ends() -> None:
    quotation = "“" + " ".join(f"We carried {number} sacks of sand to the wall." for number in range(15)) + "”"
    passages = split(article(quotation), SMALL)
    assert len(passages) > 1
    assert all(passage.text.endswith((".", ".”")) for passage in passages)


def test_a_headline_begins_a_passage_rather_than_ending_one() -> None:
    body = " ".join(["The council met late in the hall by the river."] * 14)
    text = f"{body}\n\nWhat happens next\n\n{body}"
    assert not any(passage.text.endswith("What happens next") for passage in split(article(text)))


def test_a_long_sentence_is_cut_after_its_strongest_mark() -> None:
    text = "the water rose and rose, " * 6 + "the wall held; " + "the pumps ran all night " * 6
    passages = split(article(text.strip()), SMALL)
    assert passages[0].text.endswith((",", ";"))
    assert "".join(passage.text for passage in passages).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("letter", ["e\u0301", "e\u0301\u0302", "👩\u200d🚒", "水\ufe00"])
@pytest.mark.parametrize("limit", [16, 17, 18, 19])
def test_a_word_longer_than_a_passage_is_cut_between_whole_characters(letter: str, limit: int) -> None:
    text = "a" + letter * 300
    passages = split(article(text), replace(SMALL, passage_tokens=limit, limit_tokens=limit))
    assert len(passages) > 1 or not letter[0].isalnum()
    assert all(passage.start == 0 or passage.text.startswith(letter) for passage in passages)


def test_a_passage_keeps_to_both_limits() -> None:
    text = " ".join(["Übergrößenträger Größenwahn, Straßenbahnhaltestelle."] * 40)
    for limits in (SplitSettings(embedder_tokens=60), SplitSettings(passage_tokens=30, limit_tokens=40)):
        for passage in split(article(text, title="Größe"), limits):
            assert count_tiktoken(passage.text) <= limits.limit_tokens
            assert count_minilm(headed(passage)) <= limits.embedder_tokens
    long = "übergrößenträger größenwahn straßenbahnhaltestelle " * 40
    for limits in (SplitSettings(embedder_tokens=60), SplitSettings(passage_tokens=30, limit_tokens=40)):
        for passage in split(article(long, title="Größe"), limits):
            assert count_tiktoken(passage.text) <= limits.limit_tokens
            assert count_minilm(headed(passage)) <= limits.embedder_tokens


def test_text_that_carries_nothing_gives_no_passage() -> None:
    assert split(article(" \n\n* * *\n. . .\n—")) == []
    assert split(article("")) == []


def test_an_embedder_that_reads_less_gives_shorter_passages() -> None:
    text = " ".join(["The council met late in the hall by the river."] * 30)
    narrow = SplitSettings(embedder_tokens=40)
    passages = split(article(text, title="Water"), narrow, count=lambda shown: len(shown.split()))
    assert passages and all(len(headed(passage).split()) <= 40 for passage in passages)
    assert len(passages) > len(split(article(text)))


def test_the_heading_joins_what_is_known_and_invents_nothing() -> None:
    known = Article(
        "a.txt", None, "x", "/a.txt", title="Water\n rises", outlet="The Varna Post", published="2031-02-03T08:00"
    )
    assert heading(known) == "Water rises | The Varna Post | 2031-02-03"
    assert heading(article("x")) == ""
    assert headed(Passage(article("x"), 0, 1)) == "x"
    assert headed(Passage(known, 0, 1)) == "Water rises | The Varna Post | 2031-02-03\nx"


@given(st.text(max_size=500))
def test_a_heading_leaves_room_for_the_passage(title: str) -> None:
    assert len(heading(article("x", title=title))) <= 160
