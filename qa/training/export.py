"""Weights to the int8 ONNX file that ships: `python -m qa.training.export --weights weights.pt --out qa/weights`."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from qa.training.model import load_network

NAMES = ("input_ids", "attention_mask", "token_type_ids")
# Neutral until `python -m qa.training.odds` has fitted them on development data.
NEUTRAL = {"margin": 0.5, "answerable": 0.5, "bias": 0.0, "threshold": 0.5}


def export(weights: Path, out: Path, card: dict[str, Any]) -> Path:
    """Write reader.fp32.onnx beside the weights, reader.onnx (int8) and reader.json into `out`; returns reader.onnx."""
    out.mkdir(parents=True, exist_ok=True)
    exact = weights.with_name("reader.fp32.onnx")
    _to_onnx(weights, exact)
    target = out / "reader.onnx"
    quantize_dynamic(exact, target, weight_type=QuantType.QInt8, per_channel=True)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    (out / "reader.json").write_text(json.dumps({"sha256": digest, "odds": NEUTRAL} | card, indent=1) + "\n", "utf-8")
    return target


def _to_onnx(weights: Path, path: Path) -> None:
    example = tuple(torch.ones((2, 16), dtype=torch.int64) for _ in NAMES)
    axes = {name: {0: "rows", 1: "tokens"} for name in (*NAMES, "start", "end")} | {"answerable": {0: "rows"}}
    torch.onnx.export(
        load_network(weights),
        example,
        path,
        input_names=list(NAMES),
        output_names=["start", "end", "answerable"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--card", type=json.loads, default={}, help="JSON: what the model card adds")
    arguments = parser.parse_args()
    print(export(arguments.weights, arguments.out, arguments.card))


if __name__ == "__main__":
    main()
