"""Two runs side by side: pairs, McNemar's test, the page; and what cannot be compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from knowing import Corpus, Knowing, Silent, everything, sample_gold
from scipy.stats import binomtest

import eval.__main__ as command
from eval.compare import compare, mcnemar, read_run
from eval.comparison import html
from eval.report import write_report
from eval.sheet import answer_sheet
from index.errors import GoldInvalid


def line(id: str, mark: float, **more: Any) -> dict[str, Any]:
    return {"id": id, "question": f"{id}?", "mark": mark, "said": ["x"] if mark else [], "reason": None, **more}


def saved(path: Path, lines: list[dict[str, Any]], mark: float = 50.0) -> Path:
    figure = {
        "group": "mark",
        "name": "overall",
        "better": "more",
        "value": mark,
        "low": 0.0,
        "high": 100.0,
        "count": 1,
    }
    path.write_text(json.dumps({"figures": [figure], "questions": lines}), "utf-8")
    return path


@pytest.mark.parametrize(("won", "lost"), [(0, 0), (1, 0), (5, 5), (8, 1), (3, 17), (40, 21)])
def test_mcnemar_is_the_exact_binomial_test(won: int, lost: int) -> None:
    expected = binomtest(won, won + lost).pvalue if won + lost else 1.0
    assert mcnemar(won, lost) == pytest.approx(expected)


def test_questions_are_paired_by_id_and_the_moved_ones_named(tmp_path: Path) -> None:
    before = saved(tmp_path / "a.json", [line("a", 1.0), line("b", 0.0), line("c", 0.5), line("gone", 1.0)])
    after = saved(tmp_path / "b.json", [line("c", 1.0), line("b", 1.0), line("a", 1.0)])
    found = compare(read_run(before), read_run(after))
    assert [pair.before["id"] for pair in found.moved] == ["b", "c"]
    assert (found.won, found.lost, found.gain.count) == (2, 0, 3)
    assert found.gain.value == pytest.approx(0.5)
    assert found.to_dict()["moved"][1]["before"]["mark"] == 0.5
    assert "+50.0 points" in found.verdict()


def test_equal_runs_differ_by_nothing(tmp_path: Path) -> None:
    one = saved(tmp_path / "a.json", [line("a", 1.0), line("b", 0.0)])
    found = compare(read_run(one), read_run(one))
    assert (found.moved, found.p, found.gain.low, found.gain.high) == ((), 1.0, 0.0, 0.0)
    assert "no more than chance" in found.verdict() and "No question moved" in html(found)


def test_a_change_of_many_questions_is_more_than_chance(tmp_path: Path) -> None:
    before = saved(tmp_path / "a.json", [line(str(n), float(n < 10)) for n in range(40)])
    after = saved(tmp_path / "b.json", [line(str(n), float(n < 30)) for n in range(40)])
    found = compare(read_run(before), read_run(after))
    assert found.p < 0.001 and "more than chance" in found.verdict() and "no more" not in found.verdict()


def test_runs_of_other_gold_are_refused(tmp_path: Path) -> None:
    one = read_run(saved(tmp_path / "a.json", [line("a", 1.0)]))
    with pytest.raises(GoldInvalid, match="share no question"):
        compare(one, read_run(saved(tmp_path / "b.json", [line("b", 1.0)])))
    with pytest.raises(GoldInvalid, match="a asks something else"):
        compare(one, read_run(saved(tmp_path / "c.json", [line("a", 1.0, question="Other?")])))


@pytest.mark.parametrize(
    "content", ["[]", "{}", '{"questions": [], "figures": []}', '{"questions": [{"id": "a"}]}', "?"]
)
def test_what_is_no_run_is_one_clear_line(content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text(content, "utf-8")
    assert command.main(["compare", str(wrong), str(wrong)]) == 1
    told = capsys.readouterr().err
    assert "wrong.json" in told and "qa eval --report" in told and "Traceback" not in told


def test_the_command_compares_reports_and_writes_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, corpus = sample_gold(), Corpus()
    for name, assistant in (("silent", Silent), ("knowing", Knowing)):
        sheet = answer_sheet(assistant(corpus, everything(gold)), gold)
        assert write_report(tmp_path / f"{name}.html", sheet.to_report()) == tmp_path / f"{name}.json"
    pair, page = [str(tmp_path / "silent.json"), str(tmp_path / "knowing.json")], tmp_path / "compared.html"
    assert command.main(["compare", *pair, "--report", str(page)]) == 0
    shown = capsys.readouterr().out
    won = sum(one.answerable for one in everything(gold))
    assert f"{won} won, 0 lost" in shown and "more than chance may bring" in shown and "lost s0" not in shown
    assert f"Won: {won}" in page.read_text("utf-8") and (tmp_path / "compared.json").exists()
    assert command.main(["compare", *reversed(pair), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["lost"] == won
