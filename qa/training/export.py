"""Weights to the int8 ONNX file that ships: `python -m qa.training.export --weights PT --data DIR --out DIR`."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import torch

from qa.training import features as feats
from qa.training import rows
from qa.training.model import load_network
from qa.training.quantise import INPUTS, quantise

# Neutral until `python -m qa.training.odds` has fitted them on development data.
NEUTRAL = {"margin": 0.5, "answerable": 0.5, "bias": 0.0, "threshold": 0.5}
SEEN, SEEN_ROWS = "squad_v2_train_part", 96  # training rows whose activations choose what int8 can hold


def export(weights: Path, data: Path, out: Path, card: dict[str, Any]) -> Path:
    """Write reader.fp32.onnx beside the weights, reader.onnx (int8) and reader.json into `out`; returns reader.onnx.

    `data` is the folder of the training rows.
    """
    out.mkdir(parents=True, exist_ok=True)
    exact = weights.with_name("reader.fp32.onnx")
    _to_onnx(weights, exact)
    target = out / "reader.onnx"
    quantise(exact, target, _seen(data))
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    (out / "reader.json").write_text(json.dumps({"sha256": digest, "odds": NEUTRAL} | card, indent=1) + "\n", "utf-8")
    return target


def _seen(data: Path) -> list[feats.Batch]:
    every = rows.load(data / f"{SEEN}.jsonl.gz")
    chosen = list(feats.features(every[:: max(1, len(every) // SEEN_ROWS)], feats.open_tokenizer()))
    return [feats.collate(chosen[begin : begin + 8]) for begin in range(0, len(chosen), 8)]


def _to_onnx(weights: Path, path: Path) -> None:
    example = tuple(torch.ones((2, 16), dtype=torch.int64) for _ in INPUTS)
    axes = {name: {0: "rows", 1: "tokens"} for name in (*INPUTS, "start", "end")} | {"answerable": {0: "rows"}}
    torch.onnx.export(
        load_network(weights),
        example,
        path,
        input_names=list(INPUTS),
        output_names=["start", "end", "answerable"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder of the training rows")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--card", type=json.loads, default={}, help="JSON: what the model card adds")
    arguments = parser.parse_args()
    print(export(arguments.weights, arguments.data, arguments.out, arguments.card))


if __name__ == "__main__":
    main()
