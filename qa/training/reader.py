"""Train the reader: `python -m qa.training.reader --data DIR --out DIR`; interrupt and call again to go on.

Dependencies are the extra `training`. The run is steered by one seed; a checkpoint is written every few minutes,
and the exponential moving average of the weights is what is exported.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from dataclasses import asdict, dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch
from torch import Tensor, nn

from index.embedders import half_precision
from qa.readers import WEIGHTS, OnnxReader
from qa.spans import Odds
from qa.training import features as feats
from qa.training.curriculum import GROUP, bundled, curriculum, groups
from qa.training.model import ReaderNetwork, load_state
from qa.training.rows import load

CHECKPOINT_SECONDS = 240
LOG_STEPS = 50


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on besides its data."""

    seed: int = 20261122
    batch_rows: int = 32
    rate: float = 2e-4
    warmup: float = 0.04
    weight_decay: float = 0.01
    ema: float = 0.999
    answerable_weight: float = 0.5
    label_smoothing: float = 0.02
    dropout: float = 0.0  # of hidden states, from a pool (see model.py)
    scale: float = 1.0
    foundation: float = 1.0  # further scale of stage one; 0 to go on from weights that have had it
    max_steps: int = 0  # 0: all of the curriculum; else its first steps, with the rate falling to its end there
    init: str = ""  # weights to go on from: weights.pt of a run, or the shipped reader.onnx
    miner: str = ""  # folder of a reader: of the made unanswerable questions those stay that it believes are answered
    groups: int = 0  # questions on several contexts each, spread over the last stage, that are ranked
    ranking_weight: float = 0.5
    written: str = ""  # further rows (.jsonl.gz, as the training sets) for the last stage
    bundles: str = ""  # rows (.jsonl.gz, as the training sets) of four contexts a title, to be ranked in the last stage
    frozen: int = 0  # so many of the lowest layers, and the embeddings, stay as they are (two: 7.6 rows/s, not 5.6)


@dataclass(frozen=True, slots=True)
class Step:
    """What one optimiser step sees: rows, or groups of `size` rows of one question, the answering one first."""

    rows: list[feats.Feature]
    size: int = 1


def span_loss(logits: Tensor, target: Tensor, mask: Tensor, smoothing: float) -> Tensor:
    """Cross entropy a row against a distribution over tokens, padding excluded. Shapes [rows, tokens] to [rows]."""
    logits = logits.masked_fill(mask == 0, -1e4)
    log_probability = torch.log_softmax(logits, dim=-1)
    smooth = mask.float() / mask.sum(-1, keepdim=True)
    target = (1 - smoothing) * target + smoothing * smooth
    return -(target * log_probability).sum(-1)


def ranking_loss(odds: Tensor, answered: Tensor) -> Tensor:
    """Cross entropy over the contexts of a question and "none of them", whose odds are even.

    `odds` [groups, size] are log-odds; `answered` [groups]: whether the first context answers. Clark and Gardner,
    "Simple and effective multi-paragraph reading comprehension", ACL 2018.
    """
    none = torch.zeros(len(odds), 1)
    target = torch.where(answered > 0, 0, odds.shape[1])
    return nn.functional.cross_entropy(torch.cat([odds, none], 1), target)


@cache
def shipped_odds() -> Odds:
    """The odds of the reader that ships, by which contexts are ranked; those of a new one are fitted after its run."""
    return Odds(**json.loads((WEIGHTS / "reader.json").read_text("utf-8"))["odds"])


