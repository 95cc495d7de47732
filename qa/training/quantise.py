"""A float32 ONNX reader to int8, activations smoothed into the weights.

Dynamic int8 alone costs the reader 1 F1 point: a few activations of the feed-forward layers are far larger than the
rest and take the whole scale. SmoothQuant (Xiao et al., ICML 2023, equation 4) moves a part of that size into the
weights by a multiplication before each matrix.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from qa.training.features import Batch

# How much of it: all of the size at 1. What follows the activation function has the largest of all (docs/READER.md).
EXPONENT, EXPONENT_AFTER_ACTIVATION = 0.5, 0.75
AFTER_ACTIVATION = re.compile(r"layer\.\d+/output/dense/")
CLIP = 100.0  # a channel that is hardly used would get an extreme factor
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def quantise(exact: Path, target: Path, seen: Sequence[Batch]) -> None:
    """Write the int8 form of the model `exact` to `target`; `seen` are typical inputs to take the activations of."""
    model = onnx.load(exact)
    constants = {tensor.name: tensor for tensor in model.graph.initializer}
    nodes = [node for node in model.graph.node if node.op_type == "MatMul" and node.input[1] in constants]
    for name, largest in _largest(exact, {node.input[0] for node in nodes}, seen).items():
        users = [node for node in nodes if node.input[0] == name]
        _smooth(model, users, [constants[node.input[1]] for node in users], largest)
    quantize_dynamic(model, target, weight_type=QuantType.QInt8, per_channel=True)


def _largest(exact: Path, names: Iterable[str], seen: Sequence[Batch]) -> dict[str, np.ndarray]:
    """The largest absolute value of each channel of each activation, padding left out: {name: [channels]}."""
    wanted, model = sorted(names), onnx.load(exact)
    model.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in wanted)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    found: dict[str, np.ndarray] = {}
    for batch in seen:
        arrays = dict(zip(INPUTS, (batch.ids, batch.mask, batch.types), strict=True))
        for name, values in zip(wanted, session.run(wanted, arrays), strict=True):
            top = np.abs(values[batch.mask > 0]).max(axis=0)
            found[name] = np.maximum(found.get(name, top), top)
    return found


def _smooth(model: ModelProto, users: Sequence[NodeProto], weights: Sequence[TensorProto], largest: np.ndarray) -> None:
    """Divide an activation and multiply the rows of all matrices that it goes into by the same factors."""
    name = users[0].input[0]
    rows = np.max([np.abs(numpy_helper.to_array(tensor)).max(axis=1) for tensor in weights], axis=0)
    exponent = EXPONENT_AFTER_ACTIVATION if AFTER_ACTIVATION.search(users[0].name) else EXPONENT
    factor = np.maximum(largest, 1e-4) ** exponent / np.maximum(rows, 1e-5) ** (1 - exponent)
    factor = np.clip(factor / np.exp(np.log(factor).mean()), 1 / CLIP, CLIP).astype(np.float32)
    model.graph.initializer.append(numpy_helper.from_array(1 / factor, f"{name}_divisor"))
    at = min(list(model.graph.node).index(node) for node in users)
    model.graph.node.insert(at, helper.make_node("Mul", [name, f"{name}_divisor"], [f"{name}_smoothed"]))
    for tensor in weights:
        exact = numpy_helper.to_array(tensor) * factor[:, None]
        tensor.CopyFrom(numpy_helper.from_array(exact, tensor.name))
    for node in users:
        node.input[0] = f"{name}_smoothed"
