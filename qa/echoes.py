"""Who or what does something in the sentences of the last answer: "why did it fail?" after "… the siren failed"."""

from __future__ import annotations

from qa.analysers import Analyser, Analysis
from qa.clauses import Parsed
from qa.mentions import Mention
from qa.sorts import sort_of
from qa.spoken import Spoken

_EMPTY = frozenset(
    "be have do say tell get go come make take give call want ask mean become happen begin start".split()
)
_SUBJECTS = ("nsubj", "nsubjpass")
QUOTES_READ = 2


def doing(parsed: Parsed, at: int, last: Spoken, analyser: Analyser) -> Mention | None:
    """What the pronoun is if the last answer or its sentences have a subject of the same verb; None if they have none.

    A verb that is said of everything tells nothing.
    """
    token = parsed.tokens[at]
    verb = parsed.tokens[token.head]
    if token.dep not in _SUBJECTS or verb.pos != "VERB" or verb.lemma in _EMPTY or not last.said:
        return None
    for text in dict.fromkeys((last.said, *last.quotes[:QUOTES_READ])):
        analysis = analyser.analyse([text])[0]
        found = _subject(analysis, verb.lemma)
        phrase = next((p for p in analysis.phrases if found is not None and p.start <= found < p.end), None)
        if phrase is None:
            continue
        name = text[phrase.start : phrase.end]
        plural = any(t.start == found and t.tag in ("NNS", "NNPS") for t in analysis.tokens)
        if plural == (parsed.word(at) == "they"):
            bare = name if name[1:2].isupper() or not name[:1].isupper() else _lowered(name, analysis)
            return Mention(bare, sort_of(name), "other", plural, named=bare[:1].isupper())
    return None


def _subject(analysis: Analysis, lemma: str) -> int | None:
    """Where the noun that is the subject of this verb begins; of a second verb that of the first it is joined to."""
    tokens = analysis.tokens
    for at, token in enumerate(tokens):
        if token.lemma != lemma or token.pos != "VERB":
            continue
        verb = at
        while True:
            found = next((t for t in tokens if t.dep in _SUBJECTS and t.head == verb and t.pos != "PRON"), None)
            if found is not None:
                return found.start
            if tokens[verb].dep != "conj" or tokens[verb].head == verb:
                break
            verb = tokens[verb].head
    return None


def _lowered(name: str, analysis: Analysis) -> str:
    """A phrase that begins a sentence, with a small letter unless it is a name."""
    first = next((t for t in analysis.tokens if t.start == analysis.tokens[0].start), None)
    return name if first and first.pos == "PROPN" else name[:1].lower() + name[1:]
