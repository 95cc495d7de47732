"""The reader that ships, and how spans are found in raw scores."""

from __future__ import annotations

import json
import shutil
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ModelMissing
from qa.readers import WEIGHTS, OnnxReader, open_reader
from qa.spans import MAX_ANSWER_TOKENS

TEXTS = [
    "The dam at Korrin held. Its keeper, Ada Brook, said nearly 9,000 people had left by Friday.",
    "A new library was opened in the old harbour hall.",
]


@pytest.fixture(scope="module")
def reader() -> OnnxReader:
    return OnnxReader()


def test_a_plain_question_is_answered_in_the_text_that_answers_it(reader: OnnxReader) -> None:
    one, other = reader.read("Who is the keeper of the dam?", TEXTS)
    best = one.spans[0]
    assert "Ada Brook" in TEXTS[0][best.start : best.end]
    assert best.score > other.spans[0].score and one.no_answer < other.no_answer


def test_spans_are_best_first_whole_words_and_apart(reader: OnnxReader) -> None:
    for text, reading in zip(TEXTS, reader.read("How many people had left?", TEXTS), strict=True):
        scores = [span.score for span in reading.spans]
        assert scores == sorted(scores, reverse=True)
        for i, span in enumerate(reading.spans):
            for at in (span.start, span.end):
                assert not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())
            assert any(character.isalnum() for character in text[span.start : span.end])
            assert all(span.end <= s.start or s.end <= span.start for s in reading.spans[i + 1 :])


def test_a_long_text_is_read_to_its_end(reader: OnnxReader) -> None:
    text = "Nothing else happened that day. " * 200 + "The keeper of the dam is Ada Brook."
    (reading,) = reader.read("Who is the keeper of the dam?", [text])
    assert "Ada Brook" in text[reading.spans[0].start : reading.spans[0].end]


def test_equal_questions_give_equal_readings(reader: OnnxReader) -> None:
    assert reader.read("Who left?", TEXTS) == reader.read("Who left?", TEXTS)


def test_what_a_text_gives_does_not_depend_on_what_is_read_beside_it(reader: OnnxReader) -> None:
    assert reader.read("Who left?", TEXTS) == [reader.read("Who left?", [text])[0] for text in TEXTS]
    assert reader.read("Who left?", TEXTS * 9) == reader.read("Who left?", TEXTS) * 9


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300), st.text(max_size=60))
def test_any_text_gives_spans_inside_it(text: str, question: str) -> None:
    (reading,) = _shared().read(question, [text])
    assert 0.0 <= reading.no_answer <= 1.0
    for span in reading.spans:
        assert 0 <= span.start < span.end <= len(text)
        assert len(text[span.start : span.end].split()) <= MAX_ANSWER_TOKENS


@lru_cache(maxsize=1)
def _shared() -> OnnxReader:
    """One reader for all examples."""
    return OnnxReader()


def test_other_weights_than_the_cards_are_refused(tmp_path: Path) -> None:
    for name in ("reader.onnx", "reader.json"):
        shutil.copy(WEIGHTS / name, tmp_path / name)
    assert open_reader(tmp_path)
    with (tmp_path / "reader.onnx").open("r+b") as file:
        file.seek(1000)
        byte = file.read(1)
        file.seek(1000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(ModelMissing, match="SHA-256"):
        open_reader(tmp_path)
    (tmp_path / "reader.onnx").unlink()
    with pytest.raises(ModelMissing, match="missing"):
        open_reader(tmp_path)


def test_the_card_tells_what_a_model_card_must() -> None:
    card = json.loads((WEIGHTS / "reader.json").read_text("utf-8"))
    assert {"sha256", "odds", "data", "licence", "figures", "limits"} <= set(card)
