"""An assistant and a generation made of plain values, with the faces of the real ones, for the tests of `ui`."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from index.errors import ArticleUnknown, QuestionError
from index.normalise import words
from index.progress import Watch
from index.types import Article, Muted, Passage, Scored
from qa.assistant import UNWATCHED
from qa.fitted import Expected
from qa.suggest import Suggestion
from qa.types import Answer, Citation, Claim, Hit

HOSTILE = "<img src=x onerror=alert(1)> \u202eevil\x1b[31m *bold* $x$ `code` &amp; \u0085end"
STRIKE = (
    "Harbour pilots walk out\r\n\r\nThe strike was called by Ada Brandt, head of the pilots' union. “Nobody wanted "
    "it,” she said.\r\nSign up for our newsletter\r\nFerries stayed in port on Tuesday.\r\n"
)
COPY = "Pilots strike\n\nThe strike was called by Ada Brandt, head of the pilots' union, the agency said.\n"
OUTLET = "Delta <b>Post</b>"
HEADLINE = "Harbour pilots walk out"
CORPUS = (
    Article("strike.txt", None, STRIKE, "/corpus/strike.txt", HEADLINE, "Quay Courier", published="2024-05-14"),
    Article("copy.md", None, COPY, "/corpus/copy.md", "Pilots strike", OUTLET, published="2024-05", format="md"),
    Article(
        "hostile.txt", None, f"Title\n\nThe hostile line is {HOSTILE} and more.\n", "/corpus/ho\nstile.txt", HOSTILE
    ),
)
# Found by its id or path only: it is not among the articles that are counted.
RIGHT = Article(
    "right.txt", None, "כותרת\n\nהשביתה הוכרזה על ידי דנה לוי (Quay).\n", "/corpus/right.txt", "כותרת", "עיתון"
)


def cite(article: Article, quote: str, answer: str) -> Citation:
    """The citation of an answer within a quote, found by looking."""
    start = article.text.index(quote)
    answer_start = start + quote.index(answer)
    return Citation(article, start, start + len(quote), answer_start, answer_start + len(answer))


class FakeGeneration:
    """Holds some articles; finds passages by counting shared words."""

    def __init__(self, articles: Sequence[Article] = CORPUS) -> None:
        self.name, self.folder, self.embedder, self.warning = "000001", Path("/news.index"), "fake", ""
        at = STRIKE.index("Sign up")
        muted = (Muted(at, STRIKE.index("\r\n", at), "newsletter"),)
        self.articles = [_with(article, muted if article.relative == "strike.txt" else ()) for article in articles]
        self._passages = [passage for article in self.articles for passage in _passages(article)]
        self.passages = len(self._passages)
        self.vocabulary: Mapping[str, int] = {}

    def article(self, id: str) -> Article:
        return self.find(id)

    def find(self, key: str) -> Article:
        found = [
            one
            for one in [*self.articles, RIGHT]
            if key in (one.id, one.path) or (len(key) > 5 and one.id.startswith(key))
        ]
        if len(found) != 1:
            raise ArticleUnknown(f"{key}: no article has this id or path; `qa list` names them")
        return found[0]

    def story(self, story: str) -> list[Article]:
        return [article for article in self.articles if article.story == story]

    def passage(self, number: int) -> Passage:
        return self._passages[number]

    def lexical(self, terms: Sequence[str], limit: int) -> list[Scored]:
        shared = [len(set(terms) & set(words(passage.text))) for passage in self._passages]
        scored = [Scored(number, float(count)) for number, count in enumerate(shared) if count]
        return sorted(scored, key=lambda one: (-one.score, one.number))[:limit]


class FakeAssistant:
    """Answers by the first word: strike, list, conflict, hostile, lines (CRLF), right (to left), boom; else "none"."""

    def __init__(self, generation: FakeGeneration | None = None) -> None:
        self.generation = generation or FakeGeneration()
        self.index, self.risk, self.coverage = Path("/nowhere/news.index"), 0.5, tuple[Expected, ...]()
        self.seconds = 0.0  # that an answer takes
        self.asked: list[tuple[str, tuple[str, ...], float | None]] = []

    def ask(
        self, question: str, history: Sequence[str] = (), risk: float | None = None, watch: Watch = UNWATCHED
    ) -> Answer:
        watch.begin("searching", len(self.generation.articles))
        time.sleep(self.seconds)
        if not question.strip():
            raise QuestionError("the question is empty: ask something that the articles may answer")
        self.asked.append((question, tuple(history), risk))
        return self._answer(question, words(question)[0])

    def search(self, question: str, limit: int = 10) -> list[Hit]:
        scored = self.generation.lexical(words(question), limit)
        return [
            Hit(self.generation.passage(one.number), one.score, {"lexical": rank}) for rank, one in enumerate(scored, 1)
        ]

    def suggestions(self) -> Iterator[Suggestion]:
        """One that is answered from its own sentence, and one that is not."""
        article = self.generation.articles[0]
        at = article.text.index("The strike")
        for question in ("Strike: who called it?", "Nothing like this?"):
            yield Suggestion(question, article, at, article.text.index("\r\n", at))

    def chat(self) -> FakeChat:
        return FakeChat(self)

    def _answer(self, question: str, kind: str) -> Answer:
        strike, copy, hostile = self.generation.articles
        called = "The strike was called by Ada Brandt, head of the pilots' union"
        both = (cite(strike, called + ".", "Ada Brandt"), cite(copy, called + ", the agency said.", "Ada Brandt"))
        brandt = Claim(0.93, both)
        ferries = Claim(0.4, (cite(strike, "Ferries stayed in port on Tuesday.", "Tuesday"),))
        lines = Claim(0.5, (cite(hostile, f"The hostile line is {HOSTILE} and more.", HOSTILE),))
        across = Claim(0.5, (cite(strike, strike.text[: strike.text.index("\r\nSign")], "walk out\r\n\r\nThe"),))
        if kind == "boom":
            raise RuntimeError("a secret path /etc/passwd")
        if kind == "strike":
            return Answer(question, question, "answer", 0.93, claims=(brandt,), alternatives=(ferries,))
        if kind == "list":
            return Answer(question, "list everything", "list", 0.6, "Two items.", (brandt, ferries), notes=("a note",))
        if kind == "conflict":
            return Answer(question, question, "conflict", 0.5, "The articles disagree.", (brandt, ferries))
        if kind == "right":
            named = Claim(0.8, (cite(RIGHT, "השביתה הוכרזה על ידי דנה לוי (Quay).", "דנה לוי"),))
            return Answer(question, question, "answer", 0.8, claims=(named,))
        if kind in ("hostile", "lines"):
            return Answer(question, question, "answer", 0.5, claims=(lines if kind == "hostile" else across,))
        cited = ferries.citations[0]
        near = Citation(cited.article, cited.start, cited.end, cited.start, cited.end)
        return Answer(question, question, "none", 0.1, "No article says this.", closest=(near,))


class FakeChat:
    """Remembers the questions, as the real one does."""

    def __init__(self, assistant: FakeAssistant) -> None:
        self._assistant, self._history = assistant, list[str]()

    def ask(self, question: str, risk: float | None = None) -> Answer:
        answer = self._assistant.ask(question, tuple(self._history), risk)
        self._history.append(question)
        return answer


def _passages(article: Article) -> list[Passage]:
    """Each line with words in it, unless it is muted."""
    lines = [Passage(article, found.start(), found.end()) for found in re.finditer(r"[^\r\n]*\w[^\r\n]*", article.text)]
    return [line for line in lines if not any(muted.start <= line.start < muted.end for muted in article.muted)]


def _with(article: Article, muted: tuple[Muted, ...]) -> Article:
    return replace(article, muted=muted, story="a" * 16 if article.relative != "hostile.txt" else article.id)
