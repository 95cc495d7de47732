"""A conversation so far: each turn taken apart, and what a word of the next question can point back to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qa.analysers import Analyser
from qa.clauses import Clause, Parsed, clause, parse
from qa.mentions import SAYING, Mention, Sort, looks_like_person, of_answer, of_question

MAX_STATEMENT = 25  # words of an answer that can be repeated whole
_OWN = re.compile(r"^(?:his|her|its|their)\b", re.I)
_LIKE_THINGS = re.compile(
    r"\b(?:bridge|dam|stadium|plant|station|school|hospital|museum|tower|road|pass|gallery|hall)s?\b", re.I
)
_TIMELY = re.compile(
    r"^(?:in|on|at|since|until|from|by|during|before|after|early|late|last|next|this|today|yesterday)\b", re.I
)
_DAY = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day|^\d{1,2} [A-Z]", re.I)


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn: the question as it was searched, and its answers, best first; () when there was none."""

    searched: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn taken apart. `answer` is None where it was a clause or nothing; `said` is its text all the same."""

    clause: Clause | None
    question: Parsed
    mentions: tuple[Mention, ...]
    answer: Mention | None
    said: str

    def all(self) -> Iterator[Mention]:
        """What it spoke of, the answer first; whose a thing is is said by name ("its push" is "Halm's push")."""
        if self.answer and not self._says_what_it_is():
            yield self.answer
        for mention in self.mentions:
            yield self._owned(mention)

    def _says_what_it_is(self) -> bool:
        """Whether the answer only tells more about what was named: "Who is Ada Brook?" "A vet"."""
        asked = self.clause
        if asked is None or asked.lemma in ("call", "describe", "name", "label", "brand"):
            return asked is not None
        people = [m for m in self.mentions if m.sort == "person" and m.named and asked.subject.startswith(m.text)]
        return asked.is_copular and bool(people)

    def _owned(self, mention: Mention) -> Mention:
        subject = self.clause.subject if self.clause else ""
        if not subject or not _OWN.match(mention.text) or mention.text in subject:
            return mention
        text = _OWN.sub(lambda _: possessive(subject), mention.text)
        return Mention(text, mention.sort, mention.role, mention.plural, mention.named, mention.gender)

    def statement(self) -> str:
        """What question and answer say together: "the merger will cost 400 jobs"; "" when that cannot be said."""
        asked = self.clause
        if asked is None:
            return ""
        told = self.said.strip(' .?!"“”')
        if asked.asking.lower() == "what" and asked.lemma == "call" and self.answer:
            return f"{asked.rest} is {told}"
        if asked.lemma in SAYING and asked.asks_noun and not asked.asks_subject:
            return told if len(told.split()) <= MAX_STATEMENT else ""
        filler = told if len(told.split()) <= MAX_STATEMENT else ""
        if asked.asks_subject:
            return joined(filler or (f"the {asked.noun}" if asked.noun else "someone"), asked.auxiliary, asked.said())
        if asked.is_copular:
            return joined(asked.subject, asked.auxiliary, asked.rest, filler)
        inner, outer = (filler, "") if asked.asks_noun else ("", filler)
        return joined(asked.subject, asked.auxiliary, asked.verb, inner, asked.rest, outer)


def spoken(turns: Sequence[Turn], analyser: Analyser) -> list[Spoken]:
    """The turns taken apart, the newest first."""
    return [_spoken(turn, analyser) for turn in reversed(turns)]


def _spoken(turn: Turn, analyser: Analyser) -> Spoken:
    question = parse(turn.searched, analyser)
    found = clause(question)
    said = turn.answers[0] if turn.answers else ""
    answer = of_answer(" and ".join(turn.answers[:3]), found, analyser)
    return Spoken(found, question, tuple(of_question(question, found)), answer, said)


def person(past: Sequence[Spoken], gender: str) -> Mention | None:
    """Who "she" or "he" is: the person last spoken of, unless title or office speak against it."""

    def fits(mention: Mention) -> bool:
        return mention.sort == "person" and not mention.plural and mention.gender in ("", gender)

    def may_be(mention: Mention) -> bool:
        single = mention.role in ("subject", "answer") and not mention.plural and mention.named
        return single and mention.sort in ("thing", "place", "group") and looks_like_person(mention.bare)

    for turn in past:
        if found := _first([turn], fits, lambda m: not m.named) or _first([turn], may_be):
            return found
    return None


def thing(past: Sequence[Spoken], owning: bool = False) -> Mention | None:
    """What "it" is: a thing before a company before a place; "its" is a company's as soon as a thing's."""

    def rank(mention: Mention) -> int:
        if mention.sort == "thing" or (mention.sort == "place" and _LIKE_THINGS.search(mention.text)):
            return 0
        return 2 if mention.sort == "place" else 0 if owning and mention.named else 1

    def fits(mention: Mention) -> bool:
        return not mention.plural and mention.sort not in ("person", "time", "amount")

    found = _first(past, fits, rank)
    if found and not found.named and len(past) > 1 and not any(m.named for m in past[0].all()):
        # A question that names nothing is still about what the one before it named.
        return _first(past[1:2], lambda m: fits(m) and m.named and rank(m) == 0) or found
    return found


def several(past: Sequence[Spoken], acting: bool, of: Sort | None = None) -> Mention | None:
    """Who or what "they" are; `acting`: they do something, so people come before things.

    `of` is what one "of them" is: several of another sort are not meant while there are some of that.
    """
    if of and (found := _first(past, lambda m: bool(m.plural) and m.sort == of and m.sort != "amount")):
        return found

    def rank(mention: Mention) -> int:
        animate = mention.sort in ("person", "group")
        return (0 if animate or not acting else 1) + (2 if mention.plural is None else 0)

    return (
        _first(past, lambda m: bool(m.plural) and m.sort not in ("time", "amount"), rank)
        or _first(past, lambda m: m.sort == "group", rank)
        or _first(past, lambda m: m.sort == "person")
    )


def place(past: Sequence[Spoken]) -> Mention | None:
    """Where "there" is."""
    return _first(past, lambda m: m.sort == "place" and not m.plural, lambda m: not m.named and m.role != "answer")


def moment(past: Sequence[Spoken]) -> str:
    """When "then" or "that day" is, with its preposition; "" when no time was spoken of."""
    found = _first(past, lambda m: m.sort == "time")
    if found is None:
        return ""
    if _TIMELY.match(found.text):
        return found.text
    return f"on {found.text}" if _DAY.match(found.text) else f"in {found.text}"


def _first(
    past: Sequence[Spoken], fits: Callable[[Mention], bool], rank: Callable[[Mention], int] = lambda _: 0
) -> Mention | None:
    """The best of the newest turn that has one; equal ranks in order of salience."""
    for turn in past:
        found = [mention for mention in turn.all() if fits(mention)]
        if found:
            return min(found, key=rank)
    return None


def possessive(name: str) -> str:
    """ "Ada Brook's"; of a long phrase too."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def joined(*parts: str) -> str:
    """The parts that are there, with one blank between them."""
    return " ".join(part for part in parts if part)
