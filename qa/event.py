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
from qa.inflections import lemma
from qa.question import STOPWORDS, terms
from qa.rival import akin
from qa.synonyms import phrased, senses

_REASON = re.compile(
    r"\bwhy\b|\bhow come\b|\bfor (?:what|which) reasons?\b|\bwhat(?: \w+)? (?:is|are|was|were) (?:\w+ ){0,3}"
    r"(?:causes?|reasons?|grounds?|motives?|explanation|to blame)\b|\bon what grounds\b|\bwhat for\b"
    r"|^(?:and |but |the )?reasons? (?:why |that |for )?\b",
    re.I,
)
# "What was the wheel built for?", but not "What is he known for?" nor "What did they look for?".
_WHAT_FOR = re.compile(
    r"^(?:and |but )?what (?:is|are|was|were|do|does|did|has|have|had) "
    r"(?!.*\b(?:know\w*|fam\w+|look\w*|wait\w*|vot\w+|ask\w*|search\w*|call\w*|pa(?:y|id)\w*|stand\w*|hop\w+"
    r"|appl\w+|work\w*|play\w*|care\w*|account\w*|wish\w*|sell\w*|sold|charge\w*|plan\w*|head\w*) for\b).* for\W*$",
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
BEGINNINGS = frozenset("start begin happen occur launch break-out come-about".split())
# Whatever did it is told by what it did: "How did the strike affect the port?"
_AFFECTS = frozenset("help affect hurt harm benefit change influence contribute impact matter".split())
# Words that ask for the reason, and say nothing of what it is the reason of.
_ASKING = frozenset(
    "why how what reason reasons cause causes caused causing lead led leads make made makes happen happens happened "
    "bring brought result explanation motive grounds explain come still anyway finally actually really spark sparked "
    "trigger triggered prompt prompted someone somebody anyone anybody people else doesn don won didn want wants get "
    "try tries tried trying manage manages managed got let go going would could might likely event events blame behind "
    "exactly used such among done less "
    "dont doesnt didnt wont wouldnt couldnt shouldnt isnt arent wasnt werent hasnt havent hadnt cant".split()
)


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
    wanted = _wanted(question)
    names = frozenset(search_form(name) for name in re.findall(r"(?<=\w )[A-Z][\w’'-]+", question))
    brought = _BROUGHT.match(question) if sort == "reason" else None
    lemma = next((t.lemma.lower() for t in parsed.tokens if brought and t.start == brought.start("verb")), "")
    if lemma and brought:
        predicate = _brought_about(parsed, brought) if lemma in _GENERAL else search_form(lemma)
        return Event(sort, tuple(wanted), names, predicate, lemma)
    predicate = "" if sort == "outcome" else _predicate(parsed, parts, [word for word in wanted if word not in names])
    told = "" if sort == "means" and predicate in _AFFECTS else predicate
    return Event(sort, tuple(wanted), names, told, "")


def _wanted(question: str) -> list[str]:
    """What tells the event: no words that only ask, nor when it was; phrases joined: "put-off"."""
    said = phrased(_WHEN.sub(" ", question))
    found = dict.fromkeys(word for at, word in enumerate(said) if at < 2 or word != "".join(said[at - 2 : at]))
    return [word for word in found if word not in STOPWORDS | _ASKING] or terms(question)


def _brought_about(parsed: Parsed, brought: re.Match[str]) -> str:
    """What was caused: "resume" of "What caused the fighting to resume?", "death" of "What caused the death of …?"."""
    after = [token for token in parsed.tokens if token.start >= brought.end("verb")]
    verbs = [token for token in after if token.pos == "VERB" and token.dep not in ("amod", "acl", "relcl", "pcomp")]
    nouns = [token for token in after if token.pos == "NOUN" and token.dep not in ("compound", "amod")]
    kept = [token for token in verbs if token.lemma.lower() not in _LIGHT] or nouns
    phrase = _phrase(parsed.text[kept[0].start : kept[0].end], _wanted(parsed.text)) if kept else ""
    return phrase or (search_form(parsed.text[kept[0].start : kept[0].end]) if kept else "")


def _phrase(verb: str, wanted: Collection[str]) -> str:
    """Of the words wanted the phrase that begins with a verb: "put-off" for put."""
    return next((word for word in wanted if "-" in word and lemma(word.split("-")[0]) == lemma(verb.lower())), "")


def _predicate(parsed: Parsed, parts: Clause | None, wanted: Collection[str]) -> str:
    """The main verb; beside a light one, or "be", an adjective that stands alone, else its noun: "go on strike"."""
    if parts is None:
        return ""
    after = [token for token in parsed.tokens if token.start >= len(parsed.text) - len(parts.rest) - 1]
    inner = [token.lemma for token in after if token.pos == "VERB"]  # "have to leave", "say that it left"
    helps = parts.lemma in _LIGHT | {"say", "tell"}
    said = helps and re.match(r"(?:not )?to\b|(?:that|it|he|she|they|we|there|[A-Z])\b", parts.rest)
    for verb in [*(inner[:1] if said else []), parts.lemma]:
        if phrase := _phrase(verb, wanted):
            return phrase
        if verb not in _LIGHT and shared([search_form(verb)], " ".join(wanted)):
            return search_form(verb)
    alone = [token for token in parsed.tokens if token.pos == "ADJ" and token.dep not in ("amod", "compound")]
    told = [search_form(parsed.text[token.start : token.end]) for token in alone]
    told += re.findall(r"^(?:(?:on|in|into|to|at|out of) )?([a-z]+)", parts.rest)
    return next((word for word in told if word in wanted), "")


def _sort(question: str) -> CauseSort | None:
    if _THEN.search(question):
        return "outcome"
    if _REASON.search(question) or _WHAT_FOR.match(question):
        return "reason"
    if _MEANS.match(question) and not _TOLD.search(question):
        return "means"
    brought = _BROUGHT.match(question)
    return "reason" if (brought and brought["verb"].lower().endswith("ed")) or _causes(brought) else None


def _causes(brought: re.Match[str] | None) -> bool:
    verb = brought["verb"].lower() if brought else ""
    return bool(verb) and any(akin(verb, one) for one in CAUSERS | {"led", "brought", "drove", "made", "kept"})


def shared(wanted: Collection[str], text: str) -> float:
    """Share of some words that a text has in any form, or another word for the same; 0 to 1."""
    there = {*words(text), *phrased(text)}
    lemmas, meant = set(map(lemma, there)), frozenset[int]().union(*map(senses, there))
    found = sum(
        lemma(word) in lemmas or bool(senses(word) & meant) or any(akin(word, other) for other in there)
        for word in wanted
    )
    return found / len(wanted) if wanted else 0.0
