"""What one sentence says somebody is: "who chairs the board", "a retired vet", "the sexton", "the daughter of a miner".

By where it stands beside the name: a relative clause or an apposition after it, a noun phrase before it, what "is" or
"was" joins to it. Only phrases whose noun is a human being tell what somebody is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qa.analysers import Analysis, Stretch
from qa.sorts import is_people
from qa.speaker import TITLES
from qa.tree import grow

Form = Literal["clause", "apposition", "before", "title", "predicate", "work", "birth"]

MAX_CHARACTERS = 160  # of what is said; a longer clause tells a story
_IN = r"(?:[^,;:“”\"()\n]|(?<=\d),(?=\d))"  # of a phrase: no comma but that of a number, "420,000 pupils"
_WITHIN = r"(?:[^,;:.“”\"()\n]|(?<=\d),(?=\d))"  # the same without a full stop
_END = r"(?=,(?!\d)|[;:()“”\"]|[.!?]?$|\.[ \u00a0]"  # where a phrase ends; more such places follow, and a bracket
_CLAUSE = re.compile(rf"(?:, (?:\d+|an? \d+-year-old))?,? (?P<said>who(?!m|se)[ \u00a0]{_WITHIN}+)")
_AFTER = re.compile(
    r"(?:, (?:aged )?\d+)?, (?P<said>(?:an?|the|one of|former|ex-|then|[\w-]+ly|head|chief|director|chair\w*|leader"
    rf"|[A-Z][\w’'-]+[’']s?)[ \u00a0-]{_IN}*?)"
    rf"{_END}| who\b| said\b| told\b)"
)
_IS = re.compile(
    rf"(?:, [^,]{{2,80}},)? (?:is|was|has been|had been|became) (?P<said>(?:an?|the|once an?) {_IN}+?)"
    rf"{_END}| before\b| and\b| but\b)"
)
_WORKS = (
    "taught|teaches|worked|works|trained as|trains as|served as|serves as|practised|practiced|earned|earns|sold|sells"
    r"|drove|drives|repaired|repairs|(?:runs|ran)(?! (?:on|for|into|out|away|off|against)\b)|farmed|farms|keeps|kept"
    "|painted|paints|played|plays|coached|coaches"
    "|cooked|cooks|baked|bakes|studied|wrote|writes|built|builds|made|makes"
)
_WORK = re.compile(
    rf"(?:, (?:aged )?\d+,)? (?:who )?(?P<said>(?:(?:had|has) )?(?:once )?(?:{_WORKS})\b{_WITHIN}*?)"
    rf"{_END}| before (?:she|he|they)\b)"
)
_CHILD = re.compile(
    rf"(?P<said>(?:the |an? )?(?:\w+ )?(?:daughter|son|child|children) of (?:an? |the |two ){_WITHIN}+?)"
    rf"{_END}| and\b| who\b)"
)
_FORMERLY = re.compile(r"The (?:former|one-time|retired|ex-)\b")
_NOUN_BEFORE = re.compile(r"\b(?:the|an?|its|their|his|her|[\w-]+[’']s) (?:[\w-]+ ){0,2}[\w-]+$")
_PARENT = (
    r"(?:[Hh]is|[Hh]er|[\w’']+[’']s?) {parent},? (?:was |is |had been |worked as )?"
    r"(?P<said>(?:an?|the) [^,;:.“”\"()\n]+)"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A range of the sentence that says what somebody is, and in which form it stands there."""

    start: int
    end: int
    form: Form


def identities(text: str, analysis: Analysis, name: Stretch) -> Iterator[Told]:
    """What a sentence says of the person whom it names, or means by a pronoun, there; in the order of the forms."""
    yield from _matched("clause", _CLAUSE, text, name.end)
    if (after := _AFTER.match(text, name.end)) and _is_person(text, analysis, *after.span("said")):
        yield Told(*after.span("said"), "apposition")
    yield from _before(text, analysis, name)
    if (said := _IS.match(text, name.end)) and _is_person(text, analysis, *said.span("said")):
        yield Told(*said.span("said"), "predicate")


