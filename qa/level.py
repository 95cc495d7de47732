"""Whether two names can stand for each other: two towns, two people; not a town and its country."""

from __future__ import annotations

import re

from qa.realms import is_realm
from qa.restriction import Name, said
from qa.slots import Slot
from qa.sorts import sort_of
from qa.types import Citation

_REGION = re.compile(
    r"\b(?:regions?|province|oblast|district|county|state|valley|coast|islands?|republic|peninsula|area)\b", re.I
)
_OWNED = r"(?:capital|government|army|border|prime|parliament|(?:\w+ )?(?:ministry|president|minister))"


def contradicts(name: Name, asked: Slot, rival: str, other: Slot, citation: Citation) -> bool:
    """Whether what is true of `rival` is not true of the name asked about: neither is said to be, or is, in the other.

    A district named in place of a town may hold it if the article spoke of the town before.
    """
    article = citation.article
    if is_realm(name.text) != is_realm(rival) or _contains(name.text, rival, article.text):
        return False
    wide = _is_region(name.text, asked), _is_region(rival, other)
    if wide == (False, True):
        return not name.is_in(said(f"{article.title or ''} {article.text[: citation.start]}"))
    return wide[0] == wide[1]


def of_one_sort(one: str, other: str, around: str) -> bool:
    """Whether both may be people, or neither: a minister speaks for a country. `around` shows what is a place."""
    return may_be_person(one, around) == may_be_person(other, around)


def may_be_person(name: str, around: str) -> bool:
    """Whether a name can be somebody's, as far as its words and what stands around it elsewhere tell."""
    if sort_of(name, "PERSON") != "person" or is_realm(name):
        return False
    own = re.escape(name)
    place = rf"\b(?:in|near|at|inside|across|neighbou?ring) {own}\b|\b{own}['’]s? (?:\w+ )?{_OWNED}"
    return " " in name or not re.search(place, around)


def _is_region(name: str, slot: Slot) -> bool:
    return bool(_REGION.search(name) or _REGION.fullmatch(slot.ending))


def _contains(wide: str, narrow: str, text: str) -> bool:
    """Whether a text says that one is in the other: "Halm in Drovia", "Halm, Drovia"; not "Halm, Ruden and Orsa"."""
    inner, outer = re.escape(narrow), re.escape(wide)
    listed = r"(?!,? (?:and|or)\b|, [A-Z][\w’' -]+,? (?:and|or)\b)"
    said_so = rf"{inner} (?:in|of) (?:the )?{outer}\b|(?<!, ){inner}, {outer}\b{listed}|{outer}['’]s? {inner}\b"
    return bool(re.search(said_so, text))
