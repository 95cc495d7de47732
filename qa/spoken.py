"""A conversation so far: each turn taken apart, and what a word of the next question can point back to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.analysers import Analyser
from qa.clauses import Clause, Parsed, clause, parse
from qa.inflections import finite
from qa.mentions import Mention, names_inside, of_answer, of_question
from qa.reporting import SAYING
from qa.sorts import gender
from qa.unnamed import unnamed

MOST_ITEM_WORDS = 6  # of one thing in an enumeration: longer pieces are clauses
MAX_STATEMENT = 25  # words of an answer that can be repeated whole
_OWN = re.compile(r"^(?:his|her|its|their)\b", re.I)
_ITS_NAME = re.compile(r"the names? of |.+['’]s? names?$", re.I)
_WHAT_ONE_IS = re.compile(r"\b(?:jobs?|position|profession|occupation|role|title|rank|post|trade|age|nationality)\b")
_INDEFINITE = re.compile(r"^an? ", re.I)
_OPENS = re.compile(r"^(?:since|until|till|by|from|with|for|in|at|on|to|under)\s+", re.I)
_DATELINE = re.compile(r"^[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,}(?:, [A-Z]\w+)?(?: \([^)]*\))? [–—-]+ ")
_ENUMERATED = re.compile(r",\s*(?:and\s+)?|\s+and\s+")


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn: the question as it was searched, and its answers, best first; () when there was none.

    `quotes` are the sentences that the answers stand in: people's whole names are read from them. `cited` are the ids
    of their articles. `asked` is the question as it was typed, "" where this is known to be the same.
    """

    searched: str
    answers: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    cited: frozenset[str] = frozenset()
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn taken apart. `answer` is None where it was a clause or nothing; `said` is its text all the same.

    `items` are the things that were answered, if there were several, in their order.
    """

    clause: Clause | None
    question: Parsed
    mentions: tuple[Mention, ...]
    answer: Mention | None
    said: str
    quotes: tuple[str, ...] = ()
    inside: tuple[Mention, ...] = ()
    items: tuple[str, ...] = ()

    def all(self) -> Iterator[Mention]:
        """What it spoke of, the answer first; whose a thing is is said by name ("its push" is "Halm's push")."""
        if self.answer and not self._says_what_it_is():
            yield self.answer
        if missing := self.missing():
            yield missing
        for mention in self.mentions:
            if not self._is_answered(mention) and not self._is_part_of_name(mention):
                yield self._introduced(self._owned(self._with_relative(mention)))
        yield from self.inside

    def missing(self) -> Mention | None:
        """What was asked for, by its question, when no answer was found."""
        return None if self.said else unnamed(self.clause)

    def someone(self) -> Mention | None:
        """Who was asked for, by the question, when the answer names no person."""
        asks = self.clause is not None and self.clause.asks_person
        return None if not asks or (self.answer and self.answer.sort == "person") else unnamed(self.clause)

    def located(self) -> Mention | None:
        """The place that was asked for: the answer, or told by its question."""
        found = self.answer or self.missing()
        return found if found and found.sort == "place" else None

    def said_by(self) -> str:
        """Who was asked about as saying something, without "of" what; "" when nobody was."""
        asked = self.clause
        return asked.subject if asked and asked.lemma in SAYING else ""

    def asks_speaker(self) -> bool:
        """Whether it was asked who says so, which asks nothing of its own."""
        asked = self.clause
        return asked is not None and asked.asks_person and asked.lemma in SAYING and asked.rest.startswith("that ")

    def _is_part_of_name(self, mention: Mention) -> bool:
        """Whether it is the end of a person's name that was said whole."""
        whole = (m.bare for m in self.mentions if m.sort == "person" and m.named)
        return mention.named and any(name.endswith((f" {mention.bare}", f"-{mention.bare}")) for name in whole)

    def _is_answered(self, mention: Mention) -> bool:
        """Whether it is what was asked for, which the answer names: "the club that was fined"."""
        asked, answer = self.clause, self.answer
        named = asked is not None and answer is not None and bool(asked.noun) and answer.sort != "amount"
        if answer and asked and asked.is_copular and _ITS_NAME.match(mention.text):
            return True
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
        if asked.lemma in SAYING and asked.asking.lower() == "what" and re.match(r"(?:about|of) ", asked.rest):
            return True  # "What does she think of the tram?" "A waste of money": it is the tram
        subject = asked.subject
        if asked.is_copular and asked.asking.lower() == "what" and not asked.rest and subject[:1].isupper():
            return True  # "What is Blue Harbour?" "A shelter"
        if asked.is_copular and _WHAT_ONE_IS.search(joined(subject, asked.rest)):
            return True
        if asked.lemma in ("have", "hold", "do") and _WHAT_ONE_IS.search(asked.noun):
            return True  # "What job does she have?"
        people = [m.text for m in self.mentions if m.sort == "person" and m.named and subject.startswith(m.text)]
        tells = asked.is_copular and bool(re.match(r"who|what", asked.asking, re.I))
        return tells and any(subject[len(text) : len(text) + 1] not in ("'", "’") for text in people)

    def _with_relative(self, mention: Mention) -> Mention:
        """With the clause that tells which one it is, when the question ends with it: "the report that they wrote"."""
        if mention.named or not mention.text.startswith("the "):
            return mention
        asked = self.question.text.rstrip("?")
        found = re.search(rf"\b{re.escape(mention.text)}(?: (?:who|whom|that|where|when) .+)?$", asked)
        return replace(mention, text=found.group()) if found else mention

    def _introduced(self, mention: Mention) -> Mention:
        """What was brought in as "a report", by what was done with it: "the report that the board published"."""
        asked = self.clause
        if asked is None or not asked.verb or mention.role != "object" or not _INDEFINITE.match(mention.text):
            return mention
        if not re.match(r"[A-Z]|the ", asked.subject) or mention.sort != "thing":
            return mention
        noun = f"the {_INDEFINITE.sub('', mention.text)}"
        return replace(mention, text=joined(noun, "that", asked.subject, finite(asked.auxiliary, asked.verb)))

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
        told = uncapitalised(re.sub(r",? (?:and|or|but)$", "", self.said.strip(' .?!"“”')))
        if not asked.asking:  # a question of yes or no is answered by the clause itself
            return told if len(told.split()) <= MAX_STATEMENT else ""
        if asked.asking.lower() == "what" and asked.lemma == "call" and self.answer:
            return f"{asked.rest} is {told}"
        demands = asked.lemma == "demand" or told.startswith("to ")  # which is no clause of its own
        if asked.lemma in SAYING and asked.asks_noun and not asked.asks_subject and not demands:
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
        return joined(asked.subject, finite(asked.auxiliary, asked.verb), inner, asked.rest, outer)


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
    inside = tuple(names_inside(said, analyser))
    return Spoken(found, question, mentions, answer, said, turn.quotes, inside, _items(turn.answers))


