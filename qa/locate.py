"""Where: candidates to the place that belongs to the verb of the question, not to another clause of the sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from index.normalise import words
from index.split import sentences
from qa.analysers import Analyser, Stretch
from qa.cite import moved, one_a_passage
from qa.clauses import clause, parse
from qa.quantity import stem, stems
from qa.question import STOPWORDS, terms
from qa.reporting import REPORTING
from qa.slots import name_at
from qa.tree import Tree, tree_of
from qa.types import Candidate

LOCATED = 12  # of a question's candidates, the best whose sentences are looked at
OWN = 3.0  # log-odds of a reader: a place of the question's own subject and verb is that much surer
ABOUT_IT = 3  # of the question's words in a sentence: then its "he" or "it" is who is asked about
PASSAGES = 6  # the best, searched for the verb that is asked about
# "In the clip, where was the flag?" asks where, too; "in which town" asks for the town itself.
_WHERE = re.compile(r"(?:and |but |so )?(?:[^,?]+, )?where\b", re.I)
_THAT = re.compile(r"(?:\w+ )?that\b", re.I)
_PLACED = frozenset(
    "in at on near from around outside inside towards toward to into onto across above below along behind beside under "
    "underneath beneath by between opposite off over through against within beyond up down".split()
)
_NOWHERE = frozenset("DATE TIME CARDINAL ORDINAL MONEY PERCENT QUANTITY PERSON".split())
_FINITE = ("VBD", "VBZ", "VBP")
_TOLD = ("relcl", "acl", "advcl")  # verbs that only say more about a noun
_WEAK = frozenset("be do have go come happen get will would can could shall should may might must".split())


@dataclass(frozen=True, slots=True)
class Asked:
    """The base forms of the question's words, among them its verb, and their stems.

    `telling` is the verb of "where did she say that …"; "" in other questions.
    """

    lemmas: tuple[str, ...]
    about: frozenset[str]
    telling: str = ""


def asked_place(question: str, analyser: Analyser) -> Asked | None:
    """What a question for a place is about; None when it asks otherwise."""
    if not _WHERE.match(question):
        return None
    parsed = parse(question, analyser)
    lemmas = [token.lemma.lower() for token in parsed.tokens if token.pos not in ("ADP", "DET")]
    parts = clause(parsed)
    # "Where did she say that it sank" asks where she said it; without "that" it asks of the rest.
    telling = parts.lemma.lower() if parts and parts.lemma in REPORTING and _THAT.match(parts.rest) else ""
    kept = lemmas[: lemmas.index(telling) + 1] if telling in lemmas else lemmas
    about = frozenset(map(stem, terms(question)))
    return Asked(tuple(lemma for lemma in kept if lemma not in _WEAK), about, telling)


def locate(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The candidates; those in a sentence whose verb is the question's stand at the place that hangs on this verb."""
    asked = asked_place(question, analyser)
    if asked is None:
        return list(candidates)
    short = [_without_verb(one, analyser) for one in candidates[:LOCATED] if not _is_told(one, asked, analyser)]
    first = [_moved(candidate, asked, analyser) for candidate in short]
    return [*first, *_proposed(candidates[:LOCATED], asked, analyser), *candidates[LOCATED:]]


def _is_told(candidate: Candidate, asked: Asked, analyser: Analyser) -> bool:
    """Whether a place is in what is said, where it is asked at which place this was said."""
    tree = tree_of(candidate.citation.quote, analyser)
    at = tree.top(*candidate.citation.answer_in_quote) if asked.telling else None
    while at is not None and (up := tree.up(at)) is not None:
        if tree.tokens[at].dep == "ccomp" and tree.tokens[up].lemma in REPORTING:
            return True
        at = up
    return False


def _without_verb(candidate: Candidate, analyser: Analyser) -> Candidate:
    """A place that the reader took with a clause, without what is told of it: "Halm, a port, grew".

    Of the subject the name; else what hangs on the clause's last verb: "it rose over the gate".
    """
    citation = candidate.citation
    tree = tree_of(citation.quote, analyser)
    inside = tree.inside(*citation.answer_in_quote)
    verb = next((at for at in inside if tree.tokens[at].tag in _FINITE and tree.tokens[at].dep not in _TOLD), None)
    named = [at for at in inside if verb is not None and at < verb]
    head = next((at for at in named if tree.tokens[at].head not in named), None)
    at = citation.start - candidate.hit.passage.start
    if head is not None and tree.tokens[head].pos == "PROPN":
        name = name_at(tree, head)
        return moved(candidate, at + name.start, at + name.end)
    verbs = [one for one in inside if tree.tokens[one].pos == "VERB" and _hung(tree, one, inside)]
    if not verbs or not named:
        return candidate
    place = _joined(tree, _hung(tree, verbs[-1], inside))
    return moved(candidate, at + place.start, at + place.end)


