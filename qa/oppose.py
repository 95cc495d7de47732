"""Groups to sides: which of them give incompatible values for the same question."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from index.normalise import words
from qa.analysers import Analyser, Analysis, Token
from qa.antonyms import antonyms
from qa.clauses import clause, parse
from qa.moments import clash
from qa.quantity import amounts, incompatible, measures, stem, stems
from qa.question import Wants, terms, wants
from qa.reply import BLAME, reply
from qa.rival import Matter, are_rivals, context, has_subject, present
from qa.tolls import amount, is_update, status
from qa.types import Candidate, Citation, Group
from qa.voices import say_opposites

MAX_SIDES = 4
RIVALS = 12  # groups after the first that are looked at
# Log-odds that a side may be behind the first: a much weaker one is rather a wrong span.
# Chosen on the development questions, where most sides are within 2: python -m eval shows what a change costs.
MAX_GAP = 2.5
POLAR_GAP = 3.5  # of a clause that says the opposite
LEAST_SCORE = -2.5  # log-odds: less than one in thirteen such spans is right
LEAST_POLAR_SCORE = (
    -3.5
)  # a clause that says yes, no, more or less to the question is about it, whatever the reader thinks
CLOSE_GAP = 1.5  # where two different answers are often both right: who, where, why
_CHOICE = re.compile(r"\b([a-z]+) or (?:is it |are they )?(?:more |less )?([a-z]+)\b", re.I)
_ONE_PLACE = re.compile(
    r"\b(born|buried|held|crash\w*|die[sd]?|killed|arrested|found|took place|take place|happen\w*|based|headquarter\w*"
    r"|landed|land|explo\w+|began|start(?:ed)?|sign(?:ed)?)\b",
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
_ASKS_SIDE = re.compile(r"\b(?:what|which) (?:part|side|bank|end|shore|coast|half)\b", re.I)
_SIDE = re.compile(r"north|south|east|west|\bcent(?=ral|re|er)|\bleft\b|\bright\b|\bupper\b|\blower\b")
_TOTAL = re.compile(r" (?:in all|in total|altogether|so far)\b", re.I)
_YEAR = re.compile(r"(?:(?:in|since|of) )?(?:1[89]|20)\d\d", re.I)
_BEHIND = re.compile(r" (?:in|at|on|near) (?:the )?(?P<place>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)")
_PARTIES = frozenset({"NORP", "GPE"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
Test = Callable[[Group, Group], bool]


def oppose(question: str, groups: Sequence[Group], analyser: Analyser) -> list[Group]:
    """The first group and those that contradict it, best first; the first alone where that is not sure.

    Amounts, dates, yes and no, who is to blame, and more or less that cannot both be true, said by independent articles
    or contrasted by one. Another wording, a vaguer value, a part and a whole, another day's event are no contradiction.
    """
    sides, want = list(groups[:1]), wants(question)
    near = [other for other in groups[1 : 1 + RIVALS] if _is_sure(groups[0].best, other.best, want)]
    if not groups or _test(Matter(question, want), analyser) is None:
        return sides  # before the question is analysed, which costs most
    matter = _matter(question, want, analyser)
    test = _test(matter, analyser)
    for other in near:
        clashes = test is not None and len(sides) < MAX_SIDES and all(test(side, other) for side in sides)
        if (
            clashes
            and _has_subject(matter, other.best, analyser)
            and not _is_elsewhere(matter, sides[0], other, analyser)
        ):
            sides += [other] if all(are_rivals(matter, side, other) for side in sides) else []
    if len(sides) == 1 and (found := reply(matter, sides[0], analyser)) is not None:
        sides.append(Group((found,)))
    return sides


def _matter(question: str, want: Wants, analyser: Analyser) -> Matter:
    parsed = parse(_TOTAL.sub("", question), analyser)
    parts = clause(parsed)
    verb = words(parts.verb)[-1:] if parts else []
    subject = tuple(terms(parts.subject)) if parts and parts.subject else ()
    return Matter(question, want, "".join(verb), subject, _counted(parsed.text, parsed.tokens))


def _test(matter: Matter, analyser: Analyser) -> Test | None:
    """What makes two answers to this question incompatible; None when nothing surely does."""
    question, want = matter.question, matter.want
    asked = frozenset(words(question))
    if (choice := _CHOICE.search(question)) and antonyms(choice[1].lower(), choice[2].lower(), _UP, _DOWN):
        return lambda one, other: _degree(one) * _degree(other) < 0
    if want == "polar":
        return lambda one, other: say_opposites(matter, one.best, other.best)
    if want == "number" or _counts(question):
        return lambda one, other: (
            _amounts_clash(one, other, asked, matter.counted)
            and not (is_update(question, one, other) or is_update(question, other, one))
        )
    if want == "when":
        return lambda one, other: clash(_time(one.best.citation), _time(other.best.citation))
    if BLAME.search(question) and want in ("who", "why", "what", "which"):
        return lambda one, other: _are_disjoint(one, other, asked)
    if want == "who":
        return lambda one, other: _are_parties(one, other, analyser)
    if _ASKS_SIDE.search(question):
        return _are_other_sides
    if want == "where" and _ONE_PLACE.search(question):
        return lambda one, other: _are_places(one, other, analyser)
    return None


def _has_subject(matter: Matter, candidate: Candidate, analyser: Analyser) -> bool:
    quote = candidate.citation.quote
    return matter.want == "polar" or has_subject(matter, quote, analyser.analyse([quote])[0])


def _is_elsewhere(matter: Matter, first: Group, other: Group, analyser: Analyser) -> bool:
    """Whether an amount is of another place: the quote names one, but not the question's, which the first one has.

    Or a place that the question does not name stands right behind it, or behind a time: "on Monday in Sund".
    """
    asked = frozenset(name.casefold() for name in re.findall(r"(?<=\w )[A-Z][\w’'-]+", matter.question))
    there = other.best.citation
    behind = _BEHIND.match(there.quote[there.answer_in_quote[1] :]) if matter.want in ("number", "when") else None
    if behind and asked and not present(asked, behind["place"]):
        return any(behind["place"].casefold() in place for place in _named(there.quote, analyser, _PLACES))
    if matter.want != "number" or not present(asked, first.best.citation.quote) or present(asked, context(other.best)):
        return False
    places = {word for name in _named(other.best.citation.quote, analyser, _PLACES) for word in words(name)}
    return bool(places) and not present(asked, " ".join(places))


def _time(citation: Citation) -> str:
    """The answer with the word before it: "since", "before"."""
    before = citation.article.text[citation.start : citation.answer_start].split()
    return " ".join([*before[-1:], citation.answer])


def _gap(want: Wants) -> float:
    return POLAR_GAP if want == "polar" else MAX_GAP if want == "number" else CLOSE_GAP


def _counts(question: str) -> bool:
    """Whether keywords ask for an amount: "Zhelnitsa turnout", "flood death toll"."""
    return bool(
        re.search(r"\b(turnout|toll|price|cost|salary|age|height|length|population|share|percentage)\b", question, re.I)
    )


def _is_sure(first: Candidate, other: Candidate, want: Wants) -> bool:
    """Whether another answer is nearly as sure as the first, and fits the kind that is asked for as well."""
    least = LEAST_POLAR_SCORE if want == "polar" else LEAST_SCORE
    if first.score - other.score > _gap(want) or other.score < least:
        return False
    near, far = first.evidence, other.evidence
    return near is None or far is None or far.fit >= near.fit


def _counted(question: str, tokens: Sequence[Token]) -> frozenset[str]:
    """Stems of the nouns after "how many" or "how much": what an amount must be of; empty where none follows."""
    start = re.search(r"\bhow (?:many|much)\b|\bnumber of\b", question, re.I)
    after = (token for token in tokens if start and token.start >= start.end())
    phrase = takewhile(lambda token: token.pos in ("ADJ", "NOUN", "NUM", "PROPN"), after)
    return frozenset(stem(word) for token in phrase if token.pos == "NOUN" for word in words(token.lemma))


def _amounts_clash(one: Group, other: Group, asked: frozenset[str], nouns: frozenset[str]) -> bool:
    left, right = one.best.citation, other.best.citation
    if any(_YEAR.fullmatch(citation.answer) for citation in (left, right)) and "year" not in asked:
        return False  # "in 2019" is no age
    if nouns and not all(_counts_any(group.best, nouns) for group in (one, other)):
        return False
    if not incompatible(amount(left), amount(right), frozenset(map(stem, asked))):
        return False
    statuses = status(left, asked), status(right, asked)
    return None not in statuses and statuses[0] == statuses[1]


def _counts_any(candidate: Candidate, nouns: frozenset[str]) -> bool:
    """Whether an amount is of one of these: by its own words, or bare where they are spoken of; never "round six"."""
    citation = candidate.citation
    found = amount(citation)
    if found is None:
        return False
    at = citation.answer_start + next(amounts(citation.answer), (0, 0))[0]
    before = list(map(stem, words(citation.article.text[citation.start : at])))
    if not nouns.isdisjoint(before[-1:]):
        return False
    return measures(found, nouns) or (not found.unit and not nouns.isdisjoint(stems(context(candidate))))


def _degree(group: Group) -> int:
    """1 for more, -1 for less, 0 for neither or both."""
    found = set(words(group.best.citation.answer))
    return bool(found & _UP) - bool(found & _DOWN)


def _are_disjoint(one: Group, other: Group, asked: frozenset[str]) -> bool:
    """Whether two causes or culprits share no word but the question's, and both quotes speak of blame."""
    said = (map(stem, terms(group.best.citation.answer)) for group in (one, other))
    left, right = (frozenset(found) - frozenset(map(stem, asked)) for found in said)
    quotes = (group.best.citation.quote for group in (one, other))
    return bool(left and right) and not left & right and all(BLAME.search(quote) for quote in quotes)