def _items(answers: Sequence[str]) -> tuple[str, ...]:
    """The things of a list, or of an answer that enumerates names or things; () when it is about one."""
    bare = [answer.strip(' .?!"“”') for answer in answers]
    pieces = bare if len(bare) != 1 else [piece for piece in _ENUMERATED.split(bare[0]) if piece]
    short = all(len(piece.split()) <= MOST_ITEM_WORDS for piece in pieces)
    return tuple(pieces) if len(pieces) > 1 and short else ()


def _counted(answer: str, asked: Clause | None, analyser: Analyser) -> str:
    """A bare number with what was counted: "at least 40" is "at least 40 people"."""
    if asked is None or not asked.noun or not re.match(r"(?:\w+ )?how many\b", asked.asking, re.I):
        return answer
    if parse(answer, analyser).tokens[0].pos in ("NUM", "ADV", "ADP", "ADJ"):
        answer = answer[:1].lower() + answer[1:]  # "About 90" began its sentence there
    among = re.match(
        r"of (?:the|those|these) (?P<head>[\w-]+)", asked.noun
    )  # "seven people" are "seven of the people that …"
    if among and re.search(rf" {among['head']}[ .]*$", answer):
        return f"{answer.rstrip(' .').removesuffix(among['head'])}{asked.noun}"
    tokens = parse(answer, analyser).tokens[:-1]
    bare = bool(tokens) and tokens[-1].tag == "CD" and not any(token.pos in ("NOUN", "PROPN") for token in tokens)
    return f"{answer.rstrip(' .')} {asked.noun}" if bare else answer


def uncapitalised(text: str) -> str:
    """What began a sentence, inside another: without the capital, where that is surely none of a name."""
    return re.sub(
        r"^(?:an?|the|it|he|she|they|there|we|this|these|those|some|about|nearly|more|at|in|no|all)\b",
        lambda first: first.group().lower(),
        text,
        flags=re.I,
    )


def possessive(name: str) -> str:
    """ "Ada Brook's"; of a long phrase too."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def joined(*parts: str) -> str:
    """The parts that are there, with one blank between them."""
    return " ".join(part for part in parts if part)
