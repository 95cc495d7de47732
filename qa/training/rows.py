"""Training rows: read them, make unanswerable ones, roughen the questions, and mix a curriculum.

Nothing here needs torch, so that a recipe can be looked at and tested in seconds.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import sentencex
from sklearn.feature_extraction.text import TfidfVectorizer


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character range of an accepted answer inside its row's context."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One question about one context; no answers means that the context does not answer it."""

    question: str
    context: str
    answers: tuple[Span, ...]
    title: str
    source: str

    def texts(self) -> list[str]:
        return [self.context[span.start : span.end] for span in self.answers]


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


def load(path: Path) -> list[Row]:
    """Read a .jsonl or .jsonl.gz of the SQuAD-like form; every answer is checked against its context.

    Raises ValueError naming the row whose answer does not stand where it says.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [_row(json.loads(line), path.name) for line in lines if line.strip()]


def _row(record: dict[str, Any], source: str) -> Row:
    context, spans = record["context"], []
    for answer in record["answers"]:
        span = Span(answer["start"], answer["start"] + len(answer["text"]))
        if context[span.start : span.end] != answer["text"]:
            raise ValueError(f"{source}: row {record['id']}: answer does not stand at {span.start}")
        spans.append(span)
    return Row(record["question"], context, tuple(spans), record.get("title") or "", source.split(".")[0])


def curriculum(folder: Path, seed: int, scale: float = 1.0, foundation: float = 1.0) -> list[list[Row]]:
    """The stages of the recipe in order, each shuffled; the same seed gives the same rows."""
    rng = random.Random(seed)
    pools = {share.name: _train_rows(folder, share.name) for share in FOUNDATION + MAIN}
    basis = _mix(FOUNDATION, pools, rng, scale * foundation)
    main = _mix(MAIN, pools, rng, scale)
    main += [row for row in main if _REASON.match(row.question) and rng.random() < REASON_SHARE]
    main += list(without_answer(main, REMOVED_SHARE, rng))
    main += list(retrieved(main, RETRIEVED_SHARE, rng))
    made = [*swapped(main, SWAPPED_SHARE, rng), *confused(main, CONFUSED_SHARE, rng)]
    main += made
    stages = [
        [cropped(row, 0, 0.4, rng) for row in basis],
        [cropped(row, PASSAGE_CHARS, 0.5, rng) for row in main],
    ]
    for stage in stages:
        rng.shuffle(stage)
    return [[roughened(row, rng) for row in stage] for stage in stages]


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


def cropped(row: Row, limit: int, keep: float, rng: random.Random) -> Row:
    """Often whole sentences around the answer, up to about `limit` characters: the length of our passages, and cheap.

    With probability `keep`, and when there is no answer, the row stays as it is.
    """
    if not row.answers or len(row.context) <= limit or rng.random() < keep:
        return row
    bounds = sentences(row.context)
    answer = row.answers[0]
    hit = [i for i, (start, end) in enumerate(bounds) if answer.start < end and start < answer.end]
    first, last = hit[0], hit[-1]
    allowed = max(limit, rng.randint(80, 400))
    while sides := [i for i in (first - 1, last + 1) if 0 <= i < len(bounds)]:
        chosen = rng.choice(sides)
        if bounds[max(last, chosen)][1] - bounds[min(first, chosen)][0] > allowed:
            break
        first, last = min(first, chosen), max(last, chosen)
    start, end = bounds[first][0], bounds[last][1]
    inside = tuple(Span(a.start - start, a.end - start) for a in row.answers if start <= a.start and a.end <= end)
    return replace(row, context=row.context[start:end], answers=inside)


def sentences(text: str) -> list[tuple[int, int]]:
    """Sentence ranges of a text, blanks after a sentence included in it."""
    return [(b["start_index"], b["end_index"]) for b in sentencex.get_sentence_boundaries("en", text)]


def without_answer(rows: Iterable[Row], share: float, rng: random.Random) -> Iterator[Row]:
    """The same question on its own context less the sentences that hold an answer: topical, but silent."""
    for row in rows:
        if row.answers and rng.random() < share:
            kept = [
                row.context[start:end]
                for start, end in sentences(row.context)
                if not any(a.start < end and start < a.end for a in row.answers)
            ]
            context = "".join(kept).strip()
            if len(context) > 150 and not _mentions(context, row.texts()):
                yield replace(row, context=context, answers=())


def retrieved(rows: Sequence[Row], share: float, rng: random.Random) -> Iterator[Row]:
    """The question on the most alike other context that does not hold its answer: what a retriever gets wrong."""
    contexts = list(dict.fromkeys(row.context for row in rows))
    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=2)
    matrix = vectorizer.fit_transform(contexts)
    chosen = [row for row in rows if row.answers and rng.random() < share]
    for begin in range(0, len(chosen), 500):
        batch = chosen[begin : begin + 500]
        scores = (vectorizer.transform([row.question for row in batch]) @ matrix.T).toarray()
        for row, line in zip(batch, scores, strict=True):
            best = line.argsort(kind="stable")[-6:]
            others = [contexts[i] for i in best if contexts[i] != row.context]
            others = [c for c in others if not _mentions(c, row.texts()) and row.context not in c]
            if others:
                yield replace(row, context=rng.choice(others), answers=())


_REASON = re.compile(r"why\b|how (?!many|much|long|old|often|far)", re.IGNORECASE)
_NAME = re.compile(r"(?<!^)(?<=[a-z,] )(?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*|1[0-9]\d\d|20\d\d)")


_SLOT = re.compile(r"\b(?P<before>[A-Za-z]+),? (?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*|1[0-9]\d\d\b|20\d\d\b)")
_PAIRS = (
    "first last|most least|more less|before after|north south|northern southern|east west|eastern western|"
    "largest smallest|highest lowest|increase decrease|increased decreased|rise fall|win lose|won lost|"
    "early late|earliest latest|male female|men women|best worst|old new|older newer|higher lower|"
    "larger smaller|strong weak|begin end|began ended|start stop|started stopped|import export|buy sell|"
    "bought sold|support oppose|supported opposed|accept reject|accepted rejected|arrive leave|"
    "arrived left|above below|inside outside|majority minority|minimum maximum|advantage disadvantage|"
    "open close|opened closed|allowed forbidden|legal illegal|public private|success failure|"
    "succeeded failed|attack defend|attacked defended|build destroy|built destroyed|gain lose|gained lost|"
    "join leave|joined left|always never"
)
_OPPOSITES = {a: b for pair in _PAIRS.split("|") for a, b in (pair.split(), pair.split()[::-1])}
_OPPOSED = re.compile(rf"\b(?:{'|'.join(_OPPOSITES)})\b", re.IGNORECASE)


def swapped(rows: Sequence[Row], share: float, rng: random.Random) -> Iterator[Row]:
    """The question about another name or year than the context tells of: the right fact, the wrong entity."""
    pool: dict[tuple[str, bool], list[str]] = {}
    for row in rows:
        for name in _NAME.findall(row.question):
            pool.setdefault((row.title, name.isdigit()), []).append(name)
    for row in rows:
        names = [m for m in _NAME.finditer(row.question) if m.group() in row.context]
        if not row.answers or not names or rng.random() >= share * 3:
            continue
        found = rng.choice(names)
        others = [n for n in pool[(row.title, found.group().isdigit())] if n not in row.context]
        if others:
            question = row.question[: found.start()] + rng.choice(others) + row.question[found.end() :]
            yield replace(row, question=question, answers=())


def confused(rows: Sequence[Row], share: float, rng: random.Random) -> Iterator[Row]:
    """The question about another name, year or opposite of its own context: every word is there, the fact is not.

    The other name stands behind the same word ("in", "by") in a sentence that holds no answer.
    """
    for row in rows:
        if row.answers and rng.random() < share:
            question = _other_name(row, rng) or _opposite(row)
            if question:
                yield replace(row, question=question, answers=())


def _other_name(row: Row, rng: random.Random) -> str | None:
    names = [m for m in _SLOT.finditer(row.question) if m["name"] in row.context]
    if not names:
        return None
    found = rng.choice(names)
    told, near = list(_SLOT.finditer(row.context)), _answering(row)
    slots = {m["before"].lower() for m in told if m["name"] == found["name"]} | {found["before"].lower()}
    others = [
        m["name"]
        for m in told
        if m["before"].lower() in slots
        and m["name"].isdigit() == found["name"].isdigit()
        and m["name"] not in near
        and m["name"] not in row.question
        and found["name"] not in m["name"]
    ]
    if not others:
        return None
    return row.question[: found.start("name")] + rng.choice(others) + row.question[found.end("name") :]


def _opposite(row: Row) -> str | None:
    found = _OPPOSED.search(row.question)
    other = _OPPOSITES[found.group().lower()] if found else ""
    if found is None or other in _answering(row).lower():
        return None
    return row.question[: found.start()] + other + row.question[found.end() :]


def _answering(row: Row) -> str:
    bounds = sentences(row.context)
    return " ".join(row.context[s:e] for s, e in bounds if any(a.start < e and s < a.end for a in row.answers))


def _mentions(context: str, texts: Iterable[str]) -> bool:
    low = context.lower()
    return any(text.lower() in low for text in texts)


_FILLER = frozenset("a an the is are was were did do does of to in on at for by has have had that it".split())


def roughened(row: Row, rng: random.Random) -> Row:
    """Now and then a question as people type it: no question mark, a typo, or keywords only."""
    question, dice = row.question, rng.random()
    if dice < 0.20:
        question = question.rstrip("? ")
    elif dice < 0.27:
        question = _typo(question.rstrip("? "), rng)
    elif dice < 0.32:
        question = " ".join(w for w in question.rstrip("? ").split() if w.lower() not in _FILLER)
    return replace(row, question=question or row.question)


def _typo(question: str, rng: random.Random) -> str:
    words = question.split()
    long = [i for i, word in enumerate(words) if len(word) > 4]
    if not long:
        return question
    i = rng.choice(long)
    word, at = words[i], rng.randrange(1, len(words[i]) - 2)
    swaps = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
    )
    words[i] = rng.choice(swaps)
    return " ".join(words)
