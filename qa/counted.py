"""What "how many …" counts, and whether a number of a text counts just that: 128 children for kids, not 46 crews."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.normalise import search_form
from qa.analysers import Analyser
from qa.clauses import Parsed, clause, parse
from qa.counts import NOMINAL, Count
from qa.quantity import amounts, quantity, stem
from qa.slips import is_hand_slip
from qa.sorts import is_people

Agreement = Literal["yes", "no", "open"]
# Nouns that news uses for one thing when it counts, one sort a line.
_ALIKE = tuple(
    frozenset(line.split())
    for line in (
        "child kid youngster minor pupil schoolchild boy girl infant baby toddler",
        "student pupil undergraduate learner",
        "traveller traveler passenger commuter",
        "fine penalty penaltie notice",
        "restaurant branch outlet location store",
        "spectator onlooker fan supporter attendee",
        "area district region zone",
        "woman lady girl",
        "soldier troop man serviceman servicemen fighter conscript personnel reservist",
        "police policeman policemen officer constable",
        "employee worker staff job position post employed",
        "house home building dwelling property household flat apartment",
        "car vehicle automobile",
        "truck lorry vehicle lorrie",
        "bus coach vehicle buse",
        "plane aircraft jet airplane aeroplane flight airliner",
        "ship vessel boat ferry ferrie",
        "town village settlement community city place municipality communitie citie hamlet municipalitie",
        "country nation state countrie",
        "company firm business companie businesse enterprise",
        "shop store outlet branch",
        "vote ballot",
        "seat mandate deputy lawmaker deputie",
        "launcher system rocket-launcher",
        "missile rocket projectile",
        "shot bullet round",
        "film movie title",
        "goal score",
        "victim death dead fatality fatalitie casualty casualtie life live killed",
        "injury injurie injured wounded casualty casualtie hurt",
        "page sheet",
        "meal portion dinner lunch",
        "book volume title",
        "copy copie unit",
        "season series time",
        "floor storey story level",
        "animal cattle beast head",
        "cow cattle",
        "attack strike raid assault",
        "game match",
        "title trophy championship win victory medal",
    )
)
# Who takes part in whatever is told, so that "people" are these as well; children or soldiers are only some of them.
EVERYBODY = frozenset(
    "people ppl folk person individual human man men one civilian resident inhabitant evacuee citizen victim death "
    "dead fatality fatalitie life live killed casualty casualtie passenger spectator visitor viewer attendee "
    "participant guest voter member patient customer user population local crowd refugee survivor demonstrator "
    "protester protestor migrant tourist fan supporter listener follower subscriber signatory signature "
    "household family familie audience villager islander caller buyer applicant onlooker bystander".split()
)
_MONEY = frozenset("dollar euro pound yen crown rouble ruble hryvnia franc mark cent penny money".split())
_LEAST_LETTERS = 5  # of a word that is the same with a slip (kilometer), or with another before it (pocketwatch)
_LEAST_BEFORE = 3  # letters of what stands before: a driver is no river
_INSIDE = frozenset({"VBN", "VBG", "POS", "HYPH"})  # tags of what may stand inside a noun phrase
_GROUPED = frozenset("millions thousands hundreds billions pairs kinds types sorts sets".split())
_MANY = re.compile(r"\bhow many\b", re.I)
_REPEATED = re.compile(
    r"\b(?:once|twice|thrice|both|all|every|most|none|nobody|multiple|many|single|pair|double|a quarter|third)\b", re.I
)
_OUT_OF = re.compile(r"\bout of how many\b|\bof how many\b", re.I)


@dataclass(frozen=True, slots=True)
class Noun:
    """What "how many …" asks for: the stem of its noun and of the words before it; `whole` for "out of how many"."""

    head: str
    beside: frozenset[str] = frozenset()
    whole: bool = False


def counted_noun(question: str, analyser: Analyser) -> Noun | None:
    """The noun that a question counts; None when it does not ask how many of something."""
    if not _MANY.search(question):
        return None
    parsed = parse(question, analyser)
    start = _MANY.search(parsed.text)
    if not start:
        return None
    first = parsed.at(start.end())
    run = _noun_run(parsed, first)
    asked = _predicated(parsed, run[-1] if run else first) if parsed.word(first) == "of" else None
    if not run and asked is None:
        return None
    whole = bool(_OUT_OF.search(question))
    head, *rest = reversed([asked] if asked is not None else run)
    return Noun(_stem(parsed, head), frozenset(_stem(parsed, at) for at in rest), whole)


def _noun_run(parsed: Parsed, first: int) -> list[int]:
    """The tokens of the noun phrase after "how many": "of the trucks" are trucks, "millions of tons" tons."""
    at, count = first, len(parsed.tokens) - 1
    while at < count and (parsed.word(at) == "of" or parsed.tokens[at].pos in ("DET", "PRON")):
        at += 1
    run: list[int] = []
    while at < count and (parsed.tokens[at].pos in NOMINAL or parsed.tokens[at].tag in _INSIDE):
        run.append(at)
        at += 1
    while run and parsed.tokens[run[-1]].pos not in ("NOUN", "PROPN"):
        run.pop()
    if run and at < count and parsed.word(at) == "of" and parsed.word(run[-1]) in _GROUPED:
        return _noun_run(parsed, at + 1)
    parts = clause(parsed)
    asked = parts.noun.lower().split() if parts else []
    own = [at for at in run if parsed.word(at) in asked]
    return own if own and own[0] == run[0] else run


def _predicated(parsed: Parsed, noun: int) -> int | None:
    """In "how many of them were children" the children."""
    rest = range(noun + 1, len(parsed.tokens) - 1)
    be = next((at for at in rest if parsed.tokens[at].lemma == "be"), None)
    last = len(parsed.tokens) - 2
    is_noun = parsed.tokens[last].tag == "NNS" and be is not None and last > be
    return last if is_noun and last - (be or 0) <= 3 else None


def _stem(parsed: Parsed, at: int) -> str:
    """A token's base form as amounts have their units (qa/quantity.py)."""
    return stem(search_form(parsed.tokens[at].lemma or parsed.word(at)))


