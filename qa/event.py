"""What a question wants explained: "why did the ferry sink" asks for the reason of the ferry's sinking."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from index.normalise import search_form, words
from qa.analysers import Analyser
from qa.causatives import CAUSERS
from qa.cause import CauseSort
from qa.clauses import Clause, Parsed, clause, parse
from qa.question import terms
from qa.rival import akin

_REASON = re.compile(
    r"\bwhy\b|\bhow come\b|\bfor (?:what|which) reasons?\b|\bwhat(?: \w+)? (?:is|are|was|were) (?:\w+ ){0,3}"
    r"(?:causes?|reasons?|grounds?|motives?|explanation|to blame)\b|\bon what grounds\b|\bwhat for\b",
    re.I,
)
_BROUGHT = re.compile(
    r"^(?:and |but )?(?:what|which \w+)(?: (?:finally|really|first|then|also|actually|had|has|may have|might have"
    r"|could have|suddenly))* (?!(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|must|should"
    r"|happen\w*|kind|sort)\b)"
    r"(?P<verb>[a-z]+)\b(?! (?:did|do|does|is|are|was|were|will|has|have)\b)",
    re.I,
)
_THEN = re.compile(r"\bwhat(?:'s|’s)? (?:would |will |can |could |might |must |does |do |has to )?happens?\b", re.I)
_MEANS = re.compile(
    r"^(?:and |but )?(?:how (?!many|much|few|far|long|old|large|big|high|tall|deep|wide|thick|heavy|full|hot|cold"
    r"|fast|often|come|about|soon|late)|by what means\b|in what way\b)",
    re.I,
)
_TOLD = re.compile(r"\b(?:react|respond|describe|call|feel|sound|look|put it|see|view|rate|judge)\w*\b", re.I)
_WHEN = re.compile(
    r"\b(?:in|of|since|during|on|after|before) (?:(?:early|late|mid) )?(?:[A-Z][a-z]+ )?(?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d\b"
)
# Of what causes: these say nothing of what happened. "What silenced the alarm?" does.
_GENERAL = frozenset(
    "cause trigger spark prompt provoke make lead bring result force drive let allow get induce".split()
)
# Verbs that tell less than the noun beside them: "go on strike", "take part".
_LIGHT = frozenset("go take have get be do make give come keep put hold become".split())
# Words that ask for the reason, and say nothing of what it is the reason of.
_ASKING = frozenset(
    "why how what reason reasons cause causes caused causing lead led leads make made makes happen happens happened "
    "bring brought result explanation motive grounds explain come still anyway finally actually really spark sparked "
    "trigger triggered prompt prompted someone somebody anyone anybody people else doesn don won didn want wants get "
    "got let go going would could might likely event events blame behind".split()
)


_ENDINGS = ("ing", "ies", "ed", "es", "s", "e", "y")


@dataclass(frozen=True, slots=True)
class Event:
    """What is to be explained: its words in search form, those of them that are names, and its verb or adjective.

    `predicate` is "" where none is found, and where the question's verb itself brings it about.
    """

    sort: CauseSort
    words: tuple[str, ...]
    names: frozenset[str]
    predicate: str
    verb: str  # of "What delayed the trains?": delay; else ""


def event(question: str, analyser: Analyser) -> Event | None:
    """What the question wants explained; None when it wants something else."""
    sort = _sort(question)
    if sort is None:
        return None
    parsed = parse(question, analyser)
    parts = clause(parsed)
    wanted = [word for word in terms(_WHEN.sub(" ", question)) if word not in _ASKING] or terms(question)
    names = frozenset(search_form(name) for name in re.findall(r"(?<=\w )[A-Z][\w’'-]+", question))
    brought = _BROUGHT.match(question) if sort == "reason" else None
    lemma = next((t.lemma.lower() for t in parsed.tokens if brought and t.start == brought.start("verb")), "")
    if lemma and brought:
        predicate = _brought_about(parsed, brought) if lemma in _GENERAL else search_form(lemma)
        return Event(sort, tuple(wanted), names, predicate, lemma)
    predicate = "" if sort == "outcome" else _predicate(parsed, parts, [word for word in wanted if word not in names])
    return Event(sort, tuple(wanted), names, predicate, "")


def _brought_about(parsed: Parsed, brought: re.Match[str]) -> str:
    """What was caused: "resume" of "What caused the fighting to resume?", "death" of "What caused the death of …?"."""
    after = [token for token in parsed.tokens if token.start >= brought.end("verb")]
    verbs = [token for token in after if token.pos == "VERB" and token.dep not in ("amod", "acl", "relcl", "pcomp")]
    nouns = [token for token in after if token.pos == "NOUN" and token.dep not in ("compound", "amod")]
    kept = [token for token in verbs if token.lemma.lower() not in _LIGHT] or nouns
    return search_form(parsed.text[kept[0].start : kept[0].end]) if kept else ""


def _predicate(parsed: Parsed, parts: Clause | None, wanted: Collection[str]) -> str:
    """The main verb; beside a light one, or "be", an adjective that stands alone, else its noun: "go on strike"."""
    if parts is None:
        return ""
    if parts.lemma not in _LIGHT and shared([search_form(parts.lemma)], " ".join(wanted)):
        return search_form(parts.lemma)
    alone = [token for token in parsed.tokens if token.pos == "ADJ" and token.dep not in ("amod", "compound")]
    said = [search_form(parsed.text[token.start : token.end]) for token in alone]
    said += re.findall(r"^(?:(?:on|in|into|to|at|out of) )?([a-z]+)", parts.rest)
    return next((word for word in said if word in wanted), "")


def _sort(question: str) -> CauseSort | None:
    if _THEN.search(question):
        return "outcome"
    if _REASON.search(question):
        return "reason"
    if _MEANS.match(question) and not _TOLD.search(question):
        return "means"
    brought = _BROUGHT.match(question)
    return "reason" if (brought and brought["verb"].lower().endswith("ed")) or _causes(brought) else None


def _causes(brought: re.Match[str] | None) -> bool:
    verb = brought["verb"].lower() if brought else ""
    return bool(verb) and any(akin(verb, one) for one in CAUSERS | {"led", "brought", "drove", "made", "kept"})


def shared(wanted: Collection[str], text: str) -> float:
    """Share of some words that a text has in any form; 0 to 1."""
    there = set(words(text))
    roots = set(map(_root, there))
    found = sum(_root(word) in roots or any(akin(word, other) for other in there) for word in wanted)
    return found / len(wanted) if wanted else 0.0


def _root(word: str) -> str:
    """The word without a usual ending, far enough for short ones, which `akin` leaves apart: facing, faces, face."""
    return next((word[: -len(end)] for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= 3), word)