def _are_other_sides(one: Group, other: Group) -> bool:
    """Whether both tell a side by the compass, or left or right, and none that the other tells too."""
    left, right = (set(_SIDE.findall(group.best.citation.answer.lower())) for group in (one, other))
    return bool(left and right) and not left & right


def _are_parties(one: Group, other: Group, analyser: Analyser) -> bool:
    """Whether the answers are groups of people of two nations or camps: "the Drovian navy", "Lethavan fishermen"."""
    left, right = (_labelled(group, analyser, _PARTIES) for group in (one, other))
    return bool(left and right) and not left & right and all(_is_collective(group) for group in (one, other))


_COLLECTIVE = re.compile(
    r"\b(army|forces|troops|soldiers|defenders|navy|fleet|police|government|side|authorities|rebels|militia|fighters"
    r"|fishermen|units|protesters|separatists|military|patrols?|sappers|gunners|artillery|aircraft|drones?|warships?"
    r"|warplanes|jets|missiles|guards)\b",
    re.I,
)


def _is_collective(group: Group) -> bool:
    return bool(_COLLECTIVE.search(group.best.citation.answer))


def _are_places(one: Group, other: Group, analyser: Analyser) -> bool:
    """Whether both name places, no people of some place, and no quote has both: else one may be part of the other."""
    if any(_labelled(group, analyser, frozenset({"PERSON"})) for group in (one, other)):
        return False
    left, right = (_labelled(group, analyser, _PLACES) for group in (one, other))
    quotes = [c.citation.quote.casefold() for group in (one, other) for c in group.candidates]
    together = any(a in quote and b in quote for quote in quotes for a in left for b in right)
    return bool(left and right) and not left & right and not together


def _labelled(group: Group, analyser: Analyser, labels: frozenset[str]) -> frozenset[str]:
    """The names of these kinds in a group's best answer, in small letters."""
    citation = group.best.citation
    start, end = citation.answer_in_quote
    return _named(citation.quote, analyser, labels, start, end)


def _named(
    quote: str, analyser: Analyser, labels: frozenset[str], start: int = 0, end: int | None = None
) -> frozenset[str]:
    """The names of these kinds in a quote, or in a range of it, in small letters."""
    analysis: Analysis = analyser.analyse([quote])[0]
    last = len(quote) if end is None else end
    inside = (n for n in analysis.names if n.label in labels and start <= n.start and n.end <= last)
    return frozenset(re.sub(r"['’]s$|^the ", "", quote[n.start : n.end].casefold()) for n in inside)
