"""The shipped int8 ONNX weights back as a state dict, so that training can go on from what the repository holds.

Every weight comes back within half a step of its int8 scale (ONNX operator DequantizeLinear), smoothing undone.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor


def restore(path: Path) -> dict[str, Tensor]:
    """The state dict of `qa.training.model.ReaderNetwork` from a file that `qa.training.export` wrote."""
    graph = onnx.load(path).graph
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    state = {name: array for name, array in arrays.items() if name.endswith((".bias", "LayerNorm.weight"))}
    for node in graph.node:
        # "/encoder/encoder/layer.0/…/query/MatMul_quant" and the heads' "/answerable/answerable.0/Gemm_MatMul_quant"
        if node.op_type == "MatMulInteger":
            weight = _exact(arrays, node.input[1].removesuffix("_quantized"))
            divisor = arrays.get(node.input[0].removesuffix("_smoothed_quantized") + "_divisor", np.ones(len(weight)))
            state[_parameter(node.name)] = (weight * divisor[:, None]).T
    for name in arrays:
        if "embeddings" in name and name.endswith("_quantized"):
            state[name.removesuffix("_quantized")] = _exact(arrays, name.removesuffix("_quantized"))
    return {name: torch.from_numpy(np.array(array, dtype=np.float32)) for name, array in state.items()}


def _exact(arrays: dict[str, np.ndarray], name: str) -> np.ndarray:
    quantized, scale, zero = (arrays[f"{name}_{part}"] for part in ("quantized", "scale", "zero_point"))
    exact: np.ndarray = (quantized.astype(np.float32) - zero.astype(np.float32)) * scale
    return exact


def _parameter(node: str) -> str:
    parts = node.strip("/").split("/")[:-1]
    return (parts[-1] if parts[0] == "answerable" else ".".join(parts)) + ".weight"
