"""Weights of several runs averaged: `python -m qa.training.average --out weights.pt 0.2 A.pt 0.8 B.onnx`.

Runs that start from each other's weights lie in one basin, where the mean is better than each (docs/READER.md).
Wortsman et al., "Model soups", ICML 2022.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from qa.training.model import load_state


def average(shares: Sequence[float], states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The weighted mean, float32. Raises ValueError unless the shares add up to 1 and the states have one form."""
    if abs(sum(shares) - 1) > 1e-6:
        raise ValueError(f"the shares add up to {sum(shares)}, not to 1")
    names = states[0].keys()
    if any(state.keys() != names for state in states):
        raise ValueError("the weights are not all of one network")
    return {
        name: sum((state[name].float() * share for share, state in zip(shares, states, strict=True)), torch.zeros(()))
        for name in names
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("parts", nargs="+", help="share and weights (weights.pt or reader.onnx) in turn")
    arguments = parser.parse_args()
    shares = [float(share) for share in arguments.parts[::2]]
    states = [load_state(Path(path)) for path in arguments.parts[1::2]]
    torch.save(average(shares, states), arguments.out)
    print(arguments.out)


if __name__ == "__main__":
    main()
