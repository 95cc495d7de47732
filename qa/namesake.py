"""Another of the same surname, and another's words: who is not the person that a question names in full."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from rapidfuzz.distance import OSA

from index.normalise import words
from qa.analysers import Analyser
from qa.genders import has_first_name
from qa.inquiry import Fault, Inquiry, Place
from qa.names import sound
from qa.question import STOPWORDS
from qa.realms import is_realm
from qa.reporting import REPORTING
from qa.restriction import Name, said
from qa.rival import akin
from qa.saying import sayings
from qa.sorts import looks_like_person
from qa.speaker import TITLES
from qa.voice import heard

_ACCORDING = re.compile(r"(?i:\baccording to|\bin the (?:view|opinion|words) of) (?:the )?(?P<title>[a-z-]+ )?")
_SAYS = re.compile(r"(?:and )?what (?:did|does|do|has|have|had)\b.*\b(?:say|said|tell|told)\b", re.I)
_BEFORE = r"(?P<before>(?:[A-ZÀ-Þ][\w.’'-]* (?:(?:de|van|von|der|al|bin) )*){0,4})"
LEAST_NEAR = 5  # letters of two forenames that one other letter does not part
# Before a surname these are no forename.
_ADDRESS = TITLES | frozenset("mr mrs ms miss dr sir dame lord lady father mother brother sister saint".split())


def is_namesake(asked: str, text: str) -> bool:
    """Whether all whom a text calls by a name of a full name are others: other forenames, or another surname."""
    *own, last = asked.split() or [""]
    first, known = _forenames(own), [_forenames(before) for before in _before(last, text)]
    if not first:
        return False
    if not known:
        return _is_called_otherwise(own[0], last, text)
    return all(known) and not any(_is_one(one, other) for one in first for other in chain.from_iterable(known))


def _is_called_otherwise(forename: str, surname: str, text: str) -> bool:
    """Whether a text has the forename always with a surname, and none of these like the asked one."""
    found = re.findall(rf"\b{re.escape(forename)}\b(?: ([A-ZÀ-Þ][\w’'-]+))?", text)
    return bool(found) and all(other and not akin(surname.lower(), other.lower()) for other in found)


def _before(surname: str, text: str) -> list[list[str]]:
    """For each mention of a surname the words with capitals before it."""
    found = re.finditer(rf"\b{_BEFORE}{re.escape(surname)}\b", text)
    return [match["before"].split() for match in found]


def _forenames(before: Sequence[str]) -> list[str]:
    """What may be forenames of the words before a surname: no title, and not how a sentence begins."""
    said = [word for word in before if word.lower().rstrip(".") not in _ADDRESS | STOPWORDS]
    return [part for word in said for part in words(word)]


def _is_one(forename: str, other: str) -> bool:
    """Whether two forenames may be one person's: of one initial, sound or family, or one letter apart."""
    near = min(len(forename), len(other)) >= LEAST_NEAR and OSA.distance(forename, other) == 1  # Andrej, Ondrej
    return near or forename[0] == other[0] or sound(forename) == sound(other) or akin(forename, other)


def other_bearer(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """What Irena Brook is, does or says is asked, and the quote speaks of Tomas Brook or Irena Lenz alone."""
    subject = asked.clause.subject if asked.clause else ""
    for name in asked.names:
        is_doer = any(tie.name is name and tie.slot.how == "actor" for tie in asked.ties)
        is_doer = is_doer or subject.endswith(name.text) or name is _source(asked)
        if is_doer and _is_person(asked, name) and is_namesake(name.text, place.quote):
            return Fault(name.text, name.text.split()[-1])
    return None


def _is_person(asked: Inquiry, name: Name) -> bool:
    at, known = name.place, asked.tree.analysis.names
    labelled = any(n.label == "PERSON" and n.start < at.end and at.start < n.end for n in known)
    return " " in name.text and looks_like_person(name.text) and (labelled or has_first_name(name.text))


def other_speaker(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """What somebody said is asked, and the words are another's, or nobody near the quote is that person."""
    name = _source(asked)
    if name is None or is_realm(name.text):
        return None
    if name.is_in(said(place.quote)):
        return _unspoken(asked, name, place, analyser)
    told = heard(place.citation, analyser).attribution
    voices = [voice for voice in (told.speaker, told.role, told.via) if voice]
    if any(name.is_called(voice) for voice in voices):
        return None
    if any(word[0].isupper() for voice in voices for word in voice.split()):
        if " " not in name.text and told.role and told.role.split()[-1].lower().startswith("spokes"):
            return None  # of which body it need not say again
        return Fault(name.text, told.speaker or "")
    # "The colonel" may be that person, and what a body says stands often without it.
    back = [text for text in place.back() if name.is_in(said(text)) and not is_namesake(name.text, text)]
    return None if back or not _is_person(asked, name) else Fault(name.text)


def _unspoken(asked: Inquiry, name: Name, place: Place, analyser: Analyser) -> Fault | None:
    """Asked what somebody says, whom the quote names, but not as the one who says it, or only as another's kin."""
    if asked.want != "say" or asked.clause is None or not _SAYS.match(asked.text):
        return None
    told = heard(place.citation, analyser).attribution
    owned = re.search(rf"{re.escape(name.text)}[’']s? \w+$", asked.clause.subject)
    if told.speaker and name.is_called(told.speaker):
        return Fault(name.text, told.speaker) if owned else None
    if any(name.is_called(voice) for voice in (told.role, told.via) if voice):
        return None
    found = [saying.speaker.who for saying in sayings(place.quote, place.tree.analysis) if saying.speaker]
    is_heard = any(name.is_called(place.quote[one.start : one.end]) for one in found)
    return None if is_heard or re.search('[“"„]', place.quote) else Fault(name.text, told.speaker or "")


def _source(asked: Inquiry) -> Name | None:
    """Whose words a question asks for: "What did X say about it?", "according to X"."""
    by, parts = _ACCORDING.search(asked.text), asked.clause
    says = parts is not None and parts.lemma in REPORTING and asked.want == "say"
    for name in asked.names:
        by_name = by is not None and by.end() == name.place.start and (not by["title"] or by["title"].strip() in TITLES)
        tied = [tie.slot for tie in asked.ties if tie.name is name] if says else []
        if by_name or any(slot.how == "actor" or slot.exact == "poss" for slot in tied):
            return name  # "the envoy in Halm" is not Halm
    return None
