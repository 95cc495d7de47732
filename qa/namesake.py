"""Another of the same surname, and another's words: who is not the person that a question names in full."""

from __future__ import annotations

import re

from index.normalise import words
from qa.analysers import Analyser
from qa.genders import has_first_name
from qa.inquiry import Fault, Inquiry, Place
from qa.names import sound
from qa.premise import SAY
from qa.realms import is_realm
from qa.restriction import Name, said
from qa.rival import akin
from qa.sorts import looks_like_person
from qa.speaker import TITLES
from qa.voice import heard

_ACCORDING = re.compile(r"(?i:\baccording to|\bin the (?:view|opinion|words) of) (?:[a-z-]+ )*")
_BEFORE = r"(?P<first>[A-Z][\w’'-]+|[A-Z]\.) (?:(?:[A-Z]\.|de|van|von|der|al|bin) )*"

_SAYS = SAY | frozenset("react respond reply call describe".split())


def is_namesake(asked: str, phrase: str, text: str) -> bool:
    """Whether a phrase names somebody with the surname of a full name, but another forename, there or in the text."""
    own = [word for word in asked.split() if word.lower().rstrip(".") not in TITLES]
    if len(own) < 2:
        return False
    here = _forenames(own[-1], phrase)
    if not here and not re.search(rf"\b{re.escape(own[-1])}\b", phrase):
        return False
    known = here or _forenames(own[-1], text)
    return bool(known) and not any(_is_one(own[0], other) for other in known)


def _forenames(surname: str, text: str) -> set[str]:
    found = {match["first"] for match in re.finditer(rf"\b{_BEFORE}{re.escape(surname)}\b", text)}
    return {word for word in found if word.lower().rstrip(".") not in TITLES}


def _is_one(forename: str, other: str) -> bool:
    """Whether two forenames may be one person's: of one initial, sound or family."""
    one, two = words(forename), words(other)
    return not one or not two or one[0][0] == two[0][0] or sound(one[0]) == sound(two[0]) or akin(one[0], two[0])


def other_bearer(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Of Irena Brook is asked, and the quote speaks of Tomas Brook alone."""
    for name in asked.names:
        if _is_person(asked, name) and is_namesake(name.text, place.quote, place.citation.article.text):
            return Fault(name.text, name.text.split()[-1])
    return None


def _is_person(asked: Inquiry, name: Name) -> bool:
    label = next(
        (n.label for n in asked.tree.analysis.names if n.start < name.place.end and name.place.start < n.end), ""
    )
    return " " in name.text and looks_like_person(name.text) and (label == "PERSON" or has_first_name(name.text))


def other_speaker(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """What a person said is asked, and the words are another's, or nobody near the quote is that person."""
    name = _speaker(asked)
    if name is None or name.is_in(said(place.quote)):
        return None
    told = heard(place.citation, analyser).attribution
    voices = [voice for voice in (told.speaker, told.role, told.via) if voice]
    if any(name.is_called(voice) for voice in voices):
        return None
    is_named = any(word[0].isupper() for voice in voices for word in voice.split())
    if not is_named and any(name.is_in(said(text)) for text in place.back()):
        return None  # "the colonel" may be that person
    return Fault(name.text, told.speaker or "")


def _speaker(asked: Inquiry) -> Name | None:
    """Whose words a question asks for; a country speaks through many."""
    by = _ACCORDING.search(asked.text)
    for name in asked.names:
        says = any(tie.name is name and tie.slot.how == "actor" and tie.slot.word in _SAYS for tie in asked.ties)
        if (says and asked.want == "say") or (by and by.end() == name.place.start):
            return None if is_realm(name.text) else name
    return None
