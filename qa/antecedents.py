"""What a word of a follow-up can stand for: who "she" is, what "it" is, where "there" is, when "then" is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.fullest import fullest
from qa.genders import has_first_name, known_gender
from qa.mentions import Mention
from qa.sorts import Sort, looks_like_person
from qa.speaker import TITLES
from qa.spoken import Spoken

_LIKE_THINGS = re.compile(
    r"\b(?:bridge|dam|stadium|plant|station|school|hospital|museum|tower|road|pass|gallery|hall)s?\b", re.I
)
_TIMELY = re.compile(
    r"^(?:in|on|at|since|until|from|by|during|before|after|early|late|last|next|this|today|yesterday)\b", re.I
)
MOST_NAME_WORDS = 4  # titles with it
_DAY = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day|^\d{1,2} [A-Z]", re.I)


def person(past: Sequence[Spoken], gender: str, beside: str = "") -> Mention | None:
    """Who "she" or "he" is: the person last spoken of, unless title, office or first name speak against it.

    `beside` is what is said of her: whom it names is somebody else.
    """
    found = _person(past, gender, beside, known_gender)
    asked = past[0].clause if past else None
    if found or (asked and asked.asks_person and past[0].answer is None):  # it is that one, whom nobody named
        return found
    return _person(past, gender, beside, lambda _: "")


def _person(past: Sequence[Spoken], gender: str, beside: str, guessed: Callable[[str], str]) -> Mention | None:
    def fits(mention: Mention) -> bool:
        owned = re.search(r"['’]s? [a-z]", mention.bare)  # "Ada Brook's predecessor" is not Ada
        known = mention.gender or ("" if owned else guessed(mention.bare))
        another = re.match("her " if gender == "f" else "his ", mention.text, re.I)  # she is not "her sister"
        single = mention.sort == "person" and not mention.plural and not another
        return single and known in ("", gender) and not (mention.named and mention.bare in beside)

    def may_be(mention: Mention) -> bool:
        single = mention.role == "subject" and not mention.plural and mention.named
        single = single and guessed(mention.bare) in ("", gender)
        return single and mention.sort in ("thing", "place", "group") and looks_like_person(mention.bare)

    identity = bool(re.fullmatch(r"who (?:is|was|'s|’s) s?he\??", beside, re.I))  # a name would tell that
    for turn in past:
        owned = [m.text for m in turn.all() if m.sort == "person" and not m.named and m.role == "subject"]

        people = [m for m in turn.all() if m.sort == "person"]

        def rank(
            mention: Mention, owned: list[str] = owned, people: list[Mention] = people, turn: Spoken = turn
        ) -> int:
            owner = any(
                re.match(rf"{re.escape(mention.bare)}['’]", text) for text in owned
            )  # his lawyer was asked about
            told = turn.clause.rest if turn.clause else ""  # "what did Ada say Ivo had built" is about Ivo
            sayer = mention.bare == turn.said_by() and any(told.startswith(m.bare) for m in people if m != mention)
            return (mention.named == identity) + 2 * owner + 2 * sayer

        named = _first([turn], fits, rank)
        if found := named or turn.someone() or _first([turn], may_be):
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
    said = past[0].said_by() if past else ""

    def order(mention: Mention) -> int:
        return rank(mention) + (2 if beside and mention.role == "answer" else 0) + (2 if mention.bare == said else 0)

    found = _first(past, fits, order)
    if found is None:  # recognisers take an unknown name for anybody's
        return _first(
            past[:1], lambda m: m.named and _may_be_none(m.bare) and m.sort == "person" and m.role != "answer"
        )
    if not found.named and len(past) > 1 and not any(m.named for m in past[0].all()):
        # A question that names nothing is still about what the one before it named.
        return _first(past[1:2], lambda m: fits(m) and m.named and rank(m) == 0) or found
    return found


def _may_be_none(name: str) -> bool:
    """Whether what looks like a person's name may be a thing's: one word, or no first name and no title."""
    return " " not in name or not (has_first_name(name) or name.split()[0].lower() in TITLES)


def body(past: Sequence[Spoken]) -> Mention | None:
    """What is led, run or owned: the company, union or team last spoken of, before what it did."""
    texts = [mention.text for turn in past[:1] for mention in turn.all()]

    def fits(mention: Mention) -> bool:
        part = any(mention.bare in text and mention.bare != text for text in texts)  # "Osterby" of "the Osterby plant"
        return mention.sort == "group" and (mention.named or mention.role in ("answer", "subject")) and not part

    return _first(past[:1], fits)


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
    return _two_together(past[0]) or _first(past, lambda m: m.sort == "person")


def _two_together(turn: Spoken) -> Mention | None:
    """Two people of whom one was asked to have done something with the other."""
    people = list(dict.fromkeys(m.bare for m in turn.all() if m.sort == "person" and m.named))
    pair = len(people) == 2 and bool(re.search(rf"\b(?:with|and) {re.escape(people[1])}\b", turn.question.text))
    return Mention(" and ".join(people), "person", "other", plural=True, named=True) if pair else None


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
