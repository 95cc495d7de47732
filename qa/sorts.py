"""What kind of thing a noun phrase names: a person, a place, a group, a time, an amount, or another thing.

By a name recogniser's label where it is to be trusted, else by the phrase's own words.
"""

from __future__ import annotations

import re
from typing import Literal

from qa.clauses import PLACES_IN
from qa.genders import has_first_name, likely_gender
from qa.speaker import TITLES

Sort = Literal["person", "place", "group", "time", "amount", "thing"]

# Beside titles. Endings tell little: "levee", "frontier" and "tanker" are like "employee", "carrier" and "banker".
_PERSONS = (
    "people person man woman men women child children boy girl baby kid adult teenager pensioner youth wife husband "
    "brother sister mother father son daughter parent uncle aunt cousin nephew niece grandfather grandmother widow "
    "widower partner friend neighbour neighbor colleague guest host stranger victim survivor casualty hostage prisoner "
    "suspect witness bystander fugitive defendant plaintiff criminal thief thieves burglar robber killer murderer "
    "gunman attacker assailant hijacker hacker smuggler terrorist militant rebel separatist insurgent fighter soldier "
    "troop recruit conscript convict veteran sailor marine pilot astronaut driver rider cyclist runner swimmer rower "
    "climber hiker skier diver boxer wrestler golfer player footballer goalkeeper keeper striker defender midfielder "
    "batter bowler pitcher scorer winner loser champion runner-up finalist medallist contestant competitor rival "
    "opponent athlete trainer referee umpire fan supporter spectator member leader ruler monarch politician candidate "
    "nominee voter elector citizen civilian resident inhabitant villager townspeople islander settler migrant refugee "
    "evacuee immigrant asylum-seeker tourist visitor traveller traveler passenger commuter pedestrian customer client "
    "buyer seller shopper shopkeeper trader dealer merchant vendor supplier owner landlord tenant lodger investor "
    "shareholder banker broker accountant auditor consultant employee employer worker labourer laborer builder "
    "carpenter plumber painter sculptor miner fisher fisherman fishermen hunter ranger gardener "
    "grower herder shepherd butcher chef cook waiter waitress barber tailor cleaner caretaker groundsman nurse medic "
    "paramedic doctor surgeon dentist patient physician pharmacist chemist biologist physicist hydrologist vet "
    "veterinarian scholar student pupil teacher lecturer tutor librarian translator interpreter author writer novelist "
    "poet playwright actor actress dancer singer musician composer conductor drummer guitarist pianist comedian "
    "magician artist photographer filmmaker film-maker producer presenter broadcaster blogger influencer reader "
    "listener viewer user player developer programmer engineer designer architect inventor explorer pioneer "
    "entrepreneur industrialist spokespeople whistleblower informant spy spies agent officer policeman policewoman "
    "guard bodyguard firefighter fireman firemen rescuer lifeguard volunteer helper donor protester protestor "
    "demonstrator striker marcher activist campaigner organiser organizer observer expert source specialist pundit "
    "commentator pollster priest monk nun imam rabbi vicar pastor saint ghost hero heir successor predecessor "
    "authorities police troops executive magistrate juror attorney counsel clerk postman messenger "
    "lock-keeper families couples goalscorer newcomer beginner speaker interviewer caller"
)
_PEOPLE = re.compile(
    rf"\b(?:{'|'.join(sorted({*_PERSONS.split(), *TITLES}))}|\w+(?:man|woman|men|women|ists?|ologists?|keepers?)"
    r"|spokes\w+|deput(?:y|ies))(?:s|es)?$",
    re.I,
)
_PARTICLES = frozenset("von van der den de da di du la le al el bin ibn dos".split())
_SORTS: dict[str, Sort] = {
    **dict.fromkeys(("GPE", "LOC", "FAC"), "place"),
    **dict.fromkeys(("ORG", "NORP"), "group"),
    **dict.fromkeys(("DATE", "TIME"), "time"),
    **dict.fromkeys(("CARDINAL", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"), "amount"),
    "PERSON": "person",
}
_GROUP = re.compile(
    r"\b(?:bank|motors?|ltd|inc|corp\w*|compan\w+|trust|university|ministry|council|union|party|parties|united|fc"
    r"|club|team"
    r"|agency|group|government|army|police|parliament|court|board|commission|committee|association|institute|airlines?"
    r"|hawks|wolves|rovers|city council|greens|liberals|democrats|conservatives|socialists|republicans)\b",
    re.I,
)
_BODY = re.compile(r"\w & \w|^[A-Z]\w+ \d+$")
_PLACE = re.compile(
    r"\b(?:cit(?:y|ies)|town|village|region|province|district|countr(?:y|ies)|count(?:y|ies)|street|square|river|lake"
    r"|island|valley|mountain|pass"
    r"|bridge|stadium|airport|harbour|port|station|hospital|school|church|museum|gallery|park|plant|hall|road"
    r"|bank)s?\b",
    re.I,
)
_TIME = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august"
    r"|september|october|november|december|today|yesterday|tomorrow|tonight|now|midnight|noon|dawn|(?:1[0-9]|20)\d\d"
    r"|(?:last|next|this) (?:week|month|year|spring|summer|autumn|winter|night))\b",
    re.I,
)
_UNIT = re.compile(r"(?:the |an? )?(?:moment|minute|hour|day|night|week|month|year|decade|century)", re.I)
_TIMED = re.compile(
    r"\b(?:[a-z-]+ly|days?|nights?|mornings?|evenings?|afternoons?|weeks?|weekends?|months?|years?|time|start|end)$",
    re.I,
)
_HERS = re.compile(
    r"\b(?:mrs|ms|miss|lady|queen|princess|\w*woman|wife|widow|sister|mother|daughter|girl|actress|she|her)\b", re.I
)
# Not "Liman" or "Herman", nor "spokeswoman" or "human".
_HIS = re.compile(
    r"\b(?:mr|sir|lord|king|prince|husband|widower|brother|father|son|boy|actor|he|his|him|(?-i:(?!human|\w*woman)[a-z]*man"
    r"|Chairman|Spokesman|Congressman))\b",
    re.I,
)


def gender(text: str) -> str:
    """ "f" or "m" by a title, office or pronoun in the words; "" when nothing tells."""
    hers, his = bool(_HERS.search(text)), bool(_HIS.search(text))
    return "" if hers == his else "f" if hers else "m"


_OF_WHAT = re.compile(r" (?:of|in|at|on|from|for|near|with) .*$")


def sort_of(text: str, label: str = "", after: str = "", named: bool | None = None) -> Sort:
    """What kind of thing a phrase names, by a recogniser's label, its own words, and the word before it."""
    head = text.split()[-1] if text.split() else ""
    told = re.match(r"(?:the )?(?P<noun>(?!the )[a-z]{3,}) [A-Z]", text)  # "storm Gerda" is a storm
    if told:
        return sort_of(told["noun"])
    named = bool(re.search(r"\b[A-Z]", text)) if named is None else named
    if (
        _UNIT.fullmatch(text)
        or head == "May"
        or (_TIME.search(text) and (_TIMED.search(head) or _TIME.search(head) or not head.isalpha()))
    ):
        return "time"
    office = _OF_WHAT.sub("", text)
    if not re.search(r"\b[A-Z]", office) and _PEOPLE.search(office) and not _ends_as_group(office):
        return "person"  # "the police chief", "the union secretary of Halm"
    if (
        _GROUP.search(text) or is_body(text) or re.search(r"[A-Z]\w+['’]s? [A-Z]", text)
    ):  # "Ada Brook's Civic Front" is nobody
        return "group"
    if named and _is_known_by_first_name(text, label, after):
        return "person"
    if named and after in PLACES_IN and (len(text.split()) == 1 or label != "PERSON"):
        return "place"
    if named and _PLACE.search(text):
        return "place"
    is_thing = label == "PERSON" and text.lower().startswith("the ")  # people's names have no article
    if label in _SORTS and not is_thing:
        return _SORTS[label]
    if _PEOPLE.search(head):
        return "person"
    return "place" if _PLACE.search(head) else "thing"


def _ends_as_group(phrase: str) -> bool:
    return any(found.end() == len(phrase) for found in _GROUP.finditer(phrase))


def _is_known_by_first_name(name: str, label: str, after: str) -> bool:
    """Whether it begins as people's names do; what a recogniser takes for a place or body must do so surely."""
    sure = has_first_name(name) and after != "in" if label in ("GPE", "ORG") else label in ("", "PERSON")
    return sure and bool(likely_gender(name)) and looks_like_person(name)


def is_body(text: str) -> bool:
    """Whether it is written as names of companies and unions are: "Lutz & Sons", "Metal 21"."""
    return bool(_BODY.search(text))


def is_people(noun: str) -> bool:
    """Whether a common noun names a human being, or several."""
    return bool(_PEOPLE.search(noun))


def looks_like_person(name: str) -> bool:
    """Whether a name can be a person's: one to three words with capitals, no article, nothing of a company or place."""
    words = [word for word in name.split() if word not in _PARTICLES]
    capitals = name[:1].isupper() and all(word[0].isupper() for word in words)
    return 1 <= len(words) <= 3 and capitals and not (_GROUP.search(name) or _PLACE.search(name) or name.isupper())
