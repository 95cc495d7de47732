"""A conversation so far: each turn taken apart, and what a word of the next question can point back to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from qa.analysers import Analyser
from qa.clauses import Clause, Parsed, clause, parse
from qa.fullest import fullest
from qa.genders import likely_gender
from qa.mentions import SAYING, Mention, names_inside, of_answer, of_question
from qa.sorts import Sort, gender, looks_like_person
from qa.speaker import TITLES

MAX_STATEMENT = 25  # words of an answer that can be repeated whole
_OWN = re.compile(r"^(?:his|her|its|their)\b", re.I)
_LIKE_THINGS = re.compile(
    r"\b(?:bridge|dam|stadium|plant|station|school|hospital|museum|tower|road|pass|gallery|hall)s?\b", re.I
)
_TIMELY = re.compile(
    r"^(?:in|on|at|since|until|from|by|during|before|after|early|late|last|next|this|today|yesterday)\b", re.I
)
_OPENS = re.compile(r"^(?:since|until|till|by|from|with|for|in|at|on|to|under)\s+", re.I)
_DATELINE = re.compile(r"^[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,}(?:, [A-Z]\w+)?(?: \([^)]*\))? [–—-]+ ")
MOST_NAME_WORDS = 4  # titles with it
_DAY = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day|^\d{1,2} [A-Z]", re.I)


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn: the question as it was searched, and its answers, best first; () when there was none.

    `quotes` are the sentences that the answers stand in: people's whole names are read from them.
    """

    searched: str
    answers: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn taken apart. `answer` is None where it was a clause or nothing; `said` is its text all the same."""

    clause: Clause | None
    question: Parsed
    mentions: tuple[Mention, ...]
    answer: Mention | None
    said: str
    quotes: tuple[str, ...] = ()
    inside: tuple[Mention, ...] = ()

    def all(self) -> Iterator[Mention]:
        """What it spoke of, the answer first; whose a thing is is said by name ("its push" is "Halm's push")."""
        if self.answer and not self._says_what_it_is():
            yield self.answer
        for mention in self.mentions:
            if not self._is_answered(mention) and not self._is_part_of_name(mention):
                yield self._owned(mention)
        yield from self.inside

    def _is_part_of_name(self, mention: Mention) -> bool:
        """Whether it is the end of a person's name that was said whole."""
        whole = (m.bare for m in self.mentions if m.sort == "person" and m.named)
        return mention.named and any(name.endswith(f" {mention.bare}") for name in whole)

    def _is_answered(self, mention: Mention) -> bool:
        """Whether it is what was asked for, which the answer names: "the club that was fined"."""
        asked, answer = self.clause, self.answer
        named = asked is not None and answer is not None and bool(asked.noun) and answer.sort != "amount"
        return (
            named
            and asked is not None
            and bool(re.match(rf"the {re.escape(asked.noun)} (?:that|of|\w+ed)\b", mention.text))
        )

    def _says_what_it_is(self) -> bool:
        """Whether the answer only tells more about what was named: "Who is Ada Brook?" "A vet"."""
        asked = self.clause
        if asked is None or asked.lemma in ("call", "describe", "name", "label", "brand"):
            return asked is not None
        subject = asked.subject
        people = [m.text for m in self.mentions if m.sort == "person" and m.named and subject.startswith(m.text)]
        tells = asked.is_copular and bool(re.match(r"who|what", asked.asking, re.I))
        return tells and any(subject[len(text) : len(text) + 1] not in ("'", "’") for text in people)

    def _owned(self, mention: Mention) -> Mention:
        subject = self.clause.subject if self.clause else ""
        if not subject or not _OWN.match(mention.text) or mention.text in subject:
            return mention
        return replace(mention, text=_OWN.sub(lambda _: possessive(subject), mention.text))

    def statement(self) -> str:
        """What question and answer say together: "the merger will cost 400 jobs"; "" when that cannot be said."""
        asked = self.clause
        if asked is None:
            return ""
        told = self.said.strip(' .?!"“”')
        if not asked.asking:  # a question of yes or no is answered by the clause itself
            return told if len(told.split()) <= MAX_STATEMENT else ""
        if asked.asking.lower() == "what" and asked.lemma == "call" and self.answer:
            return f"{asked.rest} is {told}"
        if asked.lemma in SAYING and asked.asks_noun and not asked.asks_subject:
            return told if len(told.split()) <= MAX_STATEMENT else ""
        if pronoun := re.match(r"(?:it|he|she|they) (?=\w)", told, re.I):  # it says all by itself: how, or why
            return f"{asked.subject or told[: pronoun.end() - 1]} {told[pronoun.end() :]}"
        filler = told if len(told.split()) <= MAX_STATEMENT else ""
        if asked.asks_subject:
            return joined(filler or (f"the {asked.noun}" if asked.noun else "someone"), asked.auxiliary, asked.said())
        if filler and (opens := _OPENS.match(asked.asking)) and not _OPENS.match(filler):  # "Until when"
            filler = f"{opens.group().lower()}{filler}"
        if asked.is_copular:
            return joined(asked.subject, asked.auxiliary, asked.rest, filler)
        inner, outer = (filler, "") if asked.asks_noun else ("", filler)
        return joined(asked.subject, asked.auxiliary, asked.verb, inner, asked.rest, outer)


