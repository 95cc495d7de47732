"""Who does what only a person does: candidates that name a team, a party or several people become that one person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.normalise import words
from index.split import sentences
from qa.analysers import Analyser, Analysis, Stretch
from qa.cite import cite
from qa.clauses import clause, parse
from qa.genders import has_first_name
from qa.quantity import stem, stems
from qa.question import terms
from qa.sorts import looks_like_person, sort_of
from qa.types import Candidate

ENACTED = 12  # of a question's candidates, the best that are looked at
SHORT = 4  # words: "the coach, Ada Brook"
LONGEST = 8  # words: a longer answer to "who" is no name
# What a human being does and no body, team or town; what both do ("win", "say", "build") is left to the reader.
_HUMAN = frozenset(
    "coach score lead chair head captain command marry sing act star conduct compose paint teach drive pilot resign "
    "retire study graduate succeed referee umpire narrate choreograph moderate anchor preside manage run play speak "
    "testify sculpt translate rap dance cook swim cycle officiate edit".split()
)
_NAME = re.compile(r"[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|de|van|von|der|al|bin))+")


@dataclass(frozen=True, slots=True)
class Asked:
    """The verb's base form, and the stems of the question's words."""

    verb: str
    about: frozenset[str]


def asked_doer(question: str, analyser: Analyser) -> Asked | None:
    """What a question for a person says somebody does; None where a body may do it as well."""
    if not re.match(r"(?:and )?who\b", question, re.I):
        return None
    parts = clause(parse(question, analyser))
    if parts is None or not parts.asks_subject or parts.lemma not in _HUMAN:
        return None
    verb = stem(words(parts.verb)[-1])
    return Asked(parts.lemma, frozenset(map(stem, terms(question))) - {verb})


def enact(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The candidates; where only a person can be meant, teams, parties and whole sentences become the name in them.

    It is the name beside which the question's words stand in the passage; without any the candidate is left out.
    """
    asked = asked_doer(question, analyser)
    if asked is None:
        return list(candidates)
    kept = [found for one in candidates[:ENACTED] if (found := _enacted(one, asked, analyser)) is not None]
    return kept or list(candidates)


def _enacted(candidate: Candidate, asked: Asked, analyser: Analyser) -> Candidate | None:
    citation = candidate.citation
    quote = citation.quote
    analysis = analyser.analyse([quote])[0]
    start, end = citation.answer_in_quote
    inside = [name for name in people(quote, analysis) if name.start < end and start < name.end]
    if len(inside) == 1 and len(citation.answer.split()) <= LONGEST:
        return _bare(candidate, inside[0])
    if not inside and len(citation.answer.split()) <= LONGEST and _is_human(candidate, analysis, start):
        name = _NAME.search(citation.answer)
        return _bare(candidate, Stretch(start + name.start(), start + name.end())) if name else candidate
    return _beside(candidate, asked, analyser)


def _is_human(candidate: Candidate, analysis: Analysis, start: int) -> bool:
    """Whether the answer is a person, also one whom the analyser takes for a body: by two names here or elsewhere."""
    answer, text = candidate.citation.answer, candidate.citation.article.text
    label = next((n.label for n in analysis.names if n.start <= start < n.end), "")
    full = re.search(rf"\b[A-Z][a-z]+ {re.escape(answer)}\b", text) if answer.isalpha() and answer.istitle() else None
    name = full.group() if full else answer
    return (" " in name and looks_like_person(name)) or sort_of(answer, label) == "person"


def people(text: str, analysis: Analysis) -> list[Stretch]:
    """The people's names of a text, as the analyser or a well-known first name tells them."""
    known = [Stretch(n.start, n.end) for n in analysis.names if n.label == "PERSON" and text[n.start].isupper()]
    found = [Stretch(*m.span()) for m in _NAME.finditer(text) if has_first_name(m.group())]
    more = [one for one in found if not any(one.start < n.end and n.start < one.end for n in known)]
    named = (one for one in [*known, *more] if sort_of(_run(text, one), "PERSON") == "person")
    return sorted(named, key=lambda one: one.start)


def _run(text: str, name: Stretch) -> str:
    """A name with the capitalised words right before it: "FC Halm Rovers" is nobody."""
    before = re.search(r"(?:[A-Z][\w’'-]* )*$", text[: name.start])
    return text[before.start() if before else name.start : name.end]


def _bare(candidate: Candidate, name: Stretch) -> Candidate:
    """The name alone where an answer says more about it between commas."""
    citation = candidate.citation
    if "," not in citation.answer or len(citation.answer.split()) <= SHORT:
        return candidate
    first = max(citation.answer_start, citation.start + name.start)
    return replace(candidate, citation=replace(citation, answer_start=first, answer_end=citation.start + name.end))


def _beside(candidate: Candidate, asked: Asked, analyser: Analyser) -> Candidate | None:
    """The candidate at the name of its passage whose words, up to the next name, share most with the question."""
    passage = candidate.hit.passage
    best: tuple[int, int, int] | None = None
    for one in sentences(passage.text):
        said = passage.text[one.start : one.end]
        names = people(said, analyser.analyse([said])[0])
        for at, name in enumerate(names):
            stop = names[at + 1].start if at + 1 < len(names) else len(said)
            shared = asked.about & stems(said[name.end : stop])
            verb = bool(re.search(rf"\b{asked.verb[:4]}", said[name.end : stop]))
            score = 2 * len(shared) + verb
            if (shared or not asked.about) and score and (best is None or score > best[0]):
                best = score, one.start + name.start, one.start + name.end
    cited = cite(passage, best[1], best[2]) if best else None
    return replace(candidate, citation=cited) if cited is not None else None