def agrees(asked: Noun, count: Count) -> Agreement:
    """Whether a number counts what is asked: "open" where it is bare and may."""
    if asked.whole and count.part:
        return "no"
    if count.dimension and count.dimension != "share":
        return "yes" if _is_measure(asked, count) else "no"
    if not count.head:
        if count.before and _alike(asked.head, count.before):
            return "yes"
        return "no" if (count.left and count.before) or (count.bare and asked.head not in EVERYBODY) else "open"
    if _alike(asked.head, count.head) or asked.head in count.beside or count.head in asked.beside:
        return "yes"
    if count.dimension == "share" or _is_nationals(asked, count):
        return "open"
    if asked.head in EVERYBODY:
        return "yes" if count.head in EVERYBODY or is_people(count.head) else "no"
    return "no"


def _is_nationals(asked: Noun, count: Count) -> bool:
    """Whether people are counted by their nation: "12 million Africans" for slaves."""
    human = asked.head in EVERYBODY or is_people(asked.head)
    return human and count.proper


def _is_measure(asked: Noun, count: Count) -> bool:
    amount = quantity(f"1 {asked.head}")
    unit = count.dimension.split()[0]
    if unit == "weight" and asked.head == "pound":
        return True
    return bool(amount and amount.dimension.split(" ")[:1] == [unit]) or (unit == "money" and asked.head in _MONEY)


def _alike(one: str, other: str) -> bool:
    if one == other or any(one in alike and other in alike for alike in _ALIKE):
        return True
    short, long = sorted((one, other), key=len)
    is_compound = long.endswith(short) and len(long) - len(short) >= _LEAST_BEFORE
    if len(short) >= _LEAST_LETTERS and (is_compound or is_hand_slip(short, long) or is_hand_slip(long, short)):
        return True
    return one in EVERYBODY and other in EVERYBODY


def is_amount(asked: Noun, answer: str) -> bool:
    """Whether words may say how many without a number that counts: "twice", "none", "a five-year term"."""
    found = list(amounts(answer))
    timed = _is_time(asked.head) and bool(re.search(r"\d|[a-z]-year|\ba (?:year|month|week|day|hour)", answer))
    return timed or (not found and bool(_REPEATED.search(answer)))


def _is_time(noun: str) -> bool:
    amount = quantity(f"1 {noun}")
    return amount is not None and amount.dimension.startswith("time")


def is_named(asked: Noun, said: frozenset[str]) -> bool:
    """Whether a text with these stems has the noun that its bare numbers would count; people need not be named."""
    return asked.head in EVERYBODY or any(_alike(asked.head, word) for word in said)
