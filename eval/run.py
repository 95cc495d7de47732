"""Asking: every gold question is put to an assistant and scored; nothing is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from eval.gold import Dialogue, NewsQuestion, Question, Range, answer_ranges
from eval.metrics import Given, Said, Score, first_rank, is_quiz_answer, normalise, score
from index.types import Article
from qa.types import Answer, Citation, Hit

# As many passages are looked at as the assistant reads (qa.assistant.PASSAGES_READ; a test holds them equal).
READ_LIMIT = 20

# Different spans of a quiz answer that are looked at.
NEWS_SPANS = 3

Item = TypeVar("Item")
Follow = Callable[[Sequence[Item], str], Iterable[Item]]
"""Passes items on while telling a person how far they are; the second argument says what is done."""


def silently(items: Sequence[Item], what: str) -> Iterable[Item]:
    """A Follow that tells nobody."""
    return items


class Articles(Protocol):
    """What is needed of a generation."""

    @property
    def articles(self) -> Sequence[Article]: ...


class Converses(Protocol):
    """What is needed of a chat."""

    def ask(self, question: str, risk: float | None = None) -> Answer: ...


class Answers(Protocol):
    """What is needed of an assistant: `qa.Assistant` has it, and so may other systems."""

    @property
    def generation(self) -> Articles: ...

    def ask(self, question: str, history: Sequence[str] = (), risk: float | None = None) -> Answer: ...

    def search(self, question: str, limit: int = 10) -> list[Hit]: ...

    def chat(self) -> Converses: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """One gold question, its answer and how it went; `dialogue` names the conversation it was a turn of."""

    question: Question
    answer: Answer
    score: Score
    verbatim: bool
    dialogue: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """What a person needs to see why it was won or lost; without times, so that equal runs are equal."""
        return {
            "id": self.question.id,
            "type": self.question.type,
            "question": self.question.question,
            "dialogue": self.dialogue,
            "mark": self.score.mark,
            "right": self.score.right,
            "cited": self.score.cited,
            "verbatim": self.verbatim,
            "kind": self.answer.kind,
            "confidence": self.answer.confidence,
            "searched": self.answer.searched,
            "said": [claim.text for claim in self.answer.claims],
            "alternatives": [claim.text for claim in self.answer.alternatives],
            "quotes": [claim.citations[0].quote for claim in self.answer.claims],
            "articles": [claim.citations[0].article.relative for claim in self.answer.claims],
            "accepted": list(self.question.answers),
            "message": self.answer.message,
        }


@dataclass(frozen=True, slots=True)
class Found:
    """The rank at which retrieval first held a whole accepted answer inside gold evidence; None if not at all."""

    question: Question
    rank: int | None


@dataclass(frozen=True, slots=True)
class NewsOutcome:
    """A quiz question, its answer, and whether the quiz's answer was in the first span or one of the first three."""

    question: NewsQuestion
    answer: Answer
    first: bool
    three: bool

    def to_dict(self) -> dict[str, Any]:
        """One line for a person to look at."""
        return {
            "id": self.question.id,
            "question": self.question.question,
            "answer": self.question.answer,
            "kind": self.answer.kind,
            "confidence": self.answer.confidence,
            "said": list(spans(self.answer)),
            "first": self.first,
            "three": self.three,
            "right": self.first,
        }


def run(
    assistant: Answers,
    questions: Sequence[Question],
    dialogues: Sequence[Dialogue],
    docs: Mapping[str, str],
    risk: float | None = None,
    follow: Follow[Any] = silently,
) -> list[Outcome]:
    """Ask all questions alone and all dialogues turn by turn. `docs` names each article id as the gold does."""
    texts = {article.id: article.text for article in assistant.generation.articles}
    outcomes = [
        _outcome(question, assistant.ask(question.question, risk=risk), docs, texts)
        for question in follow(questions, "questions")
    ]
    for dialogue in follow(dialogues, "dialogues"):
        chat = assistant.chat()
        outcomes += [_outcome(turn, chat.ask(turn.question, risk), docs, texts, dialogue.id) for turn in dialogue.turns]
    return outcomes


def _outcome(
    question: Question, answer: Answer, docs: Mapping[str, str], texts: Mapping[str, str], dialogue: str | None = None
) -> Outcome:
    citations = [citation for claim in answer.claims for citation in claim.citations]
    verbatim = all(is_verbatim(citation, texts) for citation in citations)
    return Outcome(question, answer, score(question, given(answer, docs)), verbatim, dialogue)


def given(answer: Answer, docs: Mapping[str, str]) -> Given:
    """What the metrics look at: texts and places. Articles that the gold does not name keep their id."""
    claims = (
        Said(claim.text, tuple(_range(citation, docs) for citation in claim.citations)) for claim in answer.claims
    )
    return Given(answer.kind, tuple(claims), answer.confidence)


def _range(citation: Citation, docs: Mapping[str, str]) -> Range:
    return Range(docs.get(citation.article.id, citation.article.id), citation.start, citation.end)


def is_verbatim(citation: Citation, texts: Mapping[str, str]) -> bool:
    """True when what is shown as quote and answer are the slices of the indexed article that it names."""
    shown = citation.to_dict()
    text = texts.get(shown["article"]["id"], "")
    quote, answer = text[shown["start"] : shown["end"]], text[shown["answer_start"] : shown["answer_end"]]
    return bool(answer) and (quote, answer) == (shown["quote"], shown["answer"])


def run_search(
    assistant: Answers, questions: Sequence[Question], docs: Mapping[str, str], follow: Follow[Any] = silently
) -> list[Found]:
    """Search for all answerable questions; nothing is read."""
    answerable = [question for question in questions if question.answerable]
    return [
        Found(question, first_rank(ranges(assistant.search(question.question, READ_LIMIT), docs), targets))
        for question in follow(answerable, "searches")
        for targets in [answer_ranges(question)]
    ]


def ranges(hits: Sequence[Hit], docs: Mapping[str, str]) -> list[Range]:
    """Where hits stand, with the articles named as the gold names them."""
    passages = [hit.passage for hit in hits]
    return [Range(docs.get(one.article.id, one.article.id), one.start, one.end) for one in passages]


def run_news(
    assistant: Answers, questions: Sequence[NewsQuestion], risk: float | None = None, follow: Follow[Any] = silently
) -> list[NewsOutcome]:
    """Ask all quiz questions."""
    return [
        _news_outcome(question, assistant.ask(question.question, risk=risk)) for question in follow(questions, "quiz")
    ]


def _news_outcome(question: NewsQuestion, answer: Answer) -> NewsOutcome:
    fits = [is_quiz_answer(question.answer, span) for span in spans(answer)]
    return NewsOutcome(question, answer, first=any(fits[:1]), three=any(fits[:NEWS_SPANS]))


def spans(answer: Answer) -> tuple[str, ...]:
    """The different spans of an answer, best first: its claims, then its alternatives. Empty when it abstained."""
    texts = [claim.text for claim in answer.claims + answer.alternatives] if answer.answered else []
    return tuple({normalise(text): text for text in reversed(texts)}.values())[::-1]
