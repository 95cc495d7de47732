"""The ratchet: floors that hold, floors that rise on purpose only, and five seeded defects that it catches."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from knowing import Corpus, Knowing, Silent, everything, sample_gold

import eval.__main__ as command
from eval import commands_runs
from eval.ratchet import Baseline, breaches, floors_of, raised, read_baseline, write_baseline
from index.errors import GoldInvalid


def figure(value: float, name: str = "overall", better: str = "more", count: int = 100) -> dict[str, Any]:
    return {"group": "mark", "name": name, "value": value, "better": better, "count": count}


def run(*figures: dict[str, Any], corpus: str = "c", gold: str = "g") -> dict[str, Any]:
    return {"corpus": corpus, "gold": gold, "articles": 15, "figures": list(figures)}


def floors(*figures: dict[str, Any]) -> Baseline:
    return raised(run(*figures), None)


def test_what_two_questions_change_is_noise_and_no_more() -> None:
    kept = floors(figure(70.0))
    assert breaches(run(figure(68.0)), kept) == []
    assert breaches(run(figure(67.9)), kept) == ["mark, overall: 67.9 is below its floor 68.0"]


def test_where_less_is_better_the_floor_is_a_ceiling() -> None:
    kept = floors(figure(10.0, "ECE", "less"))
    assert breaches(run(figure(12.0, "ECE", "less")), kept) == []
    assert breaches(run(figure(2.0, "ECE", "less")), kept) == []
    assert breaches(run(figure(12.1, "ECE", "less")), kept) == ["mark, ECE: 12.1 is above its floor 12.0"]


def test_other_articles_other_gold_and_a_figure_that_is_gone_fail() -> None:
    kept = floors(figure(70.0))
    assert "the corpus: other texts" in breaches(run(figure(70.0), corpus="x"), kept)[0]
    assert "the gold: other questions" in breaches(run(figure(70.0), gold="x"), kept)[0]
    assert breaches(run(figure(70.0, "other")), kept) == ["mark, overall: floor 68.0, but it is not measured any more"]


def test_raising_lifts_what_improved_and_lowers_nothing() -> None:
    kept = floors(figure(70.0), figure(10.0, "ECE", "less"))
    higher = raised(run(figure(75.0), figure(11.0, "ECE", "less"), figure(3.0, "new")), kept)
    assert [one.floor for one in higher.floors] == [73.0, 12.0, 1.0]


def test_floors_fall_for_a_written_reason_only() -> None:
    kept = floors(figure(70.0))
    with pytest.raises(GoldInvalid, match=r"60\.0 is below its floor 68\.0; write why they fall"):
        raised(run(figure(60.0)), kept)
    with pytest.raises(GoldInvalid, match="other texts"):
        raised(run(figure(99.0), corpus="x"), kept)
    lower = raised(run(figure(60.0)), kept, "a new reader")
    assert lower.floors[0].floor == 58.0 and lower.because == ("a new reader",)


def test_floors_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    kept = raised(run(figure(70.123456), figure(10.0, "ECE", "less", 33)), None, "first")
    write_baseline(tmp_path / "b.json", kept)
    assert read_baseline(tmp_path / "b.json") == kept and read_baseline(tmp_path / "none.json") is None


@pytest.mark.parametrize(
    "content", ["[]", "{}", '{"floors": [{}]}', '{"floors": [{"group": "a", "name": "b", "better": "up"}]}', "x"]
)
def test_a_file_that_holds_no_floors_is_one_clear_line(content: str, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(content, "utf-8")
    with pytest.raises(GoldInvalid, match=r"b\.json"):
        read_baseline(tmp_path / "b.json")


def test_the_command_sets_holds_and_raises_floors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gold, corpus = sample_gold(), Corpus()
    count, silent = len(everything(gold)), sum(not one.answerable for one in everything(gold))
    right, low = 100 * silent / count, 200 / count  # two questions are the margin
    asked = {"assistant": Silent(corpus, everything(gold))}
    monkeypatch.setattr(commands_runs, "open_assistant", lambda folder: asked["assistant"])
    kept = ["ratchet", "--index", str(tmp_path), "--baseline", str(tmp_path / "floors.json")]
    assert command.main(kept) == 1
    assert "there are no floors yet" in capsys.readouterr().err
    assert command.main([*kept, "--raise"]) == 0
    assert command.main(kept) == 0
    assert "figures hold their floors" in capsys.readouterr().out
    asked["assistant"] = Knowing(corpus, everything(gold))
    assert command.main([*kept, "--raise"]) == 0
    assert f"mark, overall: floor {100 - low:.1f}, was {right - low:.1f}" in capsys.readouterr().out
    asked["assistant"] = Silent(corpus, everything(gold))
    assert command.main(kept) == 1
    told = capsys.readouterr()
    assert (
        f"mark, overall: {right:.1f} is below its floor {100 - low:.1f}" in told.out and "below the floors" in told.err
    )
    assert command.main([*kept, "--because", " "]) == 2
    assert command.main([*kept, "--because", "it was wrong"]) == 0
    assert json.loads((tmp_path / "floors.json").read_text("utf-8"))["because"] == ["it was wrong"]


def test_a_run_that_was_saved_is_held_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = tmp_path / "run.json"
    whole = run(figure(70.0)) | {"questions": [{"id": "a", "question": "?", "mark": 1.0}]}
    saved.write_text(json.dumps(whole), "utf-8")
    kept = ["ratchet", str(saved), "--baseline", str(tmp_path / "floors.json")]
    assert command.main([*kept, "--raise"]) == 0 and command.main(kept) == 0
    saved.write_text(json.dumps(whole | {"figures": [figure(10.0)]}), "utf-8")
    assert command.main(kept) == 1
    assert "10.0 is below its floor 68.0" in capsys.readouterr().out


def test_floors_keep_what_they_were_measured_on() -> None:
    (one,) = floors_of([figure(50.0, count=8)])
    assert (one.margin, one.floor, one.count) == (25.0, 25.0, 8)
