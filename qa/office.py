"""Who holds the office, or is the relative, that a question asks for: whom the text calls so, and who is another.

"Who is the station chief?", "the name of the architect", "which colonel": offices by the noun that heads the phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.normalise import words
from index.sentences import sentences
from qa.analysers import Analyser, Stretch
from qa.enact import people
from qa.genders import has_first_name
from qa.identity import human_noun, identities
from qa.inquiry import Fault, Inquiry, Place
from qa.rival import akin
from qa.slots import LOCAL
from qa.sorts import is_people, looks_like_person, sort_of
from qa.speaker import TITLES
from qa.tree import Tree, grow

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
_MUTUAL = frozenset("husband wife spouse brother sister sibling twin cousin".split())
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
# What a body, a country or an animal may be as well.
_BODIES = frozenset(
    "owner buyer seller supplier dealer trader employer investor shareholder donor client customer user operator winner"
    " loser champion rival opponent member candidate host leader partner producer developer broadcaster publisher"
    " authority authorities police victim survivor killer supporter founder source observer critic player competitor"
    " finalist participant star troop soldier fighter rebel militant people team guest friend".split()
)
_IS = re.compile(r"(?:and )?who(?: is|'s|’s| are)\b", re.I)
_PAST = re.compile(r"\b(?:former|late|previous|ex)\b", re.I)
_FOLLOWS = re.compile(
    r"\b(?:succe[es]\w+|replace\w*|take\w* over|took over|instead|elected|appointed|named|job|post)\b", re.I
)
NEAR = 30  # characters before a name in which its title stands
BEFORE, AFTER = 60, 80  # characters of the sentence in which a text may call somebody so


@dataclass(frozen=True, slots=True)
class Office:
    """The base form of the noun that heads a phrase for somebody, and the words before it."""

    noun: str
    before: frozenset[str] = frozenset()
    several: bool = False

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

    def is_answered_by(self, noun: str) -> bool:
        """Whether somebody is the kin of whom the other is: the father of "the son of", the brother of a brother."""
        return noun.removesuffix("s") in _KIN and (self.noun in _MUTUAL or not akin(self.noun, noun))

    def _is_apart(self, other: Office) -> bool:
        return not any(akin(one, two) for one in self.before for two in other.before)


def asked_office(tree: Tree) -> Office | None:
    """The office or kinship of whoever a question wants named; None where it asks for no such person."""
    office = asked_person(tree)
    return office if office and (office.is_office or office.is_kin) else None


def asked_person(tree: Tree) -> Office | None:
    """The noun for whoever a question wants named; None where it names somebody, or asks for no human being."""
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
    return office if is_people(office.noun) and office.noun not in _BODIES else None


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
    several = tree.tokens[phrase[-1]].tag in ("NNS", "NNPS")
    return Office(tree.base(phrase[-1]), frozenset(tree.base(at) for at in before) - _PLAIN - {""}, several)


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


def other_office(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Asked for the architect, somebody whom the article calls mayor, and nowhere architect."""
    office = asked_office(asked.tree)
    name = _person(place.tree, *place.citation.answer_in_quote) if office else None
    if office is None or name is None:
        return None
    last = re.sub(r"[’']s?$", "", place.quote[name.start : name.end].split()[-1])
    told = [*offices(place.tree, name), *_introduced(place, last, analyser)]
    told = [one for one in told if one.is_office or (office.is_kin and one.is_kin)]
    if not told or any(office.is_like(one) for one in told):
        return None
    is_below = any(akin(office.noun, one.noun) for one in told)  # "the deputy mayor" is a word for no mayor
    return Fault(office.noun) if is_below or not _is_called(office, place.citation.article.text, last) else None


def uncalled(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Asked for the chef, somebody whom the article nowhere calls anything like it, or whom it calls a former one."""
    office = asked_office(asked.tree)
    name = _person(place.tree, *place.citation.answer_in_quote) if office and not office.is_kin else None
    if office is None or name is None:
        return None
    if (
        _IS.match(asked.text)
        and not _PAST.search(asked.text)
        and _PAST.search(place.quote, name.start - NEAR, name.end)
    ):
        return Fault(office.noun)
    last = re.sub(r"[’']s?$", "", place.quote[name.start : name.end].split()[-1])
    told = [*offices(place.tree, name), *_introduced(place, last, analyser)]
    text = place.citation.article.text
    around = (text[max(0, one.start() - AFTER) : one.end() + AFTER] for one in re.finditer(re.escape(last), text))
    called = any(office.names(word, wide=True) for near in around for word in words(near))
    return None if any(map(office.is_like, told)) or called or _FOLLOWS.search(place.quote) else Fault(office.noun)


def nobody(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Asked for a person by what he or she is, a place, a time or a body: "TASS", "Halm province"."""
    office, tree = asked_person(asked.tree), place.tree
    start, end = place.citation.answer_in_quote
    head = tree.top(start, end)
    if office is None or office.several or head is None or tree.tokens[head].pos not in ("PROPN", "NOUN", "NUM"):
        return None
    known = people(tree.text, tree.analysis)
    is_human = any(is_people(word) for word in place.citation.answer.split())  # also by a title before the name
    if is_human or has_first_name(place.citation.answer) or any(one.start < end and start < one.end for one in known):
        return None
    label = next((n.label for n in tree.analysis.names if n.start <= tree.tokens[head].start < n.end), "")
    answer = re.sub(r"^(?i:the|an?) ", "", place.citation.answer)
    if sort_of(answer, label) in ("person", "thing") or (
        looks_like_person(answer) and not _is_there(tree, head, label)
    ):
        return None
    return Fault(office.noun)


def _is_there(tree: Tree, head: int, label: str) -> bool:
    """Whether a name stands as a place in its sentence: "from Halm"."""
    up = tree.up(head)
    local = LOCAL | {"from", "to"}
    return label in ("GPE", "LOC", "FAC") and up is not None and tree.word(up).lower() in local


def _introduced(place: Place, last: str, analyser: Analyser) -> Iterator[Office]:
    """What the sentence of the article that first has a surname calls its bearer."""
    text = place.citation.article.text
    found = re.search(rf"\b{re.escape(last)}\b", text)
    if found is None or place.citation.start <= found.start() < place.citation.end:
        return
    one = next((one for one in sentences(text) if one.start <= found.start() < one.end), None)
    if one is not None:
        said = text[one.start : one.end]
        tree = grow(said, analyser.analyse([said])[0])
        if name := _person(tree, found.start() - one.start, found.end() - one.start):
            yield from offices(tree, name)


def _is_called(office: Office, text: str, last: str) -> bool:
    """Whether an article has a word for the office near a name, in its sentence; one for kin right beside it."""
    for found in re.finditer(rf"\b{re.escape(last)}\b(?![’']s?\b)", text):
        before = re.split(r"[.!?;]\s|\n", text[max(0, found.start() - BEFORE) : found.start()])[-1]
        after = re.split(r"[.!?;]\s|\n", text[found.end() : found.end() + AFTER])[0]
        if re.search(r"\b(?:of|for|to|with) (?:[\w.’'-]+ ){0,3}$", before):
            if office.is_kin and any(map(office.is_answered_by, words(before))):
                return True
            before = ""
        if office.is_kin:
            before, after = " ".join(before.split()[-3:]), " ".join(after.split()[:4])
        if any(office.names(word, wide=not office.field) for word in words(f"{before} {after}")):
            return True
    return False
