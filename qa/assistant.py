"""The assistant: knows the order of the stages, and answers each question wholly from one generation."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from index.config import default_index
from index.embedders import Embedder, open_embedder
from index.errors import QuestionError
from index.generation import Generation, open_current
from index.progress import Silent, Watch
from qa.analysers import Analyser, NoAnalyser, open_analyser
from qa.attribute import attribute
from qa.context import Meant, in_context
from qa.coordinate import parted
from qa.credit import credit
from qa.date import date
from qa.decide import Asked, decide
from qa.divide import divide, together
from qa.era import era, read_without
from qa.explain import explain
from qa.fitted import Expected, Fitted, open_fitted
from qa.group import group
from qa.items import items
from qa.lexicon import ordinary_words
from qa.live import Live, Opened
from qa.memory import Key, Memory, turn
from qa.newest import asks_latest, newest
from qa.oppose import oppose
from qa.outside import outside
from qa.question import checked, language, mended, wants
from qa.read import read
from qa.readers import Reader, open_reader
from qa.receipt import absent, receipt
from qa.respell import respell, seen_as
from qa.retrieve import retrieve
from qa.rewrite import Turn, rewrite
from qa.settle import settle
from qa.several import asks_several
from qa.sought import sought
from qa.stay import stay
from qa.suggest import Suggestion, spread, suggest
from qa.suit import suit
from qa.tolls import latest_toll
from qa.types import Answer, Candidate, Hit
from qa.unclear import asked_back, asking_back, unclear
from qa.vet import Vetted, vet
from qa.weigh import Weights, in_chat, weigh
from qa.widen import widen

TURNS_READ = 4  # of a chat: older ones lend nothing any more
TURNS_REPLAYED = 20  # so that a turn is recalled with the turns that it was answered after
UNWATCHED: Watch = Silent()
PASSAGES_READ = 20  # the first 10 hold the answer of 97 to 100 % of development questions; room for larger corpora


class Assistant:
    """Answers questions about one index; load once, ask often. Safe to use from many threads."""

    def __init__(
        self, index: Path, embedder: Embedder, reader: Reader, fitted: Fitted, analyser: Analyser | None = None
    ) -> None:
        """`embedder` must be the one that the index was made with: IndexForeign otherwise."""
        self.index = index
        self._embedder, self._reader, self._fitted = embedder, reader, fitted
        self._analyser = analyser or NoAnalyser()
        self._live, self._memory = Live(index, embedder.identity), Memory()

    @classmethod
    def open(cls, index: str | Path | None = None) -> Assistant:
        """The assistant of an index folder; without one, of $QA_INDEX or the per-user data directory.

        Raises IndexMissing, IndexForeign, IndexDamaged, ModelMissing.
        """
        folder = Path(index) if index is not None else default_index()
        return cls(folder, open_embedder(open_current(folder).embedder), open_reader(), open_fitted(), open_analyser())

    @property
    def generation(self) -> Generation:
        """The newest generation at this moment."""
        return self._live.now().generation

    @property
    def risk(self) -> float:
        """The risk that is used when none is given."""
        return self._fitted.calibration.risk

    @property
    def coverage(self) -> tuple[Expected, ...]:
        """What each risk promises for an index of about this size; empty where it was not measured."""
        return self._fitted.expected(self.generation.passages)

    def ask(
        self, question: str, history: Sequence[str] = (), risk: float | None = None, watch: Watch = UNWATCHED
    ) -> Answer:
        """One answer. `history` are the earlier questions of the chat, oldest first; `risk` 0 to 1 (1: never abstain).

        `watch` hears of the stages "searching" (articles) and "reading" (passages) and changes nothing.
        Raises QuestionError, NothingIndexed.
        """
        began = time.perf_counter()
        limit = self.risk if risk is None else _checked_risk(risk)
        text = checked(question)
        answer = self._answered(text, self._turns(history, limit), limit, watch)
        notes = (f"Understood as: {answer.searched}",) if answer.searched != text else ()
        return replace(
            answer,
            question=question,
            searched=answer.searched if notes else question,
            notes=notes + answer.notes,
            took_ms=_times(began, answer.took_ms),
        )

    def search(self, question: str, limit: int = 10) -> list[Hit]:
        """What retrieval finds, without reading; best first, at most `limit`. Raises QuestionError, NothingIndexed."""
        if limit < 1:
            raise QuestionError(f"the limit is {limit}: give how many passages to show, 1 or more")
        return self._retrieve(checked(question), self._live.filled(), limit)

    def candidates(self, question: str) -> list[Candidate]:
        """What the reader proposes with the evidence weighed, best first: what `python -m eval.fit` learns from."""
        opened = self._live.filled()
        meant = respell(question, opened.spellings).text
        return self._judged(
            meant, self._retrieve(meant, opened, PASSAGES_READ), opened, self._fitted.weights
        ).candidates

    def suggestions(self) -> Iterator[Suggestion]:
        """Questions that the articles seem to answer, each with the sentence it was made of; none was tried yet."""
        return suggest(spread(self.generation.articles), self._analyser)

    def chat(self) -> Chat:
        """A conversation that remembers its questions."""
        return Chat(self)

    def _turns(self, history: Sequence[str], risk: float) -> list[Turn]:
        """The last turns of a chat, answered again (or remembered): the same questions give the same turns."""
        turns: list[Turn] = []
        for asked in history[-TURNS_REPLAYED:]:
            try:
                text = checked(asked)
            except QuestionError:
                continue  # it could not be asked then either
            for part in () if outside(text) else self._parts(text):
                meant, _ = self._understood(part, turns[-TURNS_READ:])
                turns.append(self._remembered(meant, turns[-TURNS_READ:], risk))
        return turns[-TURNS_READ:]

    def _parts(self, text: str) -> tuple[str, ...]:
        """The questions of a message, with the slips in their question words put right."""
        known = self._live.filled().generation.vocabulary
        return divide(mended(text, lambda word: word in known or word in ordinary_words()), self._analyser)

    def _understood(self, part: str, turns: Sequence[Turn]) -> tuple[Meant, tuple[str, ...]]:
        """What a question says standing alone, made of words in the articles' spelling, with the words so read."""
        respelled = respell(part, self._live.filled().spellings)
        made = rewrite(respelled.text, turns, self._analyser)
        if made == respelled.text:
            return Meant(part, part), ()
        return Meant(made, part), _read_as(respelled.read_as)

    def _unclear(self, searched: str, turns: Sequence[Turn]) -> str:
        """The word of a follow-up that stands for nothing known; the first question of a chat is taken as it is."""
        return unclear(searched, self._analyser) if turns else ""

    def _remembered(self, meant: Meant, turns: Sequence[Turn], risk: float) -> Turn:
        """A turn as it was answered; one that is forgotten is answered again."""
        if asked_back(meant.searched, self._unclear(meant.searched, turns)):
            return Turn(meant.searched, asked=meant.asked)
        key = Key(self._live.now().version, meant, risk, tuple(turns))
        known = self._memory.recall(key)
        if known is None:
            answer = self._answer(meant, risk, turns)
            known = self._memory.recall(key) or turn(answer, meant)
        return known

    def _answered(self, text: str, turns: list[Turn], risk: float, watch: Watch) -> Answer:
        """The answer to a message; of two questions in it the second may point back to the first."""
        if outside(text):
            return self._answer(Meant(text, text), risk, watch=watch)
        parts, answers = self._parts(text), list[Answer]()
        for part in parts:
            meant, notes = self._understood(part, turns)
            word = self._unclear(meant.searched, turns)
            answer = asked_back(meant.searched, word) or asking_back(self._answer(meant, risk, turns, watch), word)
            answers.append(replace(answer, notes=(*notes, *answer.notes)))
            turns = [*turns, self._remembered(meant, turns, risk)][-TURNS_READ:]
        return answers[0] if len(answers) == 1 else together(text, parts, answers)

    def _answer(self, meant: Meant, risk: float, turns: Sequence[Turn] = (), watch: Watch = UNWATCHED) -> Answer:
        opened, question = self._live.filled(), meant.searched
        reply = _foreign(question) or outside(question, opened.generation.articles)
        if reply:
            return Answer(question, question, "none", 0.0, reply)
        began = time.perf_counter()
        watch.begin("searching", len(opened.generation.articles))
        respelled = respell(question, opened.spellings)
        text = respelled.text
        hits = self._retrieve(text, opened, PASSAGES_READ, turns, in_context(meant.asked, turns))
        watch.begin("reading", len(hits))
        found = time.perf_counter()
        weights = in_chat(self._fitted.weights) if turns else self._fitted.weights
        judged = self._judged(text, hits, opened, weights, () if meant.filled_in else turns)
        judged = replace(judged, candidates=stay(question, judged.candidates, turns, opened.generation.passages))
        read = time.perf_counter()
        # The articles' "emoji" would make one of "which emojis".
        listed = question if asks_several(question, self._analyser) else text
        asked = Asked(question, question, asks_several(listed, self._analyser), sought(listed).count)
        groups = group(items(listed, judged.candidates, self._analyser) if asked.wants_list else judged.candidates)
        latest = asks_latest(text)
        groups = newest(groups) if latest else latest_toll(text, groups)
        sides = groups[:1] if latest else oppose(text, groups, self._analyser)
        if len(sides) < 2 and not asked.wants_list and (parts := parted(text, groups, self._analyser)):
            asked, groups = replace(asked, wants_list=True, count=len(parts)), [*parts, *groups[1:]]
        answer = decide(asked, groups, sides, hits, self._fitted.calibration, risk)
        if answer.kind == "none":
            answer = replace(answer, message=receipt(question, hits, opened.spellings, judged.fault))
        decided = time.perf_counter()
        answer = self._told(answer)
        took = {"retrieve": found - began, "read": read - found, "attribute": time.perf_counter() - decided}
        likely = groups[0].best.citation if groups and not answer.answered else None
        key = Key(opened.version, meant, risk, tuple(turns))
        self._memory.keep(key, turn(replace(answer, searched=text), meant, likely))
        quote = answer.claims[0].citations[0].quote if answer.claims else ""
        notes = [*_read_as({**respelled.read_as, **seen_as(question, quote, opened.spellings)})]
        notes += [f"no article mentions {word}" for word in absent(text, opened.spellings)]
        notes += filter(None, [opened.generation.warning])
        return replace(answer, notes=(*answer.notes, *notes), took_ms={s: t * 1000 for s, t in took.items()})

    def _told(self, answer: Answer) -> Answer:
        """With who says so and when it was, of all that is shown."""
        parts = (answer.claims, answer.alternatives)
        shown = [[date(attribute(claim, self._analyser), self._analyser) for claim in part] for part in parts]
        inferred = [claim.when for claim in shown[0] if claim.when is not None and claim.when.inferred]
        notes = [f"{when.text} read as {when.date}, from the article's date" for when in dict.fromkeys(inferred)]
        return replace(answer, claims=tuple(shown[0]), alternatives=tuple(shown[1]), notes=(*answer.notes, *notes))

    def _retrieve(
        self, question: str, opened: Opened, limit: int, turns: Sequence[Turn] = (), context: str = ""
    ) -> list[Hit]:
        told = sorted({article for turn in turns for article in turn.cited})
        ways = (question, context) if turns else (question,)
        return retrieve(ways, opened.generation, opened.spellings, self._embedder, limit, told=told)

    def _judged(
        self, question: str, hits: Sequence[Hit], opened: Opened, weights: Weights, unsaid: Sequence[Turn] = ()
    ) -> Vetted:
        """What the reader proposes with all the evidence, those that speak of another last; yes or no where asked.

        `unsaid` are the turns that the reader must know of to understand the question.
        """
        found = self._read(question, hits, unsaid)
        return vet(question, self._weighed(question, found, hits, opened, weights), opened.spellings, self._analyser)

    def _weighed(
        self, question: str, found: Sequence[Candidate], hits: Sequence[Hit], opened: Opened, weights: Weights
    ) -> list[Candidate]:
        whole = widen(wants(question), found, self._analyser)
        told = explain(question, credit(question, whole, self._analyser), hits, self._analyser)
        candidates = settle(question, suit(question, told, self._analyser), self._analyser)
        return weigh(question, candidates, opened.generation, opened.spellings, weights)

    def _read(self, question: str, hits: Sequence[Hit], unsaid: Sequence[Turn]) -> list[Candidate]:
        """What the reader proposes; articles of the time asked about are read without it, if they do not say it."""
        asked = era(question)
        timely = read_without(asked, hits) if asked else []
        others = [hit for hit in hits if hit not in timely]
        found = read(in_context(question, unsaid), others, self._reader)
        found += read(in_context(asked.question, unsaid), timely, self._reader) if asked else []
        return sorted(found, key=lambda one: -one.score)


class Chat:
    """One conversation: what was asked before helps to understand the next question, and is never evidence."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._history: list[str] = []

    def ask(self, question: str, risk: float | None = None) -> Answer:
        """The answer to the next question of this conversation. Raises QuestionError, NothingIndexed."""
        answer = self._assistant.ask(question, self._history, risk)
        self._history.append(question)
        return answer


def _foreign(question: str) -> str:
    """What is said to a question that is not English; "" to one that is."""
    spoken = language(question)
    said = f"The question seems to be in another language ({spoken}); the articles are asked in English."
    return "" if spoken == "en" else said


def _read_as(words: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{word} read as {other}" for word, other in words.items())


def _checked_risk(risk: float) -> float:
    if not 0.0 <= risk <= 1.0:
        raise QuestionError(
            f"the risk is {risk}: give a number from 0 (only when certain) to 1 (never abstain for doubt)"
        )
    return risk


def _times(began: float, stages: dict[str, float]) -> dict[str, float]:
    total = (time.perf_counter() - began) * 1000
    return {name: round(value, 1) for name, value in {"total": total, **stages}.items()}