def _hung(tree: Tree, verb: int, inside: Collection[int]) -> list[int]:
    """The prepositions of places that hang on a verb, of those inside a range."""
    return [one for one in tree.named(verb, "prep") if one in inside and tree.word(one).lower() in _PLACED]


def _moved(candidate: Candidate, asked: Asked, analyser: Analyser) -> Candidate:
    citation = candidate.citation
    own = Stretch(*citation.answer_in_quote)
    found = list(places(citation.quote, asked, analyser))
    inside = next((one for one in found if one.start < own.end and own.start < one.end), None)
    if not found or (inside is not None and not inside.own):
        return candidate
    place = inside or found[0]
    kept = replace(candidate, score=candidate.score + OWN) if place.own else candidate
    at = citation.start - candidate.hit.passage.start
    return kept if inside is not None else moved(kept, at + place.start, at + place.end)


def _proposed(candidates: Sequence[Candidate], asked: Asked, analyser: Analyser) -> Iterator[Candidate]:
    """Places that the reader passed over, in sentences that share the verb and another word with the question."""
    for candidate in one_a_passage(candidates)[:PASSAGES]:
        passage = candidate.hit.passage
        for one in sentences(passage.text):
            said = passage.text[one.start : one.end]
            shared = asked.about & stems(said)
            for place in places(said, asked, analyser) if shared else ():
                surer = replace(candidate, score=candidate.score + OWN * place.own)
                yield moved(surer, one.start + place.start, one.start + place.end)


@dataclass(frozen=True, slots=True)
class Place:
    """A range of a sentence, and whether the question's own subject does there what is asked."""

    start: int
    end: int
    own: bool


def places(text: str, asked: Asked, analyser: Analyser) -> Iterator[Place]:
    """The places that hang on the verb of the question in a sentence; of several verbs on that of its own subject."""
    tree = tree_of(text, analyser)
    verbs = [at for at, token in enumerate(tree.tokens) if token.pos == "VERB" and token.lemma in asked.lemmas]
    # Of "where can people evacuated from Halm find housing" the last verb is the one that is asked about.
    last = max((asked.lemmas.index(tree.tokens[at].lemma) for at in verbs), default=0)
    verbs = [at for at in verbs if asked.lemmas.index(tree.tokens[at].lemma) == last]
    shared = {verb: _shared(tree, verb, asked) for verb in verbs}
    for verb in (at for at in verbs if shared[at] == max(shared.values())):
        hung = [at for at in tree.named(verb, "prep") if _is_place(tree, at, asked)]
        if hung:
            place = _joined(tree, hung)
            yield Place(place.start, place.end, shared[verb] > 0)


def _shared(tree: Tree, verb: int, asked: Asked) -> int:
    """How many words of the question's subject the verb's own subject has; joined verbs have one subject."""
    head, at = tree.subject(verb), verb
    if head is not None and tree.tokens[head].pos == "PRON":  # "he": the sentence has to be about it for the rest
        return int(len(asked.about & stems(tree.text)) >= ABOUT_IT)
    while head is None and tree.tokens[at].dep == "conj" and (up := tree.up(at)) is not None:
        head, at = tree.subject(up), up
    inside = tree.below(head) if head is not None else []
    return len(asked.about & stems(" ".join(map(tree.word, inside))))


def _is_place(tree: Tree, at: int, asked: Asked) -> bool:
    below = tree.below(at)
    said = {stem(word) for i in below[1:] for word in words(tree.word(i)) if word not in STOPWORDS}
    noun = next(iter(tree.named(at, "pobj")), None)
    if tree.word(at).lower() not in _PLACED or noun is None or tree.tokens[noun].pos == "PRON" or said <= asked.about:
        return False
    start, end = tree.tokens[below[1]].start, tree.tokens[below[-1]].end
    return not any(n.label in _NOWHERE and n.start < end and start < n.end for n in tree.analysis.names[:50])


def _joined(tree: Tree, hung: Sequence[int]) -> Stretch:
    """Places right behind each other as one: "in a bag on the floor"."""
    inside = tree.below(hung[0])
    while (after := max(inside) + 1) < len(tree.tokens) and tree.word(after).lower() in _PLACED:
        if not tree.named(after, "pobj") or tree.tokens[after].dep != "prep":
            break
        inside = [*inside, *tree.below(after)]
    while tree.tokens[max(inside)].pos == "PUNCT" and len(inside) > 1:
        inside = [at for at in inside if at != max(inside)]
    return tree.range(inside)