def spoken(turns: Sequence[Turn], analyser: Analyser) -> list[Spoken]:
    """The turns taken apart, the newest first; who was a person once, by a question for one, stays a person."""
    past = [_spoken(turn, analyser) for turn in reversed(turns)]
    people = {turn.answer.text for turn in past if turn.answer and turn.answer.sort == "person" and turn.answer.named}

    def known(mention: Mention) -> Mention:
        return replace(mention, sort="person", plural=False) if mention.bare in people else mention

    return [replace(turn, mentions=tuple(map(known, turn.mentions))) for turn in past]


def _spoken(turn: Turn, analyser: Analyser) -> Spoken:
    question = parse(turn.searched, analyser)
    found = clause(question)
    answers = [_counted(_DATELINE.sub("", answer), found, analyser) for answer in turn.answers]
    answer = of_answer(" and ".join(answers[:3]), found, analyser, turn.quotes)
    if answer and answer.sort == "person" and not answer.gender and found and found.is_copular:
        answer = replace(answer, gender=gender(found.subject))  # "Who is Ada Brook's husband?"
    mentions = tuple(of_question(question, found))
    said = answers[0] if answers else ""
    return Spoken(found, question, mentions, answer, said, turn.quotes, tuple(names_inside(said, analyser)))


def _counted(answer: str, asked: Clause | None, analyser: Analyser) -> str:
    """A bare number with what was counted: "at least 40" is "at least 40 people"."""
    if asked is None or not asked.noun or not re.match(r"(?:\w+ )?how many\b", asked.asking, re.I):
        return answer
    tokens = parse(answer, analyser).tokens[:-1]
    bare = bool(tokens) and tokens[-1].tag == "CD" and not any(token.pos in ("NOUN", "PROPN") for token in tokens)
    return f"{answer.rstrip(' .')} {asked.noun}" if bare else answer


def person(past: Sequence[Spoken], gender: str, beside: str = "") -> Mention | None:
    """Who "she" or "he" is: the person last spoken of, unless title, office or first name speak against it.

    `beside` is what is said of her: whom it names is somebody else.
    """
    found = _person(past, gender, beside, likely_gender)
    asked = past[0].clause if past else None
    if found or (asked and asked.asks_person and past[0].answer is None):  # it is that one, whom nobody named
        return found
    return _person(past, gender, beside, lambda _: "")


def _person(past: Sequence[Spoken], gender: str, beside: str, guessed: Callable[[str], str]) -> Mention | None:
    def fits(mention: Mention) -> bool:
        known = mention.gender or guessed(mention.bare)
        another = re.match("her " if gender == "f" else "his ", mention.text, re.I)  # she is not "her sister"
        single = mention.sort == "person" and not mention.plural and not another
        return single and known in ("", gender) and not (mention.named and mention.bare in beside)

    def may_be(mention: Mention) -> bool:
        single = mention.role == "subject" and not mention.plural and mention.named
        single = single and guessed(mention.bare) in ("", gender)
        return single and mention.sort in ("thing", "place", "group") and looks_like_person(mention.bare)

    for turn in past:
        if found := _first([turn], fits, lambda m: not m.named) or _first([turn], may_be):
            return _whole_name(found, past)
    return None


