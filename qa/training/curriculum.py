"""The curriculum: which rows of which files in which order, the made unanswerable ones, and the groups to rank."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa.readers import Reader
from qa.training.negatives import Likeness, balanced, believed, confused, misplaced, retrieved, swapped, without_answer
from qa.training.rows import Row, cropped, load, passage, roughened

Group = tuple[Row, ...]
"""One question on several contexts; only the first may answer it."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many rows of one file a stage takes (sampled by seed; more than it has: repeated whole)."""

    name: str
    rows: int


# Articles of SQuAD 2.0 dev part A that are never trained on: "no answer" is judged by them.
HELD_OUT_TITLES = frozenset({"Steam_engine", "European_Union_law", "Computational_complexity_theory"})

# Stage one teaches how sentences of news answer (short, cheap rows); stage two the task itself.
FOUNDATION = (Share("qasrl_v21_devtest", 14_000), Share("qamr_filtered", 14_000), Share("qanom", 2_000))
MAIN = (
    Share("squad_v2_dev_part_a", 21_400),
    Share("squad_v2_train_part", 18_800),
    Share("squadshifts_new_wiki", 27_000),
    Share("squadshifts_reddit", 22_000),
    Share("squadshifts_amazon_reviews", 17_000),
    Share("tydiqa_goldp_en_train", 11_000),
    Share("qed_nq_dev", 4_000),
    Share("fairytaleqa_verbatim", 9_200),
    Share("policyqa_dev", 2_500),
    Share("policyqa_test", 2_500),
    Share("qamr_filtered", 14_000),
    Share("qasrl_v21_devtest", 11_000),
)
PASSAGE_CHARS = 800  # what 200 tokens of our passages come to
# Share of the answerable rows of stage two that also yield one unanswerable row of each kind.
REMOVED_SHARE, RETRIEVED_SHARE, SWAPPED_SHARE, CONFUSED_SHARE = 0.12, 0.22, 0.06, 0.30
# Why and how are rare in the sets and lost most in the product: this share of their rows is taken a second time.
REASON_SHARE = 0.5
# With a miner: so many times the shares of swapped and confused questions, and this share of misplaced ones, are asked.
MINED, MISPLACED_SHARE, BELIEVED_ODDS = 2.5, 0.7, -0.5

SHORT_CHARS, WHOLE_SHARE = 300, 0.5  # of contexts that were written for us, and the share of them that stays whole
SILENT_WRITTEN = 0.7  # silent questions of an asking word among those written for us, per answered one of that word

# Groups, for the loss over a list of passages.
RANKED = tuple(share for share in MAIN if share.name not in ("qasrl_v21_devtest", "policyqa_dev", "policyqa_test"))
GROUP = 4  # contexts of one question
SILENT_SHARE = 0.15  # of the groups have no context that answers, besides those of questions without an answer


REASON = re.compile(r"why\b|how (?!many|much|long|old|often|far)", re.IGNORECASE)


def curriculum(
    folder: Path,
    seed: int,
    scale: float = 1.0,
    foundation: float = 1.0,
    miner: Reader | None = None,
    written: Sequence[Row] = (),
) -> list[list[Row]]:
    """The stages of the recipe in order, each shuffled; the same seed gives the same rows.

    With a `miner`, made questions are drawn at MINED times the share, and those that it believes to be answered stay.
    `written` rows join the last stage, balanced, on few sentences.
    """
    rng = random.Random(seed)
    pools = {share.name: _train_rows(folder, share.name) for share in FOUNDATION + MAIN}
    basis = _mix(FOUNDATION, pools, rng, scale * foundation)
    main = _mix(MAIN, pools, rng, scale)
    main += [row for row in main if REASON.match(row.question) and rng.random() < REASON_SHARE]
    made = [*without_answer(main, REMOVED_SHARE, rng), *retrieved(main, RETRIEVED_SHARE, Likeness(main), rng)]
    main += made + _confusing(main, rng, miner)
    stages = [
        [cropped(row, 0, 0.4, rng) for row in basis],
        [cropped(row, PASSAGE_CHARS, 0.5, rng) for row in main],
    ]
    stages[-1] += [short(row, rng) for row in balanced(written, SILENT_WRITTEN, rng)]
    for stage in stages:
        rng.shuffle(stage)
    return [[roughened(row, rng) for row in stage] for stage in stages]


