"""The report: whole without a network, every question in it, nothing of an article taken for markup."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as some
from knowing import Corpus, Knowing, Silent, everything, sample_gold

import eval.__main__ as command
from eval.page import marked
from eval.plots import Bar, Point, bars, histogram, reliability, risk_coverage
from eval.report import html
from eval.sheet import Gold, answer_sheet, search_sheet

HOSTILE = '<script>alert("1")</script><img src=x onerror=alert(1)>&amp;'


class Tags(HTMLParser):
    """What a browser would see: every tag with its attributes, and the text outside style and script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.text += data


@pytest.fixture(scope="module")
def gold() -> Gold:
    return sample_gold()


@pytest.fixture(scope="module")
def run(gold: Gold) -> dict[str, Any]:
    report = answer_sheet(Knowing(Corpus(), everything(gold)), gold).to_report()
    return dict(json.loads(json.dumps(report)))


def test_the_page_holds_every_question_with_answer_gold_and_figure(run: dict[str, Any]) -> None:
    seen = Tags(html(run))
    assert seen.open == []
    assert sum(tag == "details" for tag, _ in seen.tags) == len(run["questions"]) == len(everything(sample_gold()))
    for line in run["questions"]:
        assert line["question"] in seen.text
    for figure in run["figures"]:
        assert figure["name"] in seen.text
    assert sum(tag == "svg" for tag, _ in seen.tags) == 4


def test_the_page_fetches_nothing(run: dict[str, Any]) -> None:
    page = html(run)
    seen = Tags(page)
    assert not {"link", "img", "iframe", "object", "base"} & {tag for tag, _ in seen.tags}
    assert not [attributes for _, attributes in seen.tags if {"src", "href"} & set(attributes)]
    assert not re.search(r"https?://|url\(|@import", page)
    assert "default-src 'none'" in page


def test_what_an_article_says_is_never_markup(run: dict[str, Any]) -> None:
    def poisoned(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: poisoned(one) for name, one in value.items()}
        if isinstance(value, list):
            return [poisoned(one) for one in value]
        return value

    plain = Tags(html(run))
    lines = [
        {
            **poisoned(line),
            **dict.fromkeys(("id", "question", "message", "type", "searched"), HOSTILE),
            "said": [HOSTILE],
            "accepted": [HOSTILE],
            "evidence": [{"doc": HOSTILE, "text": HOSTILE, "speakers": [HOSTILE]}],
            "claims": [
                {
                    **claim,
                    "text": HOSTILE,
                    "attribution": {"speaker": HOSTILE, "role": HOSTILE},
                    "citations": [{**one, "doc": HOSTILE, "quote": HOSTILE} for one in claim["citations"]],
                }
                for claim in line["claims"]
            ],
        }
        for line in run["questions"]
    ]
    seen = Tags(html({**run, "title": HOSTILE, "questions": lines}))
    for tag in ("script", "img"):
        assert [one for one, _ in seen.tags].count(tag) == [one for one, _ in plain.tags].count(tag)
    assert HOSTILE in seen.text


@drawn(some.text(max_size=30), some.lists(some.integers(0, 30), min_size=4, max_size=4))
def test_marking_changes_no_character(text: str, ends: list[int]) -> None:
    answer, gold = sorted(ends[:2]), sorted(ends[2:])
    shown = marked(text, answer, [gold])
    bare = re.sub(r"</?(?:mark|span)[^>]*>", "", shown)
    unescape = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&"))
    for entity, character in unescape:
        bare = bare.replace(entity, character)
    assert bare == text


def test_the_answer_and_the_gold_evidence_are_marked_apart() -> None:
    shown = marked("abcdef", (2, 4), [(0, 3)])
    assert shown == '<span class="gold">ab</span><mark><span class="gold">c</span></mark><mark>d</mark>ef'


def test_a_lost_question_says_why(gold: Gold) -> None:
    page = html(answer_sheet(Silent(Corpus(), everything(gold)), gold).to_report())
    assert (
        "No passage that was read holds an accepted answer" in page
        and f"not retrieved {sum(one.answerable for one in everything(gold))}" in page
    )


def test_quizzes_and_searches_have_a_page_too(run: dict[str, Any], gold: Gold) -> None:
    quiz = {"id": "n1", "question": "Where?", "answer": "Oslo", "said": ["Rome"], "first": False, "three": False}
    quiz |= {"kind": "answer", "confidence": 0.5}
    seen = Tags(html({**run, "questions": [quiz, {**quiz, "first": True}]})).text
    figures = [{"group": "news", "name": "first answer", "value": 50.0, "low": 0.0, "high": 100.0, "count": 2}]
    tiles = html({**run, "figures": [{**one, "better": "more"} for one in figures], "questions": [quiz]})
    assert "First answer" in tiles and "quiz questions whose answer" in tiles
    assert "lost 1" in seen and "won 1" in seen and "Oslo" in seen and "Rome" in seen
    found = search_sheet(Silent(Corpus(), everything(gold)), gold).to_report()
    assert f"not retrieved {sum(one.answerable for one in gold.questions)}" in Tags(html(found)).text


def test_plots_of_nothing_and_of_extremes_are_drawn() -> None:
    for drawn_plot in (
        reliability([]),
        risk_coverage([], None),
        histogram([], []),
        histogram([0.0], [Point(0, 0, label="m")]),
        bars("t", []),
        bars("t", [Bar("a", 100.0, 100.0, 100.0, 1)]),
        reliability([Point(100, 0, 0, 100)]),
    ):
        assert drawn_plot.startswith("<svg") and "nan" not in drawn_plot and "inf" not in drawn_plot


def test_the_command_writes_page_and_json(
    gold: Gold, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "open_assistant", lambda folder: Knowing(Corpus(), everything(gold)))
    page = tmp_path / "out" / "report.html"
    assert command.main(["--index", str(tmp_path), "--report", str(page), "--limit", "3"]) == 0
    run = json.loads(page.with_suffix(".json").read_text("utf-8"))
    assert run["questions"][0]["took_ms"]["total"] > 0 and run["version"] == 1
    assert html(run) == page.read_text("utf-8")
    assert command.main(["--report", "report.txt"]) == 2
    assert "name a .html" in " ".join(capsys.readouterr().err.split())
