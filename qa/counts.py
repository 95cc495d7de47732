"""What the numbers of a sentence count: "436 people, including 128 children" counts people and children.

By tags and word order: the noun after a number is what it counts, and a bare one ("the other 19", "nine of them") may
count what was counted before. Ages, dates, clock times, scores of matches and "No. 7" count nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA

from index.normalise import search_form
from qa.analysers import Analyser, Analysis
from qa.clauses import Parsed, clause, parse
from qa.quantity import amounts, quantity, stem
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
        "soldier troop serviceman servicemen fighter conscript personnel reservist",
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
    "people person individual human man men one civilian resident inhabitant evacuee citizen victim death dead "
    "fatality fatalitie life live killed casualty casualtie passenger spectator visitor viewer attendee "
    "participant guest voter member patient customer user population local crowd refugee survivor demonstrator "
    "protester protestor migrant tourist fan supporter listener follower subscriber signatory signature "
    "household family familie audience villager islander caller buyer applicant onlooker bystander".split()
)
_OF = re.compile(r"[ \u00a0](?:out )?of\b")
_RUN = frozenset({"NOUN", "PROPN", "ADJ"})
_INSIDE = frozenset({"VBN", "VBG", "POS", "HYPH"})  # tags of what may stand inside a noun phrase
_LEADING = frozenset("of more other different separate people's".split())
_GROUPED = frozenset("millions thousands hundreds billions pairs kinds types sorts sets".split())
_NO_COUNT_AFTER = re.compile(r"[:/]\d|[-–]year|(?:st|nd|rd|th)\b|,? ?(?:am|pm|o['’]clock)\b|, \d{4}\b")
_NO_COUNT_BEFORE = re.compile(r"(?:\bNo\.? ?|\d:|[:/])$")
_BESIDE_DASH = re.compile(r"\d[-–]$"), re.compile(r"[-–]\d")  # before and after
_AGE_AFTER = re.compile(r"[,.)]|$")
_BARE_AGE = re.compile(r"[A-Z][\w’'-]+, $|\baged? $")
_OF_THEM = re.compile(r"[ \u00a0]of (?:them|these|those|whom|which)[ \u00a0]")
_PART = re.compile(r"[ \u00a0]of (?:them|these|those|whom|which|us|the)\b|[ \u00a0](?:are|were|is|was)\b")
_LEFT = (
    re.compile(r"\b(?:other|others|another|remaining|rest|further)[ \u00a0]$"),
    re.compile(r"[ \u00a0]of (?:them|these|those|whom|which|us)\b|[ \u00a0](?:more|others?|did|were)\b"),
)
_ENDS = re.compile(r"[ \u00a0]?(?:[.,;:!?()”\"]|$|and\b|or\b|but\b|against\b|for\b|in\b|to\b|that\b|which\b|who\b)")
_MEASURE = re.compile(r"[ \u00a0-]?(?:(?:square|cubic|sq\.?)[ \u00a0])?(?:%|per[ -]cent|[a-z]+)", re.I)
_INCLUDED = re.compile(r"\b(?:including|among (?:them|whom)|of whom|of them|of which|amongst them) (?:\w+ )?$")
_UNIT_OF_TIME = re.compile(
    r"[ \u00a0-](?:\w+ )?(?:second|minute|hour|day|week|month|year|decade|century|centurie|night)s?\b"
)
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


@dataclass(frozen=True, slots=True)
class Count:
    """A number in a text (its range to the end of the noun it counts), that noun, and whether it is some of a whole.

    `head` is empty for a bare number; then `before` is the noun of the count before it, which it may be some of.
    `dimension` is that of a measure ("time", "share", "money euro"), else "". `proper`: the noun is a name (Africans).
    `left`: "the other 19", "nine of them"; `bare`: without a noun that it could have left out ("with 212 on board").
    """

    start: int
    end: int
    head: str
    beside: frozenset[str]
    before: str
    dimension: str
    part: bool
    proper: bool = False
    left: bool = False
    bare: bool = False


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
    while at < count and (parsed.word(at) in _LEADING or parsed.tokens[at].pos in ("DET", "PRON")):
        at += 1
    run: list[int] = []
    while at < count and (parsed.tokens[at].pos in _RUN or parsed.tokens[at].tag in _INSIDE):
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
    return stem(search_form(parsed.tokens[at].lemma or parsed.word(at)))


def counts(text: str, analysis: Analysis, before: str = "") -> list[Count]:
    """Every number of an analysed text that counts or measures something, in order.

    `before` is what the text before it counted last.
    """
    found: list[Count] = []
    for start, end in amounts(text):
        noun = _counted(text, analysis, end)
        if not (noun.plural or _is_count(text, analysis, start, end)) or _is_label(text, start, end):
            continue
        unit = _MEASURE.match(text, end)
        measured = quantity(text[start : unit.end() if unit else end])
        dimension = measured.dimension if measured else ""
        if not noun.head and not dimension and _is_named_by(text, analysis, start, end):
            continue
        last = next((one.head for one in reversed(found) if one.head), before)
        part = bool(_PART.match(text, end)) or bool(_INCLUDED.search(text, 0, start))
        left = bool(_LEFT[0].search(text, 0, start) or _LEFT[1].match(text, end)) and not noun.head
        bare = not noun.head and not left and not _ENDS.match(text, end)
        found.append(Count(start, noun.end, noun.head, noun.beside, last, dimension, part, noun.proper, left, bare))
    return found


def _is_named_by(text: str, analysis: Analysis, start: int, end: int) -> bool:
    """Whether a number only tells one thing from others: "magnitude 5.4", "room 12"."""
    before = next((token for token in reversed(analysis.tokens) if token.end <= start), None)
    singular = before is not None and before.tag in ("NN", "NNP") and before.end == start - 1
    return singular or bool(re.fullmatch(r"\d+\.\d+", text[start:end]))


def _is_label(text: str, start: int, end: int) -> bool:
    """Whether a number is a clock time, an age, an ordinal or "No. 7"."""
    before = text[max(0, start - 30) : start]
    if _NO_COUNT_AFTER.match(text, end) or _NO_COUNT_BEFORE.search(before):
        return True
    if text[start:end].lower() == "no" and text[end : end + 1] == ".":
        return True
    return bool(_BARE_AGE.search(before) and _AGE_AFTER.match(text, end))


def _is_count(text: str, analysis: Analysis, start: int, end: int) -> bool:
    """Whether a number without a plural noun after it is no part of a date or of the score of a match."""
    if _BESIDE_DASH[0].search(text, 0, start) or _BESIDE_DASH[1].match(text, end):
        return False
    dated = any(n.label in ("DATE", "TIME") and n.start <= start and end <= n.end for n in analysis.names)
    return not dated or bool(_UNIT_OF_TIME.match(text, end))


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The noun phrase after a number: where it ends, its noun's stem, and the stems of the words before that."""

    end: int
    head: str = ""
    beside: frozenset[str] = frozenset()
    plural: bool = False
    proper: bool = False