def loss(network: nn.Module, step: Step, settings: Settings) -> Tensor:
    """Spans plus "is it answered here", trained together; for groups also which of their contexts answers.

    The silent rows of a group weigh together as much as its first.
    """
    batch = feats.collate(step.rows)
    ids, mask, types, start, end, answerable = (torch.from_numpy(getattr(batch, f)) for f in batch.__slots__)
    with half_precision():
        start_logits, end_logits, answerable_logits = network(ids, mask, types)
    spans = span_loss(start_logits, start, mask, settings.label_smoothing) + span_loss(
        end_logits, end, mask, settings.label_smoothing
    )
    answered = nn.functional.binary_cross_entropy_with_logits(answerable_logits, answerable, reduction="none")
    each = spans / 2 + settings.answerable_weight * answered
    if step.size == 1:
        return each.mean()
    weight = torch.tensor([1.0] + [1 / (step.size - 1)] * (step.size - 1)).repeat(len(each) // step.size)
    inside = (types * mask) > 0
    best = [logits.masked_fill(~inside, -1e4).amax(-1) - logits[:, 0] for logits in (start_logits, end_logits)]
    fitted = shipped_odds()
    odds = fitted.margin * (best[0] + best[1]) + fitted.answerable * answerable_logits + fitted.bias
    ranked = ranking_loss(odds.view(-1, step.size), answerable.view(-1, step.size)[:, 0])
    return (each * weight).sum() / weight.sum() + settings.ranking_weight * ranked


class Run:
    """Network, its moving average, optimiser and the place in the data: all that a checkpoint holds."""

    def __init__(self, settings: Settings, out: Path, steps: int) -> None:
        torch.manual_seed(settings.seed)
        self.settings, self.out, self.steps, self.step = settings, out, steps, 0
        self.network = ReaderNetwork(settings.dropout)
        if settings.init:
            self.network.load_state_dict(load_state(Path(settings.init)))
        self.network.freeze(settings.frozen)
        self.average = {name: value.detach().clone() for name, value in self.network.state_dict().items()}
        learnt = [p for p in self.network.parameters() if p.requires_grad]
        decayed, plain = [p for p in learnt if p.ndim > 1], [p for p in learnt if p.ndim <= 1]
        groups = [{"params": decayed, "weight_decay": settings.weight_decay}, {"params": plain, "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=settings.rate, betas=(0.9, 0.98), fused=True)
        self._resume()

    def _resume(self) -> None:
        path = self.out / "checkpoint.pt"
        if path.exists():
            state = torch.load(path, weights_only=True)
            self.network.load_state_dict(state["network"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.average, self.step = state["average"], state["step"]

    def save(self) -> None:
        """Write aside and rename: an interrupted write never costs the last good checkpoint."""
        state = {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict()}
        _replace(self.out / "checkpoint.pt", state | {"average": self.average, "step": self.step})
        _replace(self.out / "weights.pt", self.average)

    def advance(self, step: Step) -> float:
        """One optimiser step; returns the loss."""
        s, done = self.settings, self.step / self.steps
        rate = s.rate * min(1.0, (self.step + 1) / (s.warmup * self.steps)) * max(0.02, 1 - done)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        value = loss(self.network, step, s)
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self._track()
        self.step += 1
        return value.item()

    def _track(self) -> None:
        decay = min(self.settings.ema, (1 + self.step) / (10 + self.step))
        current = self.network.state_dict()
        names = [n for n in self.average if self.average[n].dtype.is_floating_point]
        torch._foreach_lerp_([self.average[n] for n in names], [current[n].detach() for n in names], 1 - decay)


def _replace(path: Path, state: object) -> None:
    aside = path.with_suffix(".tmp")
    torch.save(state, aside)
    os.replace(aside, path)


def train(data: Path, out: Path, settings: Settings) -> Path:
    """Train from the rows in `data` (the train/ folder), or go on from `out/checkpoint.pt`; returns the weights' path.

    `out/settings.json` must match the settings that the folder was begun with: ValueError otherwise.
    """
    out.mkdir(parents=True, exist_ok=True)
    _remember(out / "settings.json", settings)
    plan, ends = _plan(data, settings)
    run = Run(settings, out, len(plan))
    run.network.train()
    begun, first, saved, recent = time.monotonic(), run.step, time.monotonic(), []
    try:
        for step in plan[run.step :]:
            recent.append(run.advance(step))
            if run.step in ends:  # so that stages can be compared and averaged
                _replace(out / f"weights-stage{ends.index(run.step) + 1}.pt", run.average)
            if run.step % LOG_STEPS == 0:
                _report(run, recent, time.monotonic() - begun, run.step - first)
                recent = []
            if time.monotonic() - saved > CHECKPOINT_SECONDS:
                run.save()
                saved = time.monotonic()
    finally:
        run.save()
    return out / "weights.pt"


def _remember(path: Path, settings: Settings) -> None:
    if path.exists() and json.loads(path.read_text()) != asdict(settings):
        raise ValueError(f"{path.parent} was begun with other settings ({path.name}); choose another --out")
    path.write_text(json.dumps(asdict(settings), indent=1))


def _plan(data: Path, settings: Settings) -> tuple[list[Step], list[int]]:
    """All steps in order, and after which of them a stage ends."""
    tokenizer, rows, s = feats.open_tokenizer(), settings.batch_rows, settings
    miner = OnnxReader(Path(s.miner)) if s.miner else None
    written = load(Path(s.written)) if s.written else []
    stages = [
        _row_steps(list(feats.features(stage, tokenizer)), rows, s.seed)
        for stage in curriculum(data, s.seed, s.scale, s.foundation, miner, written)
    ]
    made = groups(data, s.seed, s.groups) if s.groups else []
    made += bundled(load(Path(s.bundles)), s.seed) if s.bundles else []
    if made:
        ranking = _group_steps(list(feats.group_features(made, tokenizer)), rows // GROUP, s.seed)
        stages[-1] = spread(stages[-1], ranking)
    ends = list(accumulate(map(len, stages)))
    return [step for stage in stages for step in stage][: s.max_steps or None], ends


def _row_steps(rows: list[feats.Feature], count: int, seed: int) -> list[Step]:
    lengths = [len(row.ids) for row in rows]
    return [Step([rows[i] for i in chosen]) for chosen in feats.batches(lengths, count, seed)]


def _group_steps(made: list[list[feats.Feature]], count: int, seed: int) -> list[Step]:
    lengths = [max(len(row.ids) for row in group) for group in made]
    return [Step([row for i in chosen for row in made[i]], GROUP) for chosen in feats.batches(lengths, count, seed)]


def spread(first: list[Step], second: list[Step]) -> list[Step]:
    """Both in their own order, the shorter spread evenly over the longer."""
    placed = [((i + 0.5) / len(steps), step) for steps in (first, second) for i, step in enumerate(steps)]
    return [step for _, step in sorted(placed, key=lambda pair: pair[0])]


def _report(run: Run, losses: list[float], seconds: float, steps: int) -> None:
    left = (run.steps - run.step) * seconds / steps
    rate = steps * run.settings.batch_rows / seconds
    print(
        f"step {run.step}/{run.steps} loss {sum(losses) / len(losses):.3f} {rate:.1f} rows/s {left / 60:.0f} min left",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the training sets (.jsonl.gz)")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and weights")
    for name, value in asdict(Settings()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    arguments = vars(parser.parse_args())
    data, out = arguments.pop("data"), arguments.pop("out")
    print(train(data, out, Settings(**arguments)))


if __name__ == "__main__":
    main()
