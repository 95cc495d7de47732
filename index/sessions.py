"""ONNX weights to a session that gives the same figures on every processor: the only file that imports onnxruntime to
answer.

Without the instructions for int8 sums (VNNI), AVX2 adds products of int8 in 16 bits, where they overflow: on such a
processor the shipped reader's logits were three times as far from float32 (docs/READER.md). ONNX Runtime's own setting
against it has no effect where the instructions are.
"""

from __future__ import annotations

from typing import Any

EXACT_SUMS = ("session.x64quantprecision", "1")


def open_session(content: bytes) -> Any:
    """An onnxruntime.InferenceSession of a model's bytes that runs on one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry(*EXACT_SUMS)
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