def _counted(text: str, analysis: Analysis, end: int) -> _Phrase:
    """The noun phrase after a number, empty where none follows."""
    tokens = analysis.tokens
    at = next((i for i, token in enumerate(tokens) if token.start >= end), len(tokens))
    them = _OF_THEM.match(text, end)  # "128 of them children"
    at = next(
        (i for i, token in enumerate(tokens) if them and token.start >= them.end()), _after_of(text, analysis, at)
    )
    run = list(_run(text, analysis, at))
    run = run if not them or (run and tokens[run[-1]].tag in ("NNS", "NNPS")) else []
    if not run and at < len(tokens) and tokens[at].lemma == "be":  # "12 are trainees"
        run = list(_run(text, analysis, at + 1))
        run = run if run and tokens[run[-1]].tag in ("NNS", "NNPS") else []
    nouns = [i for i in run if tokens[i].pos in ("NOUN", "PROPN")]
    if not nouns:
        return _Phrase(end)
    head = nouns[-1]
    beside = frozenset(stem(search_form(tokens[i].lemma)) for i in run if i < head)
    token = tokens[head]
    plural, proper = token.tag in ("NNS", "NNPS"), text[token.start].isupper()
    return _Phrase(token.end, stem(search_form(token.lemma)), beside, plural, proper)


