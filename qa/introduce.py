"""Who somebody is, what he or she works or worked as, whose child: as the sentences that name the person tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.normalise import search_form, words
from index.split import sentences
from qa.analysers import Analyser, Stretch
from qa.cite import cite, one_a_passage
from qa.identity import Form, Told, birth, formerly, identities, work
from qa.names import sound
from qa.sorts import looks_like_person
from qa.speaker import TITLES
from qa.types import Candidate

Asked = Literal["identity", "work", "former", "birth"]

PASSAGES = 12  # of a question's passages, the best that are searched
SURE = 6.0  # log-odds of a reader: what grammar tells is at least as sure as a span that the reader is sure of
STEP = 1.5  # log-odds between one form and the next best
_NAME = r"(?P<name>(?:[a-z]+ ){0,2}[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|de|van|von|der|al|bin)){0,4})"
_OF = r"(?P<name>[^,?]{2,60}?)"
_FORMS: tuple[tuple[Asked, str], ...] = (
    ("identity", rf"(?i:who(?: is|'s|’s| was| are| exactly is)) (?i:the |this |that )?{_NAME}"),
    ("birth", rf"(?i:what|who)(?i: is|'s|’s| was| were) {_OF}['’]s? (?P<parent>father|mother|parents)"),
    ("birth", rf"(?i:what|who)(?i: is|'s|’s| was| were) the (?P<parent>father|mother|parents) of {_OF}"),
    ("birth", rf"(?i:what) (?i:did|does) {_OF}['’]s? (?P<parent>father|mother|parents) do(?: for a living)?"),
    ("birth", rf"(?i:whose (?:son|daughter|child)) (?i:is|was) {_OF}"),
    ("work", rf"(?i:what)(?i: is|'s|’s) {_OF}['’]s? (?:current )?(?:job|profession|occupation|trade|work)"),
    ("work", rf"(?i:what)(?i: is|'s|’s) the (?:job|profession|occupation|trade) of {_OF}"),
    ("work", rf"(?i:what)(?i: is|'s|’s) {_OF} by (?:trade|profession|training)"),
    ("work", rf"(?i:what) does {_OF} do(?: for a living| for work| in the week| professionally)?"),
    ("work", rf"(?i:what) (?:kind of )?(?:work|job) does {_OF} (?:do|have)"),
    ("work", rf"(?i:what) does {_OF} work as"),
    ("former", rf"(?i:what) did {_OF} (?:do|work as)(?: for a living)? (?:before|until|earlier|previously)\b.*"),
    ("former", rf"(?i:what) did {_OF} (?:use to )?(?:do for a living|work as|do for work)"),
    ("former", rf"(?i:what)(?i: was) {_OF}['’]s? (?:\w+ )?(?:job|profession|occupation|trade)(?: before.*)?"),
    ("former", rf"(?i:what)(?i: was| had) {_OF} (?:been )?before .*"),
)
_PREFERRED: dict[Asked, tuple[Form, ...]] = {
    "identity": ("apposition", "before", "clause", "predicate", "title"),
    "work": ("apposition", "before", "predicate", "work", "clause", "title"),
    "former": ("apposition", "predicate", "work", "before", "clause"),
    "birth": ("birth",),
}
# Relative clauses that tell an office or a work; another ("who has been there for years") tells less than a noun does.
_OFFICE = re.compile(
    r"who (?:(?:has|had) )?(?:chair|head|lead|led|runs?|ran|command|found|own|manag|direct|coach|presid|represent|teach"
    r"|taught|work|serv|sell|sold|play|w[io]ns?\b|speaks? for|edit|captain|stud|govern|overs|supervis|is (?:an?|the)\b"
    r"|was (?:an?|the)\b|plays|won)"
)
_FORMER = re.compile(
    r"\b(?:former|ex-|retired|once|until|trained|worked|taught|had been|for \d+ years|was|by trade)\b", re.I
)
_ASKING = frozenset("what who did does do is was the a an before for living of in s job".split())
_PRONOUN = re.compile(r"(?:She|He|They)\b")


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a question asks about, by name or by office, and what it wants to know."""

    name: str
    asked: Asked
    parent: str = ""


def asked_person(question: str) -> Person | None:
    """Whom a question wants introduced; None when it asks something else."""
    text = question.strip().rstrip("?!. ")
    for asked, pattern in _FORMS:
        found = re.fullmatch(pattern, text)
        if found and (asked != "identity" or _is_name(found["name"])):
            return Person(found["name"], asked, found.groupdict().get("parent") or "")
    return None


def _is_name(name: str) -> bool:
    """Whether it is somebody's name, perhaps with a title before: not an office, nor one of some place."""
    first = [
        word for word in name.split() if word[0].islower() and word not in ("de", "van", "von", "der", "al", "bin")
    ]
    last = name.split()[-1]
    return set(first) <= TITLES and last.lower() not in TITLES and not last.endswith(("'s", "’s"))


