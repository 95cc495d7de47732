"""The embedder's weights to the int8 ONNX file that ships: `python -m index.export_embedder` (`training` extra).

Prints what `index/embedders.py` must name: the file's size and SHA-256, and the cosine to the exact model.
"""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from transformers import AutoModel

from index.embedders import QUESTION_WEIGHTS, MiniLM, model_folder

# Rows of a weight matrix that share a scale. On 400 news questions and 700 passages: blocks of 128 give a cosine of at
# least 0.9996 and 99.2 % of the exact top ten in 23.8 MB; one scale a column 0.9991 and 98.4 %; ONNX Runtime's dynamic
# int8 (activations too) 0.9872 and 94.2 %, which is why it is not used though a question then takes half the time.
BLOCK_ROWS = 128
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
QUESTIONS = (
    "Who commands the army in the north?",
    "When did the strike begin?",
    "How many people were hurt in the fire at the market hall?",
    "What did the minister say about the new tax on sugar?",
    "Why was the bridge closed?",
    "Did the council approve the budget for the harbour?",
    "Where will the next climate summit be held?",
    "Which company lost the contract to build the tram line?",
    "What happened after the ferry ran aground?",
    "Name the players who were injured before the final.",
)


class Pooled(torch.nn.Module):
    """Tokens in, one unit-length vector a row out: the mean over the tokens that the mask keeps."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder: Any = AutoModel.from_pretrained(str(folder), attn_implementation="eager")

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
        hidden = self.encoder(input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)[0]
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
        return torch.nn.functional.normalize(mean, dim=1)


def export(target: Path) -> Path:
    """Write the pooled encoder as one file: weights in int8, arithmetic in float32, no external data."""
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        _to_onnx(exact)
        model = onnx.load(str(exact))
    _quantise(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))
    return target


def _to_onnx(path: Path) -> None:
    example = tuple(torch.ones((2, 16), dtype=torch.int64) for _ in INPUTS)
    torch.onnx.export(
        Pooled(model_folder()).eval(),
        example,
        path,
        input_names=list(INPUTS),
        output_names=["vector"],
        dynamic_axes={name: {0: "rows", 1: "tokens"} for name in INPUTS} | {"vector": {0: "rows"}},
        opset_version=17,
        dynamo=False,
    )


def _quantise(graph: Any) -> None:
    """Put int8 blocks and their scales where the large matrices stand; ONNX Runtime multiplies them out at load."""
    tensors = {tensor.name: tensor for tensor in graph.initializer}
    nodes = []
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in tensors:
            nodes += _dequantised(graph, tensors[node.input[1]])
            nodes.append(node)
        elif node.op_type == "Gather" and tensors.get(node.input[0]) and _is_large(tensors[node.input[0]]):
            nodes += _gathered(graph, node, tensors[node.input[0]])
        else:
            nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)


def _is_large(tensor: Any) -> bool:
    """Word vectors, not those of positions and token types: 0.8 MB is not worth an error in every token."""
    return len(tensor.dims) == 2 and tensor.dims[0] > 1000


def _dequantised(graph: Any, tensor: Any) -> list[Any]:
    """Nodes that make the matrix `tensor` [rows, columns] again; each block of rows of a column has its own scale."""
    name, weights = tensor.name, numpy_helper.to_array(tensor)
    blocks = weights.reshape(-1, BLOCK_ROWS, weights.shape[1])
    _replace(graph, tensor, _scales(blocks, axis=1), blocks)
    graph.initializer.append(numpy_helper.from_array(np.array(weights.shape), f"{name}.shape"))
    return [
        helper.make_node("Cast", [f"{name}.int8"], [f"{name}.float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{name}.float", f"{name}.scale"], [f"{name}.blocks"]),
        helper.make_node("Reshape", [f"{name}.blocks", f"{name}.shape"], [name]),
    ]


def _gathered(graph: Any, node: Any, tensor: Any) -> list[Any]:
    """Nodes that look rows up in int8 and scale only those; each row has its own scale."""
    name, result, rows = tensor.name, node.output[0], numpy_helper.to_array(tensor)
    _replace(graph, tensor, _scales(rows, axis=1), rows)
    return [
        helper.make_node("Gather", [f"{name}.int8", node.input[1]], [f"{result}.int8"]),
        helper.make_node("Gather", [f"{name}.scale", node.input[1]], [f"{result}.scale"]),
        helper.make_node("Cast", [f"{result}.int8"], [f"{result}.float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{result}.float", f"{result}.scale"], [result]),
    ]


def _scales(weights: Any, axis: int) -> Any:
    largest = np.abs(weights).max(axis=axis, keepdims=True)
    return np.where(largest > 0, largest / 127, 1).astype(np.float32)


def _replace(graph: Any, tensor: Any, scales: Any, weights: Any) -> None:
    rounded = np.clip(np.rint(weights / scales), -127, 127).astype(np.int8)
    name = tensor.name
    graph.initializer.remove(tensor)
    graph.initializer.append(numpy_helper.from_array(rounded, f"{name}.int8"))
    graph.initializer.append(numpy_helper.from_array(scales, f"{name}.scale"))


def main() -> None:
    path = export(QUESTION_WEIGHTS)
    content = path.read_bytes()
    print(f"{path}: {len(content):,} bytes, sha256 {hashlib.sha256(content).hexdigest()}")
    embedder = MiniLM(question_sha256=hashlib.sha256(content).hexdigest())
    exact = embedder.embed_passages(QUESTIONS)
    cosines = [float(exact[row] @ embedder.embed_question(question)) for row, question in enumerate(QUESTIONS)]
    print(f"cosine to the exact model on {len(cosines)} questions: {min(cosines):.4f} to {np.max(cosines):.4f}")


if __name__ == "__main__":
    main()