def _after_of(text: str, analysis: Analysis, at: int) -> int:
    """In "312 of some 500 houses" the place of the houses; of a single name or "them" nothing is counted there."""
    tokens = analysis.tokens
    if at >= len(tokens) or text[tokens[at].start : tokens[at].end] not in ("of", "out"):
        return at
    first = at + 1 + (text[tokens[at].start : tokens[at].end] == "out")
    while first < len(tokens) and (
        tokens[first].pos in ("DET", "NUM", "ADV", "ADJ") or tokens[first].tag in ("PRP$", "CD", "POS")
    ):
        first += 1
    run = list(_run(text, analysis, first))
    plural = bool(run) and tokens[run[-1]].tag in ("NNS", "NNPS")
    return first if plural or (run and is_people(text[tokens[run[-1]].start : tokens[run[-1]].end])) else at


def _run(text: str, analysis: Analysis, at: int) -> Iterator[int]:
    """Tokens of a noun phrase from here: nouns, what stands before them, and hyphens between."""
    tokens = analysis.tokens
    while at < len(tokens):
        token = tokens[at]
        told = token.tag == "POS" or (token.tag in ("VBN", "VBG") and token.dep in ("amod", "compound"))
        joined = text[token.start : token.end] in ("-", "/") or (
            token.pos == "ADV" and token.dep == "advmod" and _leads(analysis, at)
        )
        if token.pos not in _RUN and not told and not joined:
            return
        yield at
        at += 1


def _leads(analysis: Analysis, at: int) -> bool:
    """Whether an adverb only opens a noun phrase: "seriously ill patients"."""
    rest = analysis.tokens[at + 1 : at + 3]
    return len(rest) == 2 and rest[0].pos == "ADJ" and rest[1].pos in _RUN


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


_MONEY = frozenset("dollar euro pound yen crown rouble ruble hryvnia franc mark cent penny money".split())


def _alike(one: str, other: str) -> bool:
    if one == other or any(one in alike and other in alike for alike in _ALIKE):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= _LEAST_LETTERS and (long.endswith(short) or OSA.distance(one, other) <= 1):
        return True
    return one in EVERYBODY and other in EVERYBODY


_LEAST_LETTERS = 5  # of words that one slip of the hand, or what stands before them, does not make others


def is_amount(asked: Noun, answer: str) -> bool:
    """Whether words may say how many without a number that counts: "twice", "none", "a five-year term"."""
    found = list(amounts(answer))
    timed = _is_time(asked.head) and bool(re.search(r"\d|[a-z]-year|\ba (?:year|month|week|day|hour)", answer))
    return timed or (not found and bool(_REPEATED.search(answer)))


def _is_time(noun: str) -> bool:
    amount = quantity(f"1 {noun}")
    return amount is not None and amount.dimension.startswith("time")


def around(text: str, found: Sequence[Count], count: Count) -> str:
    """The words of its sentence that belong to a count: from the count before it, and to the next mark or "and"."""
    first = max((one.end for one in found if one.end <= count.start), default=0)
    first = max([first, *(stop.end() for stop in _STOP.finditer(text, first, count.start))])
    last = min((one.start for one in found if one.start >= count.end), default=len(text))
    mark = _MARK.search(text, count.end, last)
    return text[first : mark.start() if mark else last]


_STOP = re.compile(r"[.!?][”\"’\])]*\s+(?=[\W_]*[A-Z])")
_MARK = re.compile(r"[,;:.][ \u00a0”\"]|[ \u00a0](?:and|but|while|whereas|against)[ \u00a0]")


def is_named(asked: Noun, said: frozenset[str]) -> bool:
    """Whether a text with these stems has the noun that its bare numbers would count; people need not be named."""
    return asked.head in EVERYBODY or any(_alike(asked.head, word) for word in said)
