"""Everything that is wrong with gold at once, line by line, and what would make it better."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from rapidfuzz import fuzz

from eval.corpus import articles_by_doc
from eval.gold import Evidence, Question, check, locate, try_questions
from index.errors import GoldInvalid
from index.normalise import words
from index.types import Article
from qa.question import wants

# Among all 14,266 pairs of the sample and the development questions nine pairs pass, seven of which ask the same.
# Again: alike() on the questions of any gold file.
ALIKE = 88.0  # of rapidfuzz's token_set_ratio, 0 to 100
FEWEST_UNANSWERABLE, MOST_UNANSWERABLE = 0.20, 0.30  # shares; with fewer nobody sees what answering always costs


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a gold file; `error` is what makes it unusable, else it is advice. `message` names the line."""

    message: str
    error: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """What a gold file asks, as far as it can be read, and what is to be said about it, errors first."""

    path: Path
    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many findings make the file unusable."""
        return sum(finding.error for finding in self.findings)


def inspect(path: Path, articles: Iterable[Article]) -> Checked:
    """Check a file of questions or dialogues against the articles it asks about, to the end.

    Errors: lines that are not of the form, ids used twice, evidence and sides in no article or not at their offsets.
    Advice: cut words, questions that ask the same, a share of unanswerable questions outside 20 to 30 %.
    Raises PathMissing, GoldInvalid only when the file cannot be read at all.
    """
    read = list(try_questions(path))
    questions = tuple(question for turns in read if not isinstance(turns, GoldInvalid) for question in turns)
    errors = [str(turns) for turns in read if isinstance(turns, GoldInvalid)]
    errors += _twice(path, questions)
    named, unknown = _named(path, questions, list(articles))
    errors += unknown
    texts = {doc: article.text for doc, article in named.items()}
    errors += [message for question in questions for message in _misplaced(path, question, texts)]
    errors += [message for question in questions for message in _unfit(path, question)]
    hints = [*_cut(path, questions, texts), *_same(path, questions), *_share(path, questions)]
    findings = [Finding(message, True) for message in errors] + [Finding(message, False) for message in hints]
    return Checked(path, questions, tuple(findings))


def _at(path: Path, question: Question) -> str:
    return f"{path}, line {question.line}: {question.id}"


def _twice(path: Path, questions: Sequence[Question]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for question in questions:
        if question.id in seen:
            yield f"{_at(path, question)} is also the id of line {seen[question.id]}; give each question its own"
        seen.setdefault(question.id, question.line)


def _named(
    path: Path, questions: Sequence[Question], articles: Sequence[Article]
) -> tuple[dict[str, Article], list[str]]:
    """The articles that the gold names, and a complaint for each name that fits none or several, at its first line."""
    named: dict[str, Article] = {}
    wrong: dict[str, str] = {}
    for question in questions:
        for doc in _docs(question):
            if doc not in named and doc not in wrong:
                try:
                    named |= articles_by_doc(articles, [doc])
                except GoldInvalid as error:
                    wrong[doc] = f"{_at(path, question)}: {error}"
    return named, list(wrong.values())


def _docs(question: Question) -> Iterator[str]:
    yield from (evidence.doc for evidence in question.evidence)
    yield from (doc for side in question.sides for doc in side.docs)


def _misplaced(path: Path, question: Question, texts: Mapping[str, str]) -> Iterator[str]:
    """Evidence that is not its slice; where it stands instead, if only there."""
    for evidence in question.evidence:
        if evidence.doc not in texts:
            continue  # said already
        alone = _only(question, evidence)
        try:
            check([alone], texts, path)
        except GoldInvalid as error:
            yield f"{error}{_hint(alone, texts)}"


def _only(question: Question, evidence: Evidence) -> Question:
    return replace(question, evidence=(evidence,))


def _hint(question: Question, texts: Mapping[str, str]) -> str:
    try:
        found = locate(question, texts).evidence[0]
    except GoldInvalid:
        return ""
    return f" (it stands at {found.start} to {found.end})"


def _unfit(path: Path, question: Question) -> Iterator[str]:
    """Groups and sides that cannot be won: empty, or in an article that holds no evidence."""
    if any(not group for group in question.answer_groups):
        yield f"{_at(path, question)} has an empty group of answers; each group needs an accepted text"
    cited = {evidence.doc for evidence in question.evidence}
    for side in question.sides:
        if not side.answers:
            yield f"{_at(path, question)} has a side {side.answer!r} without answers; give the accepted texts"
        for doc in side.docs:
            if doc not in cited:
                yield f"{_at(path, question)} has a side in {doc!r}, but no evidence from it; add the sentence"
    for one, other in combinations(question.sides, 2):
        if not question.soft and {*one.answers} & {*other.answers}:
            yield f"{_at(path, question)} accepts one text for two sides; sides must differ"


def _cut(path: Path, questions: Sequence[Question], texts: Mapping[str, str]) -> Iterator[str]:
    for question in questions:
        for one in question.evidence:
            text = texts.get(one.doc, "")
            if text[one.start : one.end] == one.text and any(splits_word(text, at) for at in (one.start, one.end)):
                yield f"{_at(path, question)}: the evidence {one.text[:40]!r} cuts a word; take it whole"


def splits_word(text: str, at: int) -> bool:
    """Whether this offset lies between two letters or digits of one word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _same(path: Path, questions: Sequence[Question]) -> Iterator[str]:
    for number, question in enumerate(questions):
        for other in alike(question.standalone, questions[:number])[:1]:
            yield f"{_at(path, question)} asks nearly what {other.id} asks: {other.standalone!r}; reword or leave out"


def alike(question: str, others: Iterable[Question]) -> list[Question]:
    """The questions that want the same kind of answer in nearly the same words, the nearest first.

    The order of words and their repetition do not count, nor do words that only one of both has besides all others.
    """
    mine, wanted = _content(question), wants(question)
    scored = [(fuzz.token_set_ratio(mine, _content(other.standalone)), other) for other in others] if mine else []
    near = [(score, other) for score, other in scored if score >= ALIKE and wants(other.standalone) == wanted]
    return [other for _, other in sorted(near, key=lambda pair: -pair[0])]


def _content(question: str) -> str:
    return " ".join(words(question))


def _share(path: Path, questions: Sequence[Question]) -> Iterator[str]:
    told = advice(questions)
    if told:
        yield f"{path}: {told}"


def advice(questions: Sequence[Question]) -> str:
    """What to do about the share of unanswerable questions; empty from 20 to 30 %, or without any."""
    if not questions:
        return ""
    silent = sum(not question.answerable for question in questions)
    share = silent / len(questions)
    told = f"{silent} of {len(questions)} questions ({100 * share:.0f} %) cannot be answered; 20 to 30 % tell most: "
    if share < FEWEST_UNANSWERABLE:
        return told + "add some that the articles do not answer"
    return told + "add some that the articles answer" if share > MOST_UNANSWERABLE else ""
