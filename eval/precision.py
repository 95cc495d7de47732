"""What int8 costs and saves: `python -m eval.precision [--exact READER.fp32.onnx] FILE …`.

The loss in F1 against the exact weights on the same questions (needs what `qa.training.export` wrote beside its
weights), and the time for 20 passages of 200 tokens against the same model in torch, float32 (needs the extra
`training` for onnx).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from eval.corpus import SAMPLE_CORPUS
from eval.peer_systems.converted import convert_reader
from eval.reader import read_all, read_reader_questions, reader_figures
from eval.squad import ReaderQuestion
from qa.readers import WEIGHTS, OnnxReader, Reader, open_reader
from qa.spans import windows

PASSAGES, TOKENS = 20, 200
REPEATS = 7
QUESTION = "Who opened the gates of the dam, and how many people had to leave their homes?"


def exact_reader(onnx: Path, folder: Path) -> OnnxReader:
    """The exported float32 graph with the odds that ship, read as the shipped one is."""
    shutil.copyfile(onnx, folder / "reader.onnx")
    card = json.loads((WEIGHTS / "reader.json").read_text("utf-8"))
    card["sha256"] = hashlib.sha256(onnx.read_bytes()).hexdigest()
    (folder / "reader.json").write_text(json.dumps(card), "utf-8")
    return OnnxReader(folder)


def loss(exact: Reader, questions: Sequence[ReaderQuestion]) -> str:
    """One line: F1 at the best threshold and at none, exact and int8."""
    shipped = OnnxReader()
    figures = [reader_figures(questions, read_all(reader, questions), 1.0) for reader in (exact, shipped)]
    parts = [f"{key} {figures[0][key]:.2f} -> {figures[1][key]:.2f}" for key in ("best_f1", "f1")]
    return f"{len(questions)} questions, float32 -> int8: " + ", ".join(parts)


def passages(text: str) -> list[str]:
    """PASSAGES cuts of TOKENS word pieces each, at word ends, going round in the text."""
    tokenizer = OnnxReader().tokenizer
    tokenizer.no_truncation()
    (whole,) = windows(tokenizer, "", [text])
    offsets = whole.offsets[whole.first : whole.last]
    starts = [at % (len(offsets) - TOKENS) for at in range(0, PASSAGES * TOKENS, TOKENS)]
    return [text[offsets[at][0] : offsets[at + TOKENS - 1][1]] for at in starts]


def speed(texts: Sequence[str]) -> str:
    """Median milliseconds of a question over the texts, torch float32 and ours taking turns."""
    with tempfile.TemporaryDirectory() as folder:
        readers = {"torch float32": open_reader(convert_reader(Path(folder))), "int8": OnnxReader()}
        took: dict[str, list[float]] = {name: [] for name in readers}
        for turn in range(REPEATS + 1):
            for name, reader in readers.items():
                began = time.perf_counter()
                reader.read(QUESTION, texts)
                if turn:  # the first warms up
                    took[name].append((time.perf_counter() - began) * 1000)
    torch, ours = (statistics.median(took[name]) for name in readers)
    times = f"torch float32 {torch:.0f} ms, int8 {ours:.0f} ms, {ours / torch:.2f} of it"
    return f"{len(texts)} passages of {TOKENS} tokens: {times}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exact", type=Path, help="reader.fp32.onnx of the run that ships")
    parser.add_argument("files", type=Path, nargs="*", help="rows as for `qa eval reader`")
    arguments = parser.parse_args()
    text = "\n".join(path.read_text("utf-8") for path in sorted(SAMPLE_CORPUS.rglob("*.txt")))
    print(speed(passages(text)))
    if arguments.exact:
        with tempfile.TemporaryDirectory() as folder:
            exact = exact_reader(arguments.exact, Path(folder))
            for path in arguments.files:
                print(f"{path.name}: {loss(exact, read_reader_questions(path))}")


if __name__ == "__main__":
    main()
