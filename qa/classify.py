"""Which company, which country: candidates that a list, or the words beside them, call a thing of that kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from index.normalise import words
from qa.analysers import Analyser
from qa.cite import moved, unique
from qa.clauses import Parsed, parse
from qa.realms import COUNTRIES, STATES, realm, realms_in
from qa.types import Candidate

LOOKED_AT = 16  # of a question's candidates, the best
NEAR = 60  # characters before a name in which it is told what it is
# `reason` of the evidence: LISTED and CALLED are the best of 0.1 to 0.8 on 767 questions of the news quiz, of which 183
# ask for a country or state; WHOLLY was chosen by hand, the quiz hardly ever asks so.
LISTED, CALLED, WHOLLY, NAMELESS = 0.5, 0.2, 0.4, -0.5
_LISTS = {"country": COUNTRIES, "nation": COUNTRIES, "state": STATES}
# What news calls one thing by turns, a row each.
_ROWS = (
    "company firm business manufacturer maker producer retailer carmaker automaker airline operator chain giant group",
    "team club side squad franchise",
    "university college school",
    "storm hurricane cyclone typhoon",
    "agency department ministry body watchdog regulator",
    "organisation organization charity foundation group",
    "app platform network service site website",
    "newspaper paper magazine outlet daily weekly",
    "ship boat vessel ferry tanker freighter trawler yacht",
    "film movie",
    "show series programme program",
    "city town village port",
    "book novel memoir",
    "drug medicine",
)
# What has a name in news: of 451 answers without one that were proposed to the quiz's questions for these 6 were right.
_NAMED = {noun for row in _ROWS for noun in row.split()} | set(
    "party bank band song album game award prize festival holiday planet park tournament league star celebrity "
    "institution event member channel".split()
)
_NAMED -= set("group business body site paper drug medicine giant manufacturer maker producer side".split())
_DETERMINERS = frozenset("the a an its their his her this that".split())
_OF_KIND = ("ADJ", "NOUN", "PROPN")
_VAGUE = frozenset("name kind type sort part one other major big new first last".split())
_NAME = re.compile(r"[A-Z][\w’'&-]*(?: (?:(?:of|de|da|do|la|the|for|on|and|&) )?[A-Z0-9][\w’'&-]*)*")
_BARE = re.compile(r"^(?:The|An?|In|On|At|But|And|It|He|She|They|This|That)\b ?|['’]s?$")


@dataclass(frozen=True, slots=True)
class Kind:
    """The noun that a question asks for by "which" or "what", and the words before it: "Spanish", "company"."""

    noun: str
    before: tuple[str, ...]


def asked_kind(question: str, analyser: Analyser) -> Kind | None:
    """What kind of thing is asked for: "Which Spanish company …", "… joined which club?"; None when it is not said."""
    parsed = parse(question, analyser)
    for at in range(len(parsed.tokens)):
        if parsed.word(at) in ("which", "what") and (kind := _phrase(parsed, at + 1)) is not None:
            return kind
    return None


def _phrase(parsed: Parsed, first: int) -> Kind | None:
    run = list(takewhile(lambda at: parsed.tokens[at].pos in _OF_KIND, range(first, len(parsed.tokens))))
    while run and parsed.tokens[run[-1]].pos == "ADJ":
        run.pop()
    noun = parsed.tokens[run[-1]].lemma.lower() if run else ""
    return Kind(noun, tuple(map(parsed.word, run[:-1]))) if noun and noun not in _VAGUE else None


def classify(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The candidates; for "Which company …" surer those that their article calls a company, "the company Borel".

    For a country or state surer those that name one that the question does not, and where it is one, at its name.
    """
    kind = asked_kind(question, analyser)
    if kind is None:
        return list(candidates)
    listed = _LISTS.get(kind.noun)
    asked = frozenset(words(question))
    judged = [
        _at_listed(one, listed, question) if listed else _at_called(_with_name(one, kind), kind, asked)
        for one in candidates[:LOOKED_AT]
    ]
    return unique([*judged, *candidates[LOOKED_AT:]])


def _at_listed(candidate: Candidate, listed: frozenset[str], question: str) -> Candidate:
    known = {realm(found.group()) for found in realms_in(question, listed)}
    found = [one for one in realms_in(candidate.citation.answer, listed) if realm(one.group()) not in known]
    if not found:
        return candidate
    surer = replace(candidate, reason=candidate.reason + LISTED)
    at = candidate.citation.answer_start - candidate.hit.passage.start
    return moved(surer, at + found[0].start(), at + found[0].end()) if len(found) == 1 else surer


def _with_name(candidate: Candidate, kind: Kind) -> Candidate:
    """The candidate with the name right behind it where it ends with the noun: "the Irish port" of "port of Halm"."""
    citation = candidate.citation
    if citation.answer.split()[-1].lower() not in _nouns(kind):
        return candidate
    at, passage = citation.answer_end - candidate.hit.passage.start, candidate.hit.passage.text
    name = re.compile(rf",? (?:of (?:the )?|called |named )?[“\"‘']?{_NAME.pattern}").match(passage, at)
    return moved(candidate, citation.answer_start - candidate.hit.passage.start, name.end()) if name else candidate


def _at_called(candidate: Candidate, kind: Kind, asked: frozenset[str]) -> Candidate:
    citation = candidate.citation
    names = [name for found in _NAME.finditer(citation.answer) if (name := _BARE.sub("", found.group()))]
    names = [name for name in names if not asked.issuperset(words(name))]
    if not names:
        called = NAMELESS if _lacks_name(citation.answer, kind) else 0.0
    else:
        called = max(_called(name, kind, citation.article.text) for name in names)
    return replace(candidate, reason=candidate.reason + called) if called else candidate


def _lacks_name(answer: str, kind: Kind) -> bool:
    """Whether an answer without a name tells nothing: "the band", "heavy rain"; "the health ministry" is as good."""
    said = [word for word in words(answer) if word not in _DETERMINERS]
    return kind.noun in _NAMED and not (len(said) > 1 and any(word.startswith(kind.noun) for word in said))


def _called(name: str, kind: Kind, text: str) -> float:
    """How surely a text calls a name a thing of a kind: by its last word, a noun before it, or an apposition."""
    noun = f"(?i:{'|'.join(sorted(map(re.escape, _nouns(kind))))})"
    if re.search(rf"\b{noun}$", name):
        return CALLED
    before = re.compile(rf"(?P<told>(?:[\w’'-]+ ){{0,3}})\b{noun},? (?:called |named )?[“\"‘']?$")
    after = re.compile(rf"[”\"’']?(?:,| is| was) (?:an?|the|one of the) (?P<told>(?:[\w’'-]+ ){{0,3}}?)\b{noun}\b")
    for own in re.finditer(rf"\b{re.escape(name)}\b", text):
        found = before.search(text[max(0, own.start() - NEAR) : own.start()]) or after.match(text, own.end())
        if found is not None:
            return WHOLLY if kind.before and {*kind.before} <= {*words(found["told"])} else CALLED
    return 0.0


def _nouns(kind: Kind) -> frozenset[str]:
    """The noun that is asked for, and what news calls the same."""
    return frozenset({kind.noun}).union(*(row.split() for row in _ROWS if kind.noun in row.split()))