def work(text: str, name: Stretch) -> Iterator[Told]:
    """The clause after a name that tells somebody's work: "taught chemistry for 19 years"."""
    joined = re.compile(rf"(?:, [^;.“”\"]*?)?{_WORK.pattern}")
    yield from (
        _matched("work", _WORK, text, name.end)
        if _WORK.match(text, name.end)
        else _matched("work", joined, text, name.end)
    )


def formerly(text: str, analysis: Analysis) -> Told | None:
    """What a sentence calls whoever the last was about: "The former schoolteacher and union leader rose fast"."""
    tree = grow(text, analysis) if _FORMERLY.match(text) else None
    subjects = [] if tree is None else [tree.below(at) for at, t in enumerate(tree.tokens) if t.dep.startswith("nsubj")]
    whole = next((tree.range(inside) for inside in subjects if tree and inside[0] == 0), None)
    if whole is None or not _is_person(text, analysis, whole.start, whole.end):
        return None
    return Told(whole.start, whole.end, "apposition")


def birth(text: str, parent: str = "father|mother") -> Iterator[Told]:
    """Whose child somebody is: "the daughter of a lock-keeper", "her father, a joiner"."""
    for pattern in (_CHILD, re.compile(_PARENT.format(parent=f"(?:{parent})"))):
        if found := pattern.search(text):
            yield Told(*found.span("said"), "birth")
            return


def _matched(form: Form, pattern: re.Pattern[str], text: str, at: int) -> Iterator[Told]:
    found = pattern.match(text, at)
    if found and found.end("said") - found.start("said") <= MAX_CHARACTERS:
        yield Told(found.start("said"), found.start("said") + len(found["said"].rstrip()), form)


def _before(text: str, analysis: Analysis, name: Stretch) -> Iterator[Told]:
    """ "The sexton, Karel Must" and "the geologist Viktor Rezek"."""
    comma = text[max(0, name.start - 2) : name.start] == ", " and text[name.end : name.end + 2] not in ("’s", "'s")
    end = name.start - 2 if comma else name.start
    start = _phrase_start(text, analysis, end, name)
    if start == end and comma and (plain := _NOUN_BEFORE.search(text, 0, end)):
        start = plain.start()
    said = text[start:end].rstrip()
    if said and _is_person(text, analysis, start, start + len(said)):
        yield Told(start, start + len(said), "before" if comma or " " in said else "title")


def _phrase_start(text: str, analysis: Analysis, end: int, name: Stretch) -> int:
    """Where the noun phrase begins that ends here or holds the name, with the one that "of" hangs it on."""
    start = next(
        (p.start for p in analysis.phrases if p.start < end and (p.end == end or p.end >= name.end > p.start)), end
    )
    while (joined := re.search(r"(?P<of> (?:of|at|for) )$", text[:start])) is not None:
        outer = next((p.start for p in analysis.phrases if p.end == joined.start("of")), None)
        if outer is None:
            break
        start = outer
    return start


def human_noun(text: str, analysis: Analysis, start: int, end: int) -> Stretch | None:
    """The noun for a human being at the head of the first noun phrase of a stretch, with the nouns before it."""
    inside = [t for t in analysis.tokens if start <= t.start and t.end <= end]
    nouns: list[Stretch] = []
    for token in inside:
        word = text[token.start : token.end]
        if token.pos == "NOUN" or (token.pos == "PROPN" and (word.lower() in TITLES or word.islower())):
            nouns.append(Stretch(token.start, token.end))
        elif token.tag == "POS":
            nouns = []  # "the owner’s son" is a son
        elif nouns:
            break
    head = text[nouns[-1].start : nouns[-1].end] if nouns else ""
    is_human = is_people(head) or head.lower() in TITLES or head.lower() in _OFFICES
    return Stretch(nouns[0].start, nouns[-1].end) if is_human else None


def _is_person(text: str, analysis: Analysis, start: int, end: int) -> bool:
    return human_noun(text, analysis, start, end) is not None


_OFFICES = frozenset(
    "head chief leader founder organiser organizer sexton international hand trainee apprentice".split()
)