def _whole_name(mention: Mention, past: Sequence[Spoken]) -> Mention:
    """A person by first name and surname where the quotes so far have them: "Mayor Brook" as "Ada Brook"."""
    words = mention.bare.split()
    if len(words) > 1 and (words[0].lower() not in TITLES or len(words) > MOST_NAME_WORDS):
        return mention
    name = fullest(words[-1], [quote for turn in past for quote in turn.quotes])
    return replace(mention, text=name) if " " in name else mention


def thing(past: Sequence[Spoken], owning: bool = False) -> Mention | None:
    """What "it" is: a thing before a company before a place; "its" is a company's as soon as a thing's."""
    asked = past[0].clause if past else None

    def rank(mention: Mention) -> int:
        if mention.sort == "thing" or (mention.sort == "place" and _LIKE_THINGS.search(mention.text)):
            return 0
        if mention.sort == "place":  # "which country joined?" asks on about the country
            return 1 if mention.role == "answer" and asked is not None and asked.noun and asked.asks_subject else 2
        return 0 if owning and mention.named else 1

    spoken_of = [m.bare for turn in past for m in turn.mentions if m.bare in turn.question.text]

    def fits(mention: Mention) -> bool:
        part = (
            mention.sort == "thing" and not mention.named and any(f" of {mention.bare}" in whole for whole in spoken_of)
        )  # "body of inquiry"
        return not mention.plural and not part and mention.sort not in ("person", "time", "amount")

    # Who did it, and on which bank it lies, tells about it; "it" goes on about the same.
    beside = asked is not None and (
        asked.asks_person or bool(re.match(r"(?:in|on|at|from|to) |where", asked.asking, re.I))
    )
    found = _first(past, fits, lambda m: rank(m) + (2 if beside and m.role == "answer" else 0))
    if found is None:  # recognisers take an unknown name of one word for anybody's
        return _first(past[:1], lambda m: m.named and " " not in m.bare and m.sort == "person" and m.role != "answer")
    if not found.named and len(past) > 1 and not any(m.named for m in past[0].all()):
        # A question that names nothing is still about what the one before it named.
        return _first(past[1:2], lambda m: fits(m) and m.named and rank(m) == 0) or found
    return found


def several(past: Sequence[Spoken], acting: bool, of: Sort | None = None, human: bool = False) -> Mention | None:
    """Who or what "they" are; `acting`: they do something, so people come before things.

    `of` is what one "of them" is: several of another sort are not meant while there are some of that.
    `human`: they do what only people do, who may have been spoken of before the last turn.
    """
    if human and (found := _first(past, lambda m: _animate(m) and m.plural is not False, lambda m: m.plural is None)):
        return found
    if of and (found := _first(past, lambda m: bool(m.plural) and m.sort == of and m.sort != "amount")):
        return found

    def rank(mention: Mention) -> int:
        return (0 if _animate(mention) or not acting else 2) + (1 if mention.plural is None else 0)

    def fits(mention: Mention) -> bool:
        return (bool(mention.plural) and mention.sort not in ("time", "amount")) or mention.sort == "group"

    for turn in past:
        if found := _first([turn], fits, rank):
            return found
    return _first(past, lambda m: m.sort == "person")


def _animate(mention: Mention) -> bool:
    return mention.sort in ("person", "group")


def place(past: Sequence[Spoken]) -> Mention | None:
    """Where "there" is."""
    found = _first(past, lambda m: m.sort == "place" and not m.plural, lambda m: not m.named and m.role != "answer")
    # Recognisers take an unknown town for anything: what is far from something is a place.
    asked = past[0].clause if past else None
    if found is None and asked and re.match(r"how (?:far|big|large)\b|where\b", asked.asking, re.I):
        far = _first(past[:1], lambda m: m.role == "subject" and m.named and m.sort in ("thing", "group", "person"))
        return far and replace(far, text=re.sub(r" from .*$", "", far.text))
    return found


def workplace(past: Sequence[Spoken]) -> Mention | None:
    """Where "there" is when no place was spoken of: at a company, a club, a ministry."""
    found = _first(past, lambda m: m.sort == "group" and m.named and m.role != "other")
    return found and replace(found, text=f"at {found.bare}")


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
