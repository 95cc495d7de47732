"""An assistant that has read the gold of the sample corpus, and one that never answers: for tests of the benchmark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.corpus import SAMPLE_CORPUS, SAMPLE_DIALOGUES, SAMPLE_QUESTIONS, articles_by_doc, read_articles
from eval.gold import Question, answer_ranges, read_dialogues, read_questions
from eval.sheet import Gold
from index.types import Passage
from qa.types import Answer, Attribution, Citation, Claim, Hit

NOTHING = "The articles do not say."


class Corpus:
    """A generation of the sample corpus, as far as the evaluation looks at it."""

    def __init__(self) -> None:
        self.articles = sorted(read_articles(SAMPLE_CORPUS), key=lambda article: article.id)
        self.passages = 3 * len(self.articles)


class Knowing:
    """An assistant that has read the gold; `spoil` changes each of its answers."""

    def __init__(self, generation: Corpus, questions: Sequence[Question]) -> None:
        self.generation = generation
        self.asked: list[str] = []
        self._gold = {text: one for one in questions for text in (one.standalone, one.question)}
        self._named = articles_by_doc(
            generation.articles, [evidence.doc for question in questions for evidence in question.evidence]
        )

    def ask(self, question: str, history: Sequence[str] = (), risk: float | None = None) -> Answer:
        self.asked.append(question)
        gold = self._gold[question]
        took = {"total": 2.0 * len(self.asked), "read": 1.0}
        if not gold.answerable:
            return Answer(question, question, "none", 0.1, NOTHING, took_ms=took)
        kind, wanted = "answer", [gold.answers[0]]
        if gold.sides:
            kind, wanted = "conflict", [side.answer for side in gold.sides]
        elif gold.answer_groups:
            kind, wanted = "list", [group[0] for group in gold.answer_groups]
        claims = tuple(self._claim(gold, text) for text in wanted)
        return Answer(question, gold.standalone, kind, 0.9, claims=claims, took_ms=took)  # type: ignore[arg-type]

    def _claim(self, gold: Question, answer: str) -> Claim:
        place = self._cited(gold, answer)
        return Claim(0.9, (place,), attribution=self._speaker(gold, place))

    def _speaker(self, gold: Question, place: Citation) -> Attribution | None:
        named = [one.speakers for one in gold.evidence if one.speakers and one.start == place.start]
        return Attribution(named[0][0], None, None, "report") if named else None

    def _cited(self, gold: Question, answer: str) -> Citation:
        evidence = next(one for one in gold.evidence if answer in one.text)
        start = evidence.start + evidence.text.index(answer)
        return Citation(self._named[evidence.doc], evidence.start, evidence.end, start, start + len(answer))

    def search(self, question: str, limit: int = 10) -> list[Hit]:
        gold = self._gold[question]
        whole = answer_ranges(gold)[0]
        empty = Passage(self._named[whole.doc], 0, 1)
        return [Hit(empty, 1.0), Hit(Passage(self._named[whole.doc], whole.start, whole.end), 0.5)][:limit]

    def chat(self) -> Talk:
        return Talk(self)


@dataclass(frozen=True)
class Talk:
    """A chat that needs no memory: its assistant knows every turn."""

    assistant: Knowing

    def ask(self, question: str, risk: float | None = None) -> Answer:
        return self.assistant.ask(question, risk=risk)


class Silent(Knowing):
    """Never answers, never finds."""

    def ask(self, question: str, history: Sequence[str] = (), risk: float | None = None) -> Answer:
        return Answer(question, question, "none", 0.0, NOTHING)

    def search(self, question: str, limit: int = 10) -> list[Hit]:
        return []


def sample_gold() -> Gold:
    """The sample's own questions and dialogues."""
    return Gold("sample", read_questions(SAMPLE_QUESTIONS), read_dialogues(SAMPLE_DIALOGUES))


def everything(gold: Gold) -> list[Question]:
    return [*gold.questions, *(turn for dialogue in gold.dialogues for turn in dialogue.turns)]
