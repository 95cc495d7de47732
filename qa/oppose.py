"""Groups to sides: which of them give incompatible values for the same question."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from index.normalise import words
from qa.analysers import Analyser, Analysis
from qa.moments import clash
from qa.polarity import antonyms
from qa.quantity import Quantity, incompatible, quantity, stem
from qa.question import Wants, wants
from qa.types import Citation, Group

MAX_SIDES = 4
RIVALS = 12  # groups after the first that are looked at
# Log-odds that a side may be behind the first: a much weaker one is rather a wrong span.
# Chosen on the development questions, where most sides are within 2: python -m eval shows what a change costs.
MAX_GAP = 2.5
LEAST_SCORE = -2.5  # log-odds: less than one in thirteen such spans is right
LEAST_POLAR_SCORE = -3.5  # a clause of known polarity is about the question, whatever the reader thinks
CLOSE_GAP = 1.5  # where two different answers are often both right: who, where, why
# Share of the question's terms, by rarity, that a side's quote or passage has, beside that of the first.
LEAST_NEAR = 0.5
CLOSE_NEAR = 0.75  # of other values than amounts and yes or no: at 0.5 another event's month is taken for a side
MAX_DAYS = 60  # between the articles of two sides: later news is of another event, or an update
_BLAME = re.compile(
    r"\b(blame\w*|fault|responsib\w+|caus\w+|trigger\w*|spark\w*|started|behind|fired|provoked|at fault|guilty)\b", re.I
)
_CHOICE = re.compile(r"\b([a-z]+) or (?:is it |are they )?(?:more |less )?([a-z]+)\b", re.I)
_ONE_PLACE = re.compile(
    r"\b(born|buried|held|crash\w*|die[sd]?|killed|arrested|found|took place|take place|happen\w*|based|headquarter\w*"
    r"|land\w*|explo\w+|began|start\w*|sign\w*)\b",
    re.I,
)
_UP = frozenset(
    "high higher more increase increased increasing rise rising rose grow growing grew intense intensify intensifying "
    "intensified heavy heavier strong stronger strengthen worse worsen worsening severe escalate escalating up surge "
    "surging soar soaring expand expanding hot full toughest fierce record".split()
)
_DOWN = frozenset(
    "low lower fewer less decrease decreased decreasing fall falling fell drop dropping dropped ease easing "
    "eased calm calmer quiet quieter weak weaker weaken weakening better improve improving improved light "
    "lighter subside subsiding subsided decline declining declined down shrink shrinking shrank slow slowing "
    "slowed diminish diminished mild".split()
)
_SPEECH = re.compile(
    r"\b(said|says|say|told|according to|claim(?:ed|s)?|estimate[sd]?|declared|report(?:ed|s)?|announced|counted|put"
    r"|insist(?:ed|s)?|den(?:ied|ies)|disput\w+|argu\w+|wrote|stated|believes?|contradict\w*)\b",
    re.I,
)
_CONTRAST = re.compile(
    r"\b(but|however|while|whereas|although|though|by contrast|instead|den(?:ied|ies)|disput\w+)\b", re.I
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PARTIES = frozenset({"NORP", "GPE"})
_STATUS = tuple(
    frozenset(forms.split())
    for forms in (
        "die died dies dead death deaths dying kill kills killed killing killings fatality fatalities perished "
        "lives fatal",
        "injure injured injures injury injuries wound wounded wounds hurt",
        "missing disappeared vanished",
        "arrest arrested arrests detain detained custody",
        "rescue rescued save saved",
        "evacuate evacuated evacuation evacuees displaced fled",
        "ill sick infected infections hospitalised hospitalized poisoned",
    )
)
AROUND = 60  # characters before and after an amount
Test = Callable[[Group, Group], bool]


def oppose(question: str, groups: Sequence[Group], analyser: Analyser) -> list[Group]:
    """The first group and those that contradict it, best first; the first alone where that is not sure.

    Amounts, dates, yes and no, who is to blame, and more or less that cannot both be true, said by independent articles
    or contrasted by one. Another wording, a vaguer value, a part and a whole, another day's event are no contradiction.
    """
    sides = list(groups[:1])
    if not groups:
        return sides
    want = wants(question)
    test = _test(question, want, analyser)
    for other in groups[1 : 1 + RIVALS]:
        if test is None or len(sides) == MAX_SIDES:
            break
        if _is_rival(question, sides[0], other, _gap(want)) and all(test(side, other) for side in sides):
            sides.append(other)
    return sides


def _test(question: str, want: Wants, analyser: Analyser) -> Test | None:
    """What makes two answers to this question incompatible; None when nothing surely does."""
    asked = frozenset(words(question))
    if (choice := _CHOICE.search(question)) and antonyms(choice[1].lower(), choice[2].lower(), _UP, _DOWN):
        return lambda one, other: _degree(one) * _degree(other) < 0
    if want == "polar":
        return lambda one, other: {one.best.polarity, other.best.polarity} == {"yes", "no"}
    if want == "number" or _counts(question):
        return lambda one, other: _amounts_clash(one, other, asked)
    if want == "when":
        return lambda one, other: clash(one.best.citation.answer, other.best.citation.answer)
    if _BLAME.search(question) and want in ("who", "why", "what", "which"):
        return lambda one, other: _are_disjoint(one, other, asked)
    if want == "who":
        return lambda one, other: _are_parties(one, other, analyser)
    if want == "where" and _ONE_PLACE.search(question):
        return lambda one, other: _are_places(one, other, analyser)
    return None


def _gap(want: Wants) -> float:
    return MAX_GAP if want in ("number", "polar") else CLOSE_GAP


def _counts(question: str) -> bool:
    """Whether keywords ask for an amount: "Zhelnitsa turnout", "flood death toll"."""
    return bool(
        re.search(r"\b(turnout|toll|price|cost|salary|age|height|length|population|share|percentage)\b", question, re.I)
    )


def _is_rival(question: str, first: Group, other: Group, gap: float) -> bool:
    """Whether another group speaks of the same thing nearly as surely, in another article or in contrast."""
    one, two = first.best, other.best
    least = LEAST_SCORE if two.polarity is None else LEAST_POLAR_SCORE
    if one.score - two.score > gap or two.score < least:
        return False
    if one.evidence and two.evidence:
        near, far = one.evidence, two.evidence
        share = LEAST_NEAR if gap == MAX_GAP else CLOSE_NEAR
        if max(far.nearness, far.coverage) < share * max(near.nearness, near.coverage) or far.fit < near.fit:
            return False
    return (
        _is_independent(first, other)
        and not _differ_in_year(question, one.citation, two.citation)
        and any(_is_of_one_time(a.citation, b.citation) for a in first.candidates for b in other.candidates)
    )


def _is_independent(first: Group, other: Group) -> bool:
    """Whether the two are of different stories, or one article sets them against each other."""
    stories = {c.citation.article.story or c.citation.article.id for c in first.candidates}
    if any((c.citation.article.story or c.citation.article.id) not in stories for c in other.candidates):
        return True
    return _is_contrasted(first.best.citation, other.best.citation)


def _is_contrasted(one: Citation, other: Citation) -> bool:
    """Whether one article has two voices for the two values, or a word such as "but" between them."""
    if one.article.id != other.article.id:
        return False
    early, late = sorted((one, other), key=lambda citation: citation.answer_start)
    between = one.article.text[early.answer_end : late.answer_start]
    if len(between) > 1500:
        return False
    if early.quote == late.quote:
        return bool(_CONTRAST.search(between))
    return all(_SPEECH.search(citation.quote) for citation in (early, late)) or bool(_CONTRAST.search(between[-80:]))


def _differ_in_year(question: str, one: Citation, other: Citation) -> bool:
    """Whether the quotes name other years: what was in 1974 is no side of what was in 2014."""
    left, right = (set(_YEAR.findall(citation.quote)) for citation in (one, other))
    asked = set(_YEAR.findall(question))
    if asked and (left | right) - asked and not asked <= (left & right):
        return bool((left - asked and not left & asked) or (right - asked and not right & asked))
    return bool(left and right and not left & right)


def _is_of_one_time(one: Citation, other: Citation) -> bool:
    """Whether two articles appeared within MAX_DAYS, or the quote of the later names the year of the earlier."""
    days = [_day(citation.article.published) for citation in (one, other)]
    if not (days[0] and days[1]) or abs((days[0] - days[1]).days) <= MAX_DAYS:
        return True
    early, late = (days[0], other) if days[0] < days[1] else (days[1], one)
    return str(early.year) in _YEAR.findall(late.quote)


def _day(published: str | None) -> date | None:
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)", published or "")
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _amounts_clash(one: Group, other: Group, asked: frozenset[str]) -> bool:
    left, right = one.best.citation, other.best.citation
    if not incompatible(_amount(left), _amount(right), frozenset(map(stem, asked))):
        return False
    statuses = _status(left, asked), _status(right, asked)
    return None not in statuses and statuses[0] == statuses[1]


def _amount(citation: Citation) -> Quantity | None:
    """The amount of an answer; a bare number counts what follows it in the quote: "dozens" of settlements."""
    found = quantity(citation.answer)
    if found and not found.unit and not found.dimension:
        after = re.match(r"(?:[ \u00a0]of)?(?:[ \u00a0](?:the|those|these))?(?:[ \u00a0][\w-]+){1,2}", _rest(citation))
        return (after and quantity(citation.answer + after.group())) or found
    return found


def _rest(citation: Citation) -> str:
    return citation.article.text[citation.answer_end : citation.end]


def _status(citation: Citation, asked: frozenset[str]) -> frozenset[int] | None:
    """Which of killed, injured, missing … the words around an amount speak of; None when not of what is asked for."""
    first, last = citation.answer_start - AROUND, citation.answer_end + AROUND
    around = set(words(citation.article.text[max(citation.start, first) : min(citation.end, last)]))
    wanted = {at for at, forms in enumerate(_STATUS) if forms & asked}
    found = frozenset(at for at, forms in enumerate(_STATUS) if forms & around)
    if not wanted:
        return found
    return frozenset() if found & wanted else None


def _degree(group: Group) -> int:
    """1 for more, -1 for less, 0 for neither or both."""
    found = set(words(group.best.citation.answer))
    return bool(found & _UP) - bool(found & _DOWN)


def _are_disjoint(one: Group, other: Group, asked: frozenset[str]) -> bool:
    """Whether two causes or culprits share no word but the question's, and both quotes speak of blame."""
    left, right = (
        frozenset(map(stem, words(group.best.citation.answer))) - frozenset(map(stem, asked)) for group in (one, other)
    )
    quotes = (group.best.citation.quote for group in (one, other))
    return bool(left and right) and not left & right - _SMALL and all(_BLAME.search(quote) for quote in quotes)


