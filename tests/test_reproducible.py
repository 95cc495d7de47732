"""Two runs of the benchmark on one index, each in a process of its own, are equal to the last digit."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from eval.corpus import SAMPLE_CORPUS, SAMPLE_DIALOGUES, SAMPLE_QUESTIONS
from index.build import build

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def asked(index: Path, out: Path) -> dict[str, Any]:
    gold = ["--gold", str(SAMPLE_QUESTIONS), "--dialogues", str(SAMPLE_DIALOGUES), "--index", str(index)]
    options = ["--limit", "4", "--json", "--out", str(out)]
    done = subprocess.run(
        [sys.executable, "-m", "eval", *gold, *options], check=True, capture_output=True, text=True, timeout=600
    )
    return dict(json.loads(done.stdout))


def test_equal_runs_print_equal_figures_and_write_equal_lines(tmp_path: Path) -> None:
    build([SAMPLE_CORPUS], tmp_path / "sample.index")
    one, other = (asked(tmp_path / "sample.index", tmp_path / f"{name}.jsonl") for name in ("one", "other"))
    assert one.pop("took_ms") and other.pop("took_ms")
    assert one == other
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "other.jsonl").read_bytes()
