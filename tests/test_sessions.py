"""Sums of int8 products are the same on every processor."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper

from index.sessions import open_session


def model(weights: np.ndarray) -> bytes:
    """x [1, n] of uint8 times int8 weights [n, m], summed in int32."""
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["x", "w"], ["y"])],
        "int8",
        [helper.make_tensor_value_info("x", TensorProto.UINT8, [1, len(weights)])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, [1, weights.shape[1]])],
        [helper.make_tensor("w", TensorProto.INT8, weights.shape, weights.tobytes(), raw=True)],
    )
    made: bytes = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8
    ).SerializeToString()
    return made


def test_the_largest_int8_sums_do_not_overflow() -> None:
    # 2 x 255 x 127 is more than 16 bits hold: AVX2 without VNNI cuts it to 32,767 unless it is told not to.
    weights = np.full((64, 16), 127, dtype=np.int8)
    x = np.full((1, 64), 255, dtype=np.uint8)
    (y,) = open_session(model(weights)).run(None, {"x": x})
    assert y.tolist() == [[64 * 255 * 127] * 16]
