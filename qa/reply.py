"""What another voice replies to a claim in the sentences beside it: another number, a denial, another culprit.

"96 people were inside, the owner said. The union counted 140." A reader who is asked how many people were inside
seldom takes the second, for it names no people; that it replies is told by its words and its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from index.normalise import words
from index.sentences import Sentence
from qa.analysers import Analyser
from qa.factuality import NEGATIONS
from qa.polarity import polarity
from qa.quantity import quantity
from qa.question import terms
from qa.recount import numbers, times
from qa.reporting import ASSERTED
from qa.rival import SPEECH, Matter, present
from qa.tree import tree_of
from qa.types import Candidate, Group, Polarity
from qa.voices import DENIES, Place, is_other_voice, made, placed

BLAME = re.compile(
    r"\b(blame\w*|fault|responsib\w+|caus\w+|trigger\w*|spark\w*|started|behind|fired|provoked|at fault|guilty|because"
    r"|led to|lead to|due to|owing to|attribut\w+|result\w* from)\b",
    re.I,
)
_BE = frozenset("be is are was were".split())
LOOKED_AT = 3  # places of a claim, the best
_GOES_ON = re.compile(r"[”\"]?(?::|, (?:saying|insisting|stating|arguing|claiming)(?: that)?) (?P<said>.+)", re.S)
_QUOTED = re.compile(r"[“\"](?P<said>[^“”\"]{3,})[”\"]")
_SAID = re.compile(rf"[^“”\"]{{3,120}}?\b(?:{ASSERTED})(?: that)? (?=[^,.]{{8}})")
_BUT = re.compile(r"\b(?:but|though|although)\b", re.I)
_CLAUSE = re.compile(r" (?:that|of|about) ")
_CULPRIT = (
    re.compile(r"\bblam(?:ed|es) (?P<who>[^.“”;]+?)(?= for (?!\w+ (?:days|weeks|months|years))|[.;“”]|$)"),
    re.compile(
        r"(?:^|\b(?:says?|said|claims?|claimed|insists?|insisted)(?: that)? )(?P<who>(?:(?! said | says )[^.,;:“”])+?)"
        r" (?:was|were|is|are|had been) (?:to blame|at fault|responsible|behind it)\b"
    ),
    re.compile(r"\baccus(?:ed|es) (?P<who>[^.,;:“”]+?) of\b"),
)
_OPPOSITE: dict[str, Polarity] = {"yes": "no", "no": "yes"}


def reply(matter: Matter, claim: Group, analyser: Analyser) -> Candidate | None:
    """What another voice sets against a claim right before or after it; None where nobody does."""
    for candidate in claim.candidates[:LOOKED_AT]:
        if (one := next(_replies(matter, placed(candidate), analyser), None)) is not None:
            return one
    return None


def _replies(matter: Matter, place: Place, analyser: Analyser) -> Iterator[Candidate]:
    if matter.want == "polar":
        yield from _denials(matter, place)
        yield from _decided(matter, place, analyser)
    elif matter.want == "when":
        yield from times(matter, place)
    elif quantity(place.candidate.citation.answer):
        yield from numbers(matter, place)
    elif _seeks_culprit(matter):
        yield from _culprits(matter, place)


def _denials(matter: Matter, place: Place) -> Iterator[Candidate]:
    """Who denies what was just said, by what is said instead where that follows; or what a denial denies."""
    quote, opposite = place.quote, _OPPOSITE.get(place.candidate.polarity or "")
    for sentence in place.next_voice[:1]:
        text = place.of(sentence)
        denied = DENIES.search(text)
        if (
            denied
            and (denied.lastgroup or is_other_voice(quote, text))
            and _denies_what_is_asked(matter, place, text, denied)
        ):
            yield from (replace(one, polarity=opposite) for one in _instead(place, sentence, denied.end()))
    own = DENIES.search(quote)
    for sentence in place.before:
        if own and own.lastgroup and (found := made(place, sentence, 0, sentence.end - sentence.start)):
            yield replace(found, polarity=opposite)


def _decided(matter: Matter, place: Place, analyser: Analyser) -> Iterator[Candidate]:
    """What another voice beside it says by its own grammar, where it is the opposite."""
    opposite = _OPPOSITE.get(place.candidate.polarity or "")
    for sentence in (*place.next_voice[:1], *place.before) if opposite else ():
        text = place.of(sentence)
        if place.is_told_otherwise(sentence):
            asked, said = tree_of(matter.question, analyser), _SAID.match(text)
            found = made(place, sentence, said.end() if said else 0, len(text))
            if found and polarity(asked, tree_of(text, analyser), 0, len(text), place.quote) == opposite:
                yield replace(found, polarity=opposite)


def _denies_what_is_asked(matter: Matter, place: Place, text: str, denied: re.Match[str]) -> bool:
    """Whether "denied reports that …" goes on with a word of the question; "denied it" has no need to."""
    clause = _CLAUSE.match(text, denied.end())
    if _BUT.search(place.quote) and not present([matter.predicate], text):
        return False  # of "was questioned but not arrested" the one or the other
    return clause is None or bool(present(terms(matter.question), text[clause.end() :]))


def _instead(place: Place, sentence: Sentence, at: int) -> Iterator[Candidate]:
    """What follows a denial in its sentence or in a quotation right after it; else the denial itself."""
    text = place.of(sentence)
    after = next(iter(place.next_voice[1:]), None)
    if goes_on := _GOES_ON.match(text, at):
        found = made(place, sentence, *goes_on.span("said"))
    elif quoted := _QUOTED.search(text, at):
        found = made(place, sentence, *quoted.span("said"))
    elif after and (quoted := _QUOTED.match(place.of(after))):
        found = made(place, after, *quoted.span("said"), first=sentence)
    else:
        found = made(place, sentence, 0, len(text))
    yield from [found] if found else []


def _seeks_culprit(matter: Matter) -> bool:
    """Whether it is asked who did something, or what or who caused it; not who says so or who somebody is."""
    if BLAME.search(matter.question):
        return matter.want in ("who", "why", "what", "which")
    return matter.want == "who" and matter.predicate not in {"", *_BE} and not SPEECH.search(matter.question)


def _culprits(matter: Matter, place: Place) -> Iterator[Candidate]:
    """Whom or what another voice blames."""
    asked = frozenset(terms(matter.question))
    own = frozenset(terms(place.candidate.citation.answer)) - asked
    for sentence in (*place.next_voice[:1], *place.before):
        text = place.of(sentence)
        pair = (place.quote, text) if sentence in place.after else (text, place.quote)
        if is_other_voice(*pair) and NEGATIONS.isdisjoint(words(text)):
            found = filter(None, (pattern.search(text) for pattern in _CULPRIT))
            for blamed in filter(None, (made(place, sentence, *one.span("who")) for one in found)):
                other = frozenset(terms(blamed.citation.answer)) - asked
                if own and other and not own & other:
                    yield blamed
