"""Who holds the office, or is the relative, that a question asks for: whom the text calls so.

"Who is the station chief?", "the name of the architect", "which colonel": offices by the noun that heads the phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.analysers import Stretch
from qa.enact import people
from qa.identity import human_noun, identities
from qa.rival import akin
from qa.sorts import is_people
from qa.speaker import TITLES
from qa.tree import Tree

_ASKS = re.compile(
    r"(?:and )?(?:who(?: is|'s|’s| was| are| were)|(?:what(?: is|'s|’s| was| are| were) )?(?:the )?(?:full )?names? of"
    r"|which|what)\b(?: (?:the|an?|his|her|its|their)\b)?",
    re.I,
)
_NOMINAL = frozenset("NOUN PROPN ADJ NUM".split())
_KIN = frozenset(
    "husband wife spouse widow widower mother father parent son daughter brother sister sibling twin aunt uncle cousin"
    " nephew niece grandmother grandfather grandson granddaughter".split()
)
# Titles that come about by what somebody does, or that many bear: who is called so may well be called otherwise.
_LOOSE = frozenset("resident official founder author writer activist negotiator expert head leader".split())
_TRADES = frozenset(
    "architect surgeon dentist vet veterinarian pharmacist chemist paramedic pilot priest pastor monk nun imam rabbi"
    " vicar magistrate clerk barber chef cook conductor referee umpire carpenter plumber butcher miller solicitor"
    " barrister headmaster headmistress rector dean curator librarian warden ranger caretaker goalkeeper striker"
    " defender midfielder programmer painter sculptor".split()
)
_LEADING = frozenset(
    "head leader chief boss president chairman chairwoman chair chairperson director minister premier chancellor mayor"
    " governor king queen pope bishop ceo executive commander captain manager principal general editor coach rector"
    " dean superintendent sheriff founder".split()
)
_RANKS = frozenset(
    "officer commander general colonel major captain lieutenant admiral sergeant gen col maj lt capt adm sgt inspector"
    " detective superintendent sheriff chief".split()
)
_LEARNED = frozenset("scientist researcher professor prof doctor analyst engineer".split())
# One office under several names; and each word that is a name for all of a row stands in it.
_SAME = (
    _RANKS,
    frozenset("doctor physician surgeon".split()),
    frozenset("lawyer attorney prosecutor solicitor barrister".split()),
    frozenset("teacher tutor instructor professor prof principal headmaster headmistress".split()),
    frozenset("editor journalist correspondent reporter".split()),
    frozenset("adviser advisor aide".split()),
    frozenset("deputy lawmaker senator congressman congresswoman representative rep sen councillor".split()),
    frozenset("coach manager trainer".split()),
    frozenset("chair chairman chairwoman chairperson".split()),
    frozenset("minister premier".split()),
    frozenset("ceo executive officer director".split()),
)
_WIDE = ({"head", "leader", "chief", "boss"}, _LEADING)
_DIVIDED = frozenset("minister secretary chief".split())  # of one of several fields: "the interior minister"
_BELOW = frozenset("deputy vice assistant".split())
_PLAIN = frozenset("new former late acting current first then old ex longtime".split())  # tell no field of an office
_OF_NO_FIELD = _PLAIN | frozenset("chief general managing executive senior junior main".split())


@dataclass(frozen=True, slots=True)
class Office:
    """The base form of the noun that heads a phrase for somebody, and the words before it."""

    noun: str
    before: frozenset[str] = frozenset()

    @property
    def is_kin(self) -> bool:
        return self.noun in _KIN

    @property
    def is_office(self) -> bool:
        """Whether who has it is hardly called anything else instead."""
        noun = self.noun
        return noun in (TITLES - _LOOSE) | _TRADES or noun.startswith("spokes") or noun.endswith("ist")

    def is_like(self, other: Office) -> bool:
        """Whether two may be of one person: one word, two words for the same, or one that takes in the other."""
        if akin(self.noun, other.noun):
            below = bool(self.before & _BELOW) == bool(other.before & _BELOW)
            return below and not (self.noun in _DIVIDED and self.before and other.before and self._is_apart(other))
        return self.names(other.noun, wide=not (self.field and other.field and self._is_apart(other)))

    @property
    def field(self) -> frozenset[str]:
        """What it is over: the station of the station chief, who is no prime minister."""
        return self.before - _OF_NO_FIELD

    def names(self, noun: str, *, wide: bool) -> bool:
        """Whether a noun may be another word for this; `wide`: "chief" also for any who lead."""
        both = {self.noun, noun}
        learned = all(one in _LEARNED or one.endswith("ist") for one in both) and bool(both & _LEARNED)
        leads = wide and bool(both & _WIDE[0]) and both <= _WIDE[1]
        return akin(self.noun, noun) or learned or leads or any(both <= row for row in _SAME)

    def _is_apart(self, other: Office) -> bool:
        return not any(akin(one, two) for one in self.before for two in other.before)


def asked_office(tree: Tree) -> Office | None:
    """The office or kinship of whoever a question wants named; None where it asks for no such person."""
    found = _ASKS.match(tree.text)
    run: list[int] = []
    for at, token in enumerate(tree.tokens):
        if found is None or token.start < found.end():
            continue
        if token.pos not in _NOMINAL and token.tag not in ("POS", "HYPH"):
            break
        run.append(at)
    joined = bool(run) and run[-1] + 1 < len(tree.tokens) and tree.tokens[run[-1] + 1].pos == "CCONJ"
    if not run or joined or (tree.tokens[run[-1]].pos != "NOUN" and tree.word(run[-1]).lower() not in TITLES):
        return None
    office = _office(tree, run)
    return office if is_people(office.noun) and (office.is_office or office.is_kin) else None


def _office(tree: Tree, phrase: list[int]) -> Office:
    """The office of a phrase that ends with its noun: "the interior minister", "the minister of the interior"."""
    own = phrase[max((i for i, at in enumerate(phrase) if tree.tokens[at].tag == "POS"), default=-1) + 1 :]
    places = [n for n in tree.analysis.names if n.label in ("GPE", "NORP")]
    of = [noun for by in tree.named(phrase[-1], "prep") for noun in tree.named(by, "pobj") if tree.word(by) == "of"]
    before = [
        at
        for at in [*own[:-1], *(at for at in of if tree.tokens[at].pos == "NOUN")]
        if tree.tokens[at].pos in _NOMINAL and not any(n.start <= tree.tokens[at].start < n.end for n in places)
    ]
    return Office(tree.base(phrase[-1]), frozenset(tree.base(at) for at in before) - _PLAIN - {""})


def offices(tree: Tree, name: Stretch) -> Iterator[Office]:
    """What a sentence calls whoever it names there."""
    for told in identities(tree.text, tree.analysis, name):
        if told.form != "clause" and (phrase := human_noun(tree.text, tree.analysis, told.start, told.end)):
            yield _office(tree, tree.inside(told.start, phrase.end))
    at = tree.top(name.start, name.end)
    up = tree.up(at) if at is not None else None
    while up is not None and tree.word(up).lower() in ("name", "of", "named", "called"):  # "a nurse of name Vera"
        up = tree.up(up)
        if up is not None and tree.tokens[up].pos == "NOUN":
            yield _office(tree, [up])


def holds(asked: Office, tree: Tree, start: int, end: int) -> bool:
    """Whether the sentence calls the person in a range so."""
    name = _person(tree, start, end)
    return name is not None and any(asked.is_like(one) for one in offices(tree, name))


def _person(tree: Tree, start: int, end: int) -> Stretch | None:
    """The one person whom a range names; None where there is none, or more."""
    inside = [one for one in people(tree.text, tree.analysis) if one.start < end and start < one.end]
    return inside[0] if len(inside) == 1 else None