def _confusing(main: list[Row], rng: random.Random, miner: Reader | None) -> list[Row]:
    more = MINED if miner else 1.0
    made = [*swapped(main, SWAPPED_SHARE * more, rng), *confused(main, CONFUSED_SHARE * more, rng)]
    if miner is None:
        return made
    return believed([*made, *misplaced(main, MISPLACED_SHARE, rng)], miner, BELIEVED_ODDS)


def groups(folder: Path, seed: int, count: int) -> list[Group]:
    """`count` questions of the training sets, each on GROUP contexts."""
    rng = random.Random(seed + 1)
    pools = {share.name: _train_rows(folder, share.name) for share in RANKED}
    found = list(grouped(_mix(RANKED, pools, rng, count / sum(share.rows for share in RANKED)), rng))
    rng.shuffle(found)
    return found


def bundled(rows: Sequence[Row], seed: int) -> list[Group]:
    """Each question on the GROUP contexts of its title, which tell of one event; rows of other titles are left out.

    Of the silent questions only so many of each asking word stay as do not show by it.
    """
    rng, told = random.Random(seed + 2), dict[str, list[str]]()
    for row in rows:
        if row.context not in told.setdefault(row.title, []):
            told[row.title].append(row.context)
    whole = [row for row in rows if len(told[row.title]) == GROUP]
    found = []
    for row in balanced(whole, SILENT_WRITTEN, rng):
        asking = roughened(row, rng)
        others = [replace(asking, context=c, answers=()) for c in told[row.title] if c != row.context]
        found.append(tuple(short(one, rng) for one in (asking, *others)))
    return found


def short(row: Row, rng: random.Random) -> Row:
    """Often a few sentences of the context, those of the answer if it has one: fewer tokens, more rows an hour."""
    if row.answers or rng.random() < WHOLE_SHARE:
        return cropped(row, SHORT_CHARS, WHOLE_SHARE, rng)
    return replace(row, context=passage(row.context, SHORT_CHARS, rng))


def grouped(rows: Sequence[Row], rng: random.Random) -> Iterator[Group]:
    """Each question on its own context and on others that are silent; sometimes on silent ones alone."""
    for row, (alike, own) in zip(rows, Likeness(rows).others(rows), strict=True):
        silent = [one.context for one in without_answer([row], 1.0, rng)]
        others = list(dict.fromkeys(silent + rng.sample(own, min(2, len(own))) + rng.sample(alike, len(alike))))
        if len(others) < GROUP:
            continue
        asking = roughened(cropped(row, PASSAGE_CHARS, 0.5, rng), rng)
        rest = [replace(asking, context=passage(other, PASSAGE_CHARS, rng), answers=()) for other in others[:GROUP]]
        yield tuple(rest) if rng.random() < SILENT_SHARE else (asking, *rest[:-1])


def _train_rows(folder: Path, name: str) -> list[Row]:
    rows = load(folder / f"{name}.jsonl.gz")
    return [row for row in rows if not (name == "squad_v2_dev_part_a" and row.title in HELD_OUT_TITLES)]


def held_out(folder: Path) -> list[Row]:
    """Rows of the held-out articles of part A: half of them unanswerable."""
    return [row for row in load(folder / "squad_v2_dev_part_a.jsonl.gz") if row.title in HELD_OUT_TITLES]


def _mix(shares: Sequence[Share], pools: dict[str, list[Row]], rng: random.Random, scale: float) -> list[Row]:
    rows: list[Row] = []
    for share in shares:
        pool, wanted = pools[share.name], round(share.rows * scale)
        rows += pool * (wanted // len(pool)) + rng.sample(pool, wanted % len(pool))
    return rows