_SMALL = frozenset(
    stem(word) for word in "the a an of in on at to by from and for with its his her their was were".split()
)


def _are_parties(one: Group, other: Group, analyser: Analyser) -> bool:
    """Whether the answers are groups of people of two nations or camps: "the Drovian navy", "Lethavan fishermen"."""
    left, right = (_labelled(group, analyser, _PARTIES) for group in (one, other))
    return bool(left and right) and not left & right and all(_is_collective(group) for group in (one, other))


_COLLECTIVE = re.compile(
    r"\b(army|forces|troops|soldiers|defenders|navy|fleet|police|government|side|authorities|rebels|militia|fighters"
    r"|fishermen|units|protesters|separatists|military)\b",
    re.I,
)


def _is_collective(group: Group) -> bool:
    return bool(_COLLECTIVE.search(group.best.citation.answer))


def _are_places(one: Group, other: Group, analyser: Analyser) -> bool:
    """Whether both name places and no quote has both: else one may be a part of the other."""
    places = frozenset({"GPE", "LOC", "FAC"})
    left, right = (_labelled(group, analyser, places) for group in (one, other))
    quotes = [c.citation.quote.casefold() for group in (one, other) for c in group.candidates]
    together = any(a in quote and b in quote for quote in quotes for a in left for b in right)
    return bool(left and right) and not left & right and not together


def _labelled(group: Group, analyser: Analyser, labels: frozenset[str]) -> frozenset[str]:
    """The names of these kinds in a group's best answer, in small letters."""
    citation = group.best.citation
    analysis: Analysis = analyser.analyse([citation.quote])[0]
    start, end = citation.answer_start - citation.start, citation.answer_end - citation.start
    inside = (n for n in analysis.names if n.label in labels and start <= n.start and n.end <= end)
    return frozenset(re.sub(r"['’]s$|^the ", "", citation.quote[n.start : n.end].casefold()) for n in inside)