def introduce(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """What the passages say the person of the question is, surest form first, before the reader's candidates."""
    person = asked_person(question)
    if person is None or not candidates:
        return list(candidates)
    best = max(SURE, candidates[0].score)
    beside = frozenset(words(question)) - frozenset(words(person.name)) - _ASKING
    found = list(_told(person, candidates, analyser))
    found = [pair for pair in found if person.asked != "former" or _tells_past(pair, beside)]
    ranked = sorted(found, key=lambda pair: _rank(person, pair, beside))
    made = [replace(candidate, score=best - STEP * min(at, 3)) for at, (candidate, _) in enumerate(ranked)]
    return [*made, *candidates]


def _rank(person: Person, pair: tuple[Candidate, Form], beside: frozenset[str]) -> tuple[bool, int, int]:
    """What tells of the past first where that is asked for, then what shares words with the question, then by form."""
    shared = len(beside & frozenset(words(pair[0].citation.answer)))
    past = bool(_FORMER.search(pair[0].citation.answer)) or pair[1] == "work"
    wrong = {"former": not past, "work": bool(re.match(r"an? former|former", pair[0].citation.answer))}
    order = _PREFERRED[person.asked]
    vague = pair[1] == "clause" and not _OFFICE.match(pair[0].citation.answer)
    return wrong.get(person.asked, False), -shared, len(order) if vague else order.index(pair[1])


def _tells_past(pair: tuple[Candidate, Form], beside: frozenset[str]) -> bool:
    """Whether it may be what somebody did before: "her predecessor" is what he is, the mayor what she became."""
    answer = pair[0].citation.answer
    past = pair[1] not in ("before", "apposition", "title") or bool(_FORMER.search(answer))
    return past and not frozenset(words(answer)) - {"the", "former", "a"} <= beside


def _told(person: Person, candidates: Sequence[Candidate], analyser: Analyser) -> Iterator[tuple[Candidate, Form]]:
    hits = sorted(one_a_passage(candidates), key=lambda one: -one.hit.score)[:PASSAGES]
    texts = [one.hit.passage.text for one in hits]
    surname = _surname(person.name, texts)
    for candidate in hits if surname and _is_person(surname, texts) else ():
        text = candidate.hit.passage.text
        for start, said in _sentences(text, surname, analyser):
            for told in said:
                if told.form in _PREFERRED[person.asked] and (
                    cited := cite(candidate.hit.passage, start + told.start, start + told.end)
                ):
                    yield replace(candidate, citation=cited), told.form


def _surname(name: str, texts: Sequence[str]) -> str:
    """The last word of a name; of an office ("the mayor of Halm") that of whoever the texts give it to."""
    said = name.split()
    office = next((word.lower() for word in said if word.lower() in TITLES), "")
    if not office or (len(said) > 1 and said[-1][:1].isupper() and "of" not in said):  # also "Mayor Ada Brook"
        return said[-1] if said[-1][:1].isupper() else ""
    held = re.compile(rf"\b(?i:{office}) (?:[A-Z][\w’'-]+ ){{0,2}}(?P<last>[A-Z][\w’'-]+)")
    return next((found["last"] for text in texts if (found := held.search(text))), "")


def _is_person(surname: str, texts: Sequence[str]) -> bool:
    """Whether the texts have the surname as a person's: with a forename, or after a title."""
    for text in (passage[one.start : one.end] for passage in texts for one in sentences(passage)):
        for name in _named(text, surname):
            before = text[: name.start].split()[-1:]
            if text[name.start : name.end].count(" ") and looks_like_person(text[name.start : name.end]):
                return True
            if before and before[0].lower().rstrip(".") in TITLES:
                return True
    return False


def _sentences(text: str, surname: str, analyser: Analyser) -> Iterator[tuple[int, list[Told]]]:
    """The sentences about a person with what they tell; one that begins "She" is about whom the last was about."""
    about = False
    for one in sentences(text):
        said = text[one.start : one.end]
        analysis = analyser.analyse([said])[0]
        names = [Stretch(n.start, n.end) for n in _named(said, surname)]
        if names:
            about = True
            for name in names:
                yield one.start, [*identities(said, analysis, name), *work(said, name), *birth(said)]
        elif about and (pronoun := _PRONOUN.match(said)):
            whom = Stretch(0, pronoun.end())
            yield one.start, [*identities(said, analysis, whom), *work(said, whom), *birth(said)]
        elif about and (once := formerly(said, analysis)):
            yield one.start, [once]
        elif any(n.label == "PERSON" for n in analysis.names):
            about = False


def _named(text: str, surname: str) -> Iterator[Stretch]:
    """Where a sentence has the surname in any spelling, with the forenames before it."""
    wanted = sound(search_form(surname))
    for found in re.finditer(r"(?:[A-Z][\w’'-]*[\w.][ \u00a0]){0,3}(?P<last>[A-Z][\w-]+)", text):
        if sound(search_form(found["last"])) != wanted:
            continue
        start = found.start()
        for word in found.group().split()[:-1]:
            if word.lower().rstrip(".") in TITLES or word in _OPENERS:
                start = text.index(word, start) + len(word) + 1
        yield Stretch(start, found.end())


_OPENERS = frozenset("The A An In On At But And For Mr Mrs Ms Dr Sir Asked When While After Before".split())
