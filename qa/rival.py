"""Whether two groups speak of the same thing: only then can their values be two sides of one question."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from index.normalise import search_form, words
from index.sentences import sentences
from qa.analysers import Analysis, Token
from qa.moments import moment
from qa.names import sound
from qa.quantity import stem
from qa.question import Wants, terms
from qa.reporting import ASSERTED
from qa.types import Candidate, Citation, Group

MAX_DAYS = 7  # between the first articles of two sides: later news is of another event, or an update
# Share of the question's words in the first quote that the other's, the sentence before it or its lead has too.
# python -m eval shows what a change costs.
LEAST_SHARED = 0.5
LEAST_NEAR = 1 / 3  # and that its quote or the sentence before it has, without the lead
LEAD = 500  # characters: an article's headline and first sentences, which say what all of it is about
MAX_APART = 1500  # characters between two voices of one article
# Numbers are also counted or put somewhere by somebody, and two who dispute are two voices.
SPEECH = re.compile(
    rf"\b(?:{ASSERTED}|according to|reports?|counted|put|spoke of|speaks? of|argu\w+|disput\w+|contradict\w*"
    r"|expect(?:s|ed)|dat(?:es|ed|e it)|calculate[sd]?|comes? to)\b|[“”]",
    re.I,
)
_CONTRAST = re.compile(
    r"\b(but|however|while|whereas|although|though|by contrast|instead|den(?:ied|ies)|disput\w+)\b", re.I
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WHOLE_DATE = re.compile(r"\b(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.? \d{1,2}),? (?:19|20)\d\d\b")
# Wider than that of qa/ascribe.py: here a body that counts is one whose number both must be, not one to look for.
_SOURCE = re.compile(
    r"\baccording to (?:the |a )?(?P<named>[^,?]+)"
    r"|\b(?:did|does|do|has|have|had) (?:the |a )?(?P<said>[^,?]+?)(?<! to) "
    r"(?:say|said|claim\w*|report\w*|estimate\w*|announce\w*|state\w*|tell|told|put|count\w*|admit\w*|think|believe|find|conclude)\b",
    re.I,
)
# What happens to people, in the words of one fate a line.
FATES = tuple(
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
ROOT = 0.7  # of the shorter word: what two words of one family share, "evacuated" and "evacuation"
_UNITS = frozenset({"per", "cent", "percent"})  # say nothing of what is measured
_ACTORS = frozenset("nsubj nsubjpass dobj agent".split())
SHORTEST_ROOT = 4  # letters
KEPT = 1 << 16  # pairs of words that are remembered: one question compares the same ones again and again


@dataclass(frozen=True, slots=True)
class Matter:
    """What is asked: the main verb and its subject, empty where there is none; `counted` the nouns of "how many …"."""

    question: str
    want: Wants
    predicate: str = ""
    subject: tuple[str, ...] = ()
    counted: frozenset[str] = frozenset()


def are_rivals(matter: Matter, one: Group, other: Group) -> bool:
    """Whether both speak of what is asked, as far as the question says: the same source, time and matter.

    Said by independent articles, or set against each other by one; never two parts of one sentence.
    """
    return (
        _are_independent(one, other)
        and _have_source(matter.question, one, other)
        and _are_of_one_time(matter, one, other)
        and (matter.want == "polar" or _are_of_one_matter(matter, one.best, other.best))
    )


def _are_independent(one: Group, other: Group) -> bool:
    """Whether the two are of different stories, or one article sets them against each other."""
    places = {(c.citation.article.id, c.citation.start): c for c in one.candidates}
    beside = ((places[at], c) for c in other.candidates if (at := (c.citation.article.id, c.citation.start)) in places)
    if any(not _is_contrasted(a, b) for a, b in beside):
        return False
    stories = set(_stories(one))
    return not stories.issuperset(_stories(other)) or _is_contrasted(one.best, other.best)


def _stories(group: Group) -> Iterator[str]:
    return (c.citation.article.story or c.citation.article.id for c in group.candidates)


def _is_contrasted(one: Candidate, other: Candidate) -> bool:
    """Whether one article has two voices for the two values, or a word such as "but" between them."""
    if one.citation.article.id != other.citation.article.id:
        return False
    early, late = sorted((one.citation, other.citation), key=lambda citation: citation.answer_start)
    between = early.article.text[early.answer_end : late.answer_start]
    if len(between) > MAX_APART:
        return False
    if early.start == late.start:
        two_voices = ";" in between and all(map(SPEECH.search, early.quote.split(";", 1)))
        return {one.polarity, other.polarity} == {"yes", "no"} or two_voices or bool(_CONTRAST.search(between))
    return all(SPEECH.search(citation.quote) for citation in (early, late)) or bool(_CONTRAST.search(between[-80:]))


def _have_source(question: str, *groups: Group) -> bool:
    """Whether the source that the question names ("according to the union") is in the quotes of all."""
    found = _SOURCE.search(question)
    named = terms(found["named"] or found["said"]) if found else []
    return not named or all(present(named, group.best.citation.quote) for group in groups)


def _are_of_one_matter(matter: Matter, first: Candidate, other: Candidate) -> bool:
    """Whether the other quote shares the words of the question that the first has; what is counted is left out.

    Where nothing is counted it must have the verb: "when was it signed" is not "when was it broken".
    """
    wanted = [term for term in terms(matter.question) if stem(term) not in matter.counted | _UNITS]
    shared, near = present(wanted, first.citation.quote), context(other)
    measured = matter.want in ("when", "where") or (matter.want == "number" and not matter.counted)
    if measured and present([matter.predicate], first.citation.quote):
        shared = [matter.predicate, *shared]
        if not present([matter.predicate], near):
            return False
    wide = present(shared, f"{other.citation.article.text[:LEAD]} {near}")
    enough = len(present(shared, near)) >= LEAST_NEAR * len(shared) and len(wide) >= LEAST_SHARED * len(shared)
    return not wanted or (bool(shared) and enough)


def has_subject(matter: Matter, quote: str, analysis: Analysis) -> bool:
    """Whether a quote that has the question's verb has its subject with it: what a tin cost is not what the flood did.

    A pronoun may be the subject; the subject of a passive question is the object of an active quote.
    """
    tokens = analysis.tokens
    verbs = {at for at, token in enumerate(tokens) if token.pos == "VERB" and _said(quote, token, matter.predicate)}
    actors = [at for at, token in enumerate(tokens) if token.head in verbs and token.dep in _ACTORS]
    actors = [_antecedent(tokens, at) for at in actors]
    if not matter.subject or all(tokens[at].dep == "dobj" for at in actors):
        return True
    if any(tokens[at].pos == "PRON" for at in actors):
        return True
    named = [token for at, token in enumerate(tokens) if at in actors or token.head in actors]
    return any(_said(quote, token, word) for token in named for word in matter.subject)


def _antecedent(tokens: Sequence[Token], at: int) -> int:
    """Of "that" in "a tin that cost" the tin; else the word itself."""
    verb = tokens[tokens[at].head]
    return verb.head if tokens[at].tag in ("WDT", "WP") and verb.dep == "relcl" else at


def _said(quote: str, token: Token, word: str) -> bool:
    return bool(word) and akin(word, search_form(quote[token.start : token.end]))


def context(candidate: Candidate) -> str:
    """The quote and the sentence before it, which "it" and "the area" may speak of."""
    passage, citation = candidate.hit.passage, candidate.citation
    before = passage.text[: max(0, citation.start - passage.start)]
    last = sentences(before)[-1:]
    return " ".join([*(before[one.start : one.end] for one in last), citation.quote])


def present(wanted: Collection[str], text: str) -> list[str]:
    """Those of these words that a text has, in any form or spelling."""
    there = set(words(text))
    return [word for word in wanted if any(akin(word, other) for other in there)]


@lru_cache(maxsize=KEPT)
def akin(one: str, other: str) -> bool:
    """Whether two words begin alike as words of one family do, or sound alike as two spellings of a name do."""
    if one == other or sound(one) == sound(other) or any(one in family and other in family for family in FATES):
        return True
    least = max(SHORTEST_ROOT, round(ROOT * min(len(one), len(other))))
    return one[:least] == other[:least] and not one[0].isdigit()


def _are_of_one_time(matter: Matter, one: Group, other: Group) -> bool:
    """Whether the quotes name no other years, and the articles are of one week, or the later looks back."""
    if _differ_in_year(matter, one.best.citation, other.best.citation):
        return False
    first, second = (min(group.candidates, key=_published) for group in (one, other))
    days = [_day(found.citation.article.published) for found in (first, second)]
    if not (days[0] and days[1]) or abs((days[0] - days[1]).days) <= MAX_DAYS:
        return True
    early, late = (days[0], other) if days[0] < days[1] else (days[1], one)
    return any(_looks_back(candidate, early) for candidate in late.candidates)


def _published(candidate: Candidate) -> str:
    return candidate.citation.article.published or ""


def _looks_back(candidate: Candidate, early: date) -> bool:
    """Whether a quote names the year of an earlier article, or its own article a whole date within a week of it."""
    if str(early.year) in _YEAR.findall(candidate.citation.quote):
        return True
    named = (moment(match.group()) for match in _WHOLE_DATE.finditer(candidate.citation.article.text))
    days = (_date(found["year"], found["month"], found["day"]) for found in named if len(found) == 3)
    return any(day is not None and abs((day - early).days) <= MAX_DAYS for day in days)


def _differ_in_year(matter: Matter, one: Citation, other: Citation) -> bool:
    """Whether the quotes name other years, beside the answers where a time is asked for."""
    left, right = (set(_YEAR.findall(_without_answer(c) if matter.want == "when" else c.quote)) for c in (one, other))
    asked = set(_YEAR.findall(matter.question))
    if asked and (left | right) - asked and not asked <= (left & right):
        return bool((left - asked and not left & asked) or (right - asked and not right & asked))
    return bool(left and right and not left & right)


def _without_answer(citation: Citation) -> str:
    text = citation.article.text
    return text[citation.start : citation.answer_start] + " " + text[citation.answer_end : citation.end]


def _day(published: str | None) -> date | None:
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)", published or "")
    return _date(*map(int, found.groups())) if found else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
