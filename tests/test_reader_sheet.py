"""The reader's own report: every question with what became of it, and the figures that the lines give by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

import eval.__main__ as command
from eval.inputs import drawn
from eval.metrics import Prediction
from eval.reader import Read
from eval.reader_sheet import reader_sheet
from eval.remembering import Remembering
from eval.report import html
from eval.squad import ReaderQuestion
from qa.spans import Reading, Span

ASKED = [
    ReaderQuestion("a", "Who closed it?", "Ada Brook closed it.", ("Ada Brook",)),
    ReaderQuestion("b", "When?", "It closed on <Monday>.", ("Monday",)),
    ReaderQuestion("c", "Why?", "It closed.", ()),
    ReaderQuestion("d", "Where?", "In Halm.", ("Halm",)),
]
SAID = [
    Read("a", Prediction("Ada Brook", 0.1)),  # right
    Read("b", Prediction("on Monday morning", 0.2)),  # a part of it
    Read("c", Prediction("It closed", 0.3)),  # should have been silent
    Read("d", Prediction("Halm", 0.9)),  # kept back
]


def test_the_figures_are_those_of_the_lines() -> None:
    sheet = reader_sheet({"dev": (ASKED, SAID)}, threshold=0.5)
    figures = {(one.group, one.name): round(100 * one.interval.value, 1) for one in sheet.figures}
    assert figures["words", "exact"] == 25.0
    assert figures["words", "F1"] == round(100 * (1 + 2 / 4) / 4, 1)
    assert figures["answers", "answered, of answerable"] == 66.7
    assert figures["answers", "abstained, of unanswerable"] == 0.0
    assert figures["answers", "wrong, of given"] == 66.7
    assert [line["reason"] for line in sheet.lines] == [
        None,
        "incomplete",
        "should have abstained",
        "should have answered",
    ]


def test_the_page_shows_all_questions_and_no_markup_of_theirs() -> None:
    sheet = reader_sheet({"<dev>": (ASKED, SAID)}, threshold=0.5)
    page = html(sheet.to_report())
    assert page.count('<details class="question"') == 4
    assert "Is the confidence true?" in page and "What does silence buy?" in page
    assert "<dev>" not in page


def test_the_digests_tell_other_texts_and_other_questions() -> None:
    one = reader_sheet({"dev": (ASKED, SAID)}, 0.5).asked
    fewer = reader_sheet({"dev": (ASKED[:3], SAID[:3])}, 0.5).asked
    assert one.corpus != fewer.corpus and one.gold != fewer.gold
    assert reader_sheet({"other": (ASKED, SAID)}, 0.7).asked == one


def test_a_draw_is_always_the_same_and_in_order() -> None:
    items = list(range(1000))
    some = drawn(items, 40)
    assert some == drawn(items, 40) and list(some) == sorted(set(some)) and len(some) == 40
    assert some[-1] > 800  # from all of it, not from its beginning
    assert drawn(items, None) == tuple(items) == drawn(items, 5000)


def test_the_command_takes_several_files_and_writes_one_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from test_eval import First

    rows = [{"id": "r", "question": "Who?", "context": "Ada Brook spoke.", "answers": [{"text": "Ada"}]}]
    for name in ("one", "two"):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    monkeypatch.setattr("qa.readers.open_reader", First)
    files = [str(tmp_path / f"{name}.jsonl") for name in ("one", "two")]
    assert command.main(["reader", *files, "--json", "--report", str(tmp_path / "r.html")]) == 0
    assert list(json.loads(capsys.readouterr().out)) == files
    assert len(json.loads((tmp_path / "r.json").read_text())["questions"]) == 2
    assert command.main(["reader", *files]) == 0
    assert "The reader alone: two.jsonl" in capsys.readouterr().out
    assert command.main(["reader", *files, "--report", "r.txt"]) == 2


def test_what_is_read_again_is_remembered_and_the_same() -> None:
    class Counting:
        threshold = 0.5
        calls = 0

        def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
            self.calls += 1
            return [Reading((Span(0, len(text), float(len(question))),), 0.25) for text in texts]

    reader = Counting()
    remembering = Remembering(reader)
    first = remembering.read("Who?", ["Ada", "Mara"])
    first.pop()  # what a caller does with its list is its own
    assert remembering.read("Who?", ["Ada", "Mara"]) == Counting().read("Who?", ["Ada", "Mara"])
    assert reader.calls == 1 and remembering.threshold == 0.5
    remembering.read("Who?", ["Mara", "Ada"])  # another batch may round otherwise
    remembering.read("Whom?", ["Ada", "Mara"])
    assert reader.calls == 3
