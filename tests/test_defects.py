"""A defect seeded in each stage is caught by the ratchet, by the real assistant on a fifth of the sample's questions.

The reader remembers what it read, so that six runs cost little more than two.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import eval.__main__ as command
import qa.assistant
import qa.decide
from eval import commands_runs
from eval.corpus import SAMPLE_CORPUS, SAMPLE_DIALOGUES, SAMPLE_QUESTIONS
from index.build import build
from index.embedders import open_embedder
from index.generation import open_current
from qa.assistant import Assistant
from qa.fitted import open_fitted
from qa.readers import open_reader
from qa.spans import Reading
from qa.types import Answer, Candidate, Citation, Claim, Hit

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

EVERY = 5  # the fifth question, and the fifth dialogue: all types are among them
READ = 6  # passages: the ranks matter more, and six runs take a minute
PASSAGES = 200  # more than the sample has


class Remembering:
    """A reader that reads each text for each question once."""

    def __init__(self) -> None:
        self._reader = open_reader()
        self.threshold = self._reader.threshold
        self._known: dict[tuple[str, str], Reading] = {}

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        new = list(dict.fromkeys(text for text in texts if (question, text) not in self._known))
        if new:
            read = self._reader.read(question, new)
            self._known |= {(question, text): one for text, one in zip(new, read, strict=True)}
        return [self._known[question, text] for text in texts]


class Bench:
    """The sample's index, a fifth of its gold, and the ratchet over them."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.index = folder, folder / "sample.index"
        build([SAMPLE_CORPUS], self.index)
        self._reader = Remembering()
        self._asked: Any = None
        for source in (SAMPLE_QUESTIONS, SAMPLE_DIALOGUES):
            lines = source.read_text("utf-8").splitlines(keepends=True)[::EVERY]
            (folder / source.name).write_text("".join(lines), "utf-8")
        monkeypatch.setattr(qa.assistant, "PASSAGES_READ", READ)
        monkeypatch.setattr(commands_runs, "open_assistant", lambda index: self._asked)

    def assistant(self, index: Path | None = None) -> Assistant:
        where = index or self.index
        embedder, analyser = open_embedder(open_current(where).embedder), qa.assistant.open_analyser()
        return Assistant(where, embedder, self._reader, open_fitted(), analyser)

    def ratchet(self, assistant: Any, *more: str, index: Path | None = None) -> int:
        self._asked = assistant
        gold = ["--gold", str(self.folder / "questions.jsonl"), "--dialogues", str(self.folder / "dialogues.jsonl")]
        where = ["--index", str(index or self.index), "--baseline", str(self.folder / "floors.json")]
        return command.main(["ratchet", *gold, *where, *more])


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patched:
        made = Bench(tmp_path_factory.mktemp("defects"), patched)
        assert made.ratchet(made.assistant(), "--raise") == 0
        yield made


def test_the_undamaged_run_holds_its_floors_to_the_digit(bench: Bench) -> None:
    floors = bench.folder / "floors.json"
    before = json.loads(floors.read_text("utf-8"))
    assert bench.ratchet(bench.assistant()) == 0
    assert bench.ratchet(bench.assistant(), "--because", "measured again") == 0
    after = json.loads(floors.read_text("utf-8"))
    assert after["floors"] == before["floors"]


def test_passages_in_another_order_are_caught(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    retrieve = qa.assistant.retrieve

    def shuffled(ways: Sequence[str], *given: Any, **told: Any) -> list[Hit]:
        *others, limit = given
        hits = retrieve(ways, *others, PASSAGES, **told)
        other = random.Random(ways[0]).sample(hits, len(hits))
        return [replace(hit, score=ranked.score) for hit, ranked in zip(other, hits, strict=True)][:limit]

    monkeypatch.setattr(qa.assistant, "retrieve", shuffled)
    assert bench.ratchet(bench.assistant()) == 1
    assert "retrieval, recall at 1" in capsys.readouterr().out


def test_spans_a_character_further_are_caught(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read = qa.assistant.read

    def shifted(*given: Any) -> list[Candidate]:
        return [replace(one, citation=_further(one.citation)) for one in read(*given)]

    monkeypatch.setattr(qa.assistant, "read", shifted)
    assert bench.ratchet(bench.assistant()) == 1
    assert "is below its floor" in capsys.readouterr().out


def _further(place: Citation) -> Citation:
    start, end = (min(at + 1, place.end) for at in (place.answer_start, place.answer_end))
    return replace(place, answer_start=min(start, end - 1), answer_end=end)


def test_an_inverted_confidence_is_caught(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    confidence = qa.decide.confidence
    monkeypatch.setattr(qa.decide, "confidence", lambda *given: round(1 - confidence(*given), 4))
    assert bench.ratchet(bench.assistant()) == 1
    assert "calibration, AURC, never silent" in capsys.readouterr().out


@pytest.mark.parametrize("lost", ["monitor/football.md", "courier/relief-fund.txt"])
def test_an_article_that_is_left_out_is_caught(lost: str, bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    folder = bench.folder / lost.replace("/", "-")
    shutil.copytree(SAMPLE_CORPUS, folder / "corpus")
    (folder / "corpus" / lost).unlink()
    build([folder / "corpus"], folder / "less.index")
    less = bench.assistant(folder / "less.index")
    assert bench.ratchet(less, index=folder / "less.index") == 1
    told = capsys.readouterr()
    assert "the corpus: other texts (14 articles" in told.out or f"'{lost}', which fits 0 articles" in told.err


class Stripped:
    """The assistant, but every quote is cut to its answer and nobody is named as the speaker."""

    def __init__(self, assistant: Any) -> None:
        self._assistant = assistant
        self.generation = getattr(assistant, "generation", None)
        self.search = getattr(assistant, "search", None)

    def ask(self, *given: Any, **named: Any) -> Answer:
        answer = self._assistant.ask(*given, **named)
        return replace(answer, claims=tuple(_stripped(claim) for claim in answer.claims))

    def chat(self) -> Stripped:
        return Stripped(self._assistant.chat())


def _stripped(claim: Claim) -> Claim:
    bare = (replace(one, start=one.answer_start, end=one.answer_end) for one in claim.citations)
    return replace(claim, citations=tuple(bare), attribution=None)


def test_removed_speakers_are_caught(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.ratchet(Stripped(bench.assistant())) == 1
    assert "speakers, quote shows the speaker" in capsys.readouterr().out


def test_every_type_is_among_the_questions(bench: Bench) -> None:
    all_types, asked = (
        {json.loads(line)["type"] for line in path.read_text("utf-8").splitlines()}
        for path in (SAMPLE_QUESTIONS, bench.folder / "questions.jsonl")
    )
    assert asked == all_types
