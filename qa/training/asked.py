"""Rows made by rule from news text that nobody labelled: the reader gets used to how news answers.

The questions are of qa/training/cloze.py, worded otherwise than their sentences by qa/training/wording.py.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.sentences import Sentence, sentences
from qa.analysers import Analyser, open_analyser
from qa.training.cloze import Made, questions
from qa.training.rows import Row, Span
from qa.tree import grow

PER_ARTICLE = 6
READ_PER_ARTICLE = 16  # sentences, by chance: more are only time spent
PASSAGE = (500, 900)  # characters; those of the index have about 800
_SENTENCE = (40, 330)  # characters of a sentence that is asked about
_COPIED = 0.7  # share of a question's words in one run of its sentence from which it counts as a copy
_FINISHED = re.compile(r"[^?]*[.!”\"’']", re.S)
_DATELINE = re.compile(r"[A-Z][A-Za-z .,/]{1,40}(?:\([A-Za-z .]+\))? ?(?:—|–|--| - ) ?")
_NAMES = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
_WORD = re.compile(r"\w+")


def load_articles(path: Path, share: float, seed: int) -> list[dict[str, Any]]:
    """A share of the articles of a .jsonl or .jsonl.gz, sampled by seed, in the file's order."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines if line.strip()]
    chosen = random.Random(seed).sample(range(len(articles)), round(share * len(articles)))
    return [articles[at] for at in sorted(chosen)]


def asked(articles: Iterable[Mapping[str, Any]], seed: int, limit: int, analyser: Analyser | None = None) -> list[Row]:
    """Up to `limit` questions about articles with "title" and "text", of all kinds as evenly as the texts allow.

    The same articles and seed give the same rows. Raises ModelMissing.
    """
    return [found.row for found in asked_by_kind(articles, seed, limit, analyser)]


@dataclass(frozen=True, slots=True)
class Kinded:
    """A row and the kind of its question, to judge the kinds apart."""

    kind: str
    row: Row


def asked_by_kind(
    articles: Iterable[Mapping[str, Any]], seed: int, limit: int, analyser: Analyser | None = None
) -> list[Kinded]:
    """As `asked`, with the kind of each question."""
    analyser, made = analyser or open_analyser(), Counter[str]()
    rows: list[Kinded] = []
    for number, article in enumerate(articles):
        rng = random.Random(f"{seed} {number}")
        found = list(_candidates(article["text"], rng, analyser))
        taken: set[int] = set()
        for _ in range(PER_ARTICLE):
            free = [one for one in found if one[0].start not in taken or len(found) < PER_ARTICLE]
            if not free or len(rows) >= limit:
                break
            sentence, one = min(free, key=lambda pair: made[pair[1].kind])
            found.remove((sentence, one))
            taken.add(sentence.start)
            made[one.kind] += 1
            rows.append(Kinded(one.kind, _row(article, sentence, one, rng)))
    return rows


def _candidates(text: str, rng: random.Random, analyser: Analyser) -> Iterator[tuple[Sentence, Made]]:
    """Sentences of a text with a question each is asked, in random order."""
    fit = [found for found in map(lambda one: _without_dateline(text, one), sentences(text)) if _is_prose(text, found)]
    chosen = rng.sample(fit, min(READ_PER_ARTICLE, len(fit)))
    texts = [text[one.start : one.end] for one in chosen]
    surnames = frozenset(name.removesuffix("'s").removesuffix("’s") for name in _NAMES.findall(text) if " " not in name)
    pairs = []
    for sentence, written, analysis in zip(chosen, texts, analyser.analyse(texts), strict=True):
        for one in questions(grow(written, analysis), rng, surnames):
            if _copied(one.question, written) < _COPIED:
                pairs.append((sentence, one))
    rng.shuffle(pairs)
    yield from pairs


def _without_dateline(text: str, sentence: Sentence) -> Sentence:
    found = _DATELINE.match(text, sentence.start, sentence.end)
    return Sentence(found.end(), sentence.end) if found else sentence


def _is_prose(text: str, sentence: Sentence) -> bool:
    written = text[sentence.start : sentence.end]
    return (
        _SENTENCE[0] <= len(written) <= _SENTENCE[1]
        and bool(_FINISHED.fullmatch(written))
        and (written[0].isupper() or written[0] in "“\"'‘")
        and "\n" not in written
    )


def _copied(question: str, sentence: str) -> float:
    """The longest run of a question's words that its sentence has too, as a share of those after the first."""
    asked, told = _WORD.findall(question.lower())[1:], " ".join(_WORD.findall(sentence.lower()))
    told = f" {told} "
    longest = 0
    for begin in range(len(asked)):
        while begin + longest < len(asked) and f" {' '.join(asked[begin : begin + longest + 1])} " in told:
            longest += 1
    return longest / max(len(asked), 1)


def _row(article: Mapping[str, Any], sentence: Sentence, one: Made, rng: random.Random) -> Row:
    text = article["text"]
    around = _passage(text, sentence, rng)
    start = sentence.start + one.answer.start - around.start
    span = Span(start, start + one.answer.end - one.answer.start)
    return Row(one.question, text[around.start : around.end], (span,), article.get("title") or "", "news")


def _passage(text: str, sentence: Sentence, rng: random.Random) -> Sentence:
    """Whole sentences around one, as many as a length drawn by chance allows, before and after by chance."""
    ranges = sentences(text)
    first = last = next(at for at, one in enumerate(ranges) if one.end == sentence.end)
    length = rng.randint(*PASSAGE)
    while sides := [at for at in (first - 1, last + 1) if 0 <= at < len(ranges)]:
        side = rng.choice(sides)
        if ranges[max(last, side)].end - ranges[min(first, side)].start > length:
            break
        first, last = min(first, side), max(last, side)
    return Sentence(ranges[first].start, ranges[last].end)
