"""What one source says: where a question names whose word counts, the clauses of which that source is the subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.normalise import words
from index.split import sentences
from qa.analysers import Analyser
from qa.cite import cite, one_a_passage
from qa.counted import agrees, counted_noun
from qa.counts import counts
from qa.namesake import is_namesake
from qa.quantity import amounts, quantity, stem, stems
from qa.question import STOPWORDS, terms, wants
from qa.rival import present
from qa.tree import Tree, tree_of
from qa.types import Candidate
from qa.voice import heard

ASCRIBED = 12  # of a question's candidates, the best that are asked whose word they are
PASSAGES = 8  # the best, searched for an amount that the source gives
AGREED = 3.0  # log-odds of a reader: what the named source says is that much surer, what another says less sure
# How surely what the named speaker says on the matter answers: `reason` of the evidence. By hand, on invented articles.
VOICED = 0.2
LEAST_SHARED = 0.5  # of the question's other words, in the quote
# Only verbs that leave what is asked to the words after them: "did the board say were hurt", "find that it had".
_SOURCE = re.compile(
    r"\b(?:according to|in the (?:view|opinion|words|eyes|account) of) (?:the |an? )?(?P<named>[^,?]+)"
    r"|\bin (?:the )?(?P<view>[^,?]+?)['’]s? (?:view|opinion|words|eyes|account|estimate|judgement|judgment)\b"
    r"|\b(?:did|does|do|has|had) (?:the |an? )?(?P<said>[^,?]+?)"
    r" (?:(?:say|claim|think|believe|estimate|report|reckon) (?=\w)"
    r"|(?:find|conclude|determine) (?:that )?(?:\w+ )+(?:had|has|have|was|were)\b)",
    re.I,
)
# Only verbs whose "about" or "of" opens the topic: not "call it a result of", "accuse her of".
_ABOUT = re.compile(
    r"\bwhat (?:else )?(?:did|does|do|has|have|had) (?P<who>[^,?]+?) (?:say|said|tell|think|write|claim|report)\b"
    r"[^,?]*? (?:about|of|on) (?P<topic>[^,?]+)",
    re.I,
)
_SAYS = re.compile(
    r"\bwhat (?:else )?(?:did|does|do|has|have|had) (?P<who>[^,?]+?) (?:say|said|claim(?:ed)?|tell|told|warn(?:ed)?"
    r"|announced?|promised?|admit(?:ted)?|argued?|suggest(?:ed)?|predict(?:ed)?|insist(?:ed)?|add(?:ed)?|explain(?:ed)?"
    r"|write|written|think|thought|believed?)\b(?P<topic>[^?]*)",
    re.I,
)
_INITIALS = re.compile(r"\b[A-Z][a-z]+(?: (?:(?:of|for|on|the|and) )*[A-Z][a-z]+)+")
_VERBAL = frozenset("VERB AUX".split())


def source(question: str) -> frozenset[str]:
    """The stems of the words that name whose account is asked for; empty where the question names nobody's."""
    return frozenset(stem(word) for word in words(_source(question)) if word not in STOPWORDS)


def _source(question: str) -> str:
    found = _SOURCE.search(question)
    if not found or (found["said"] and wants(question) in ("say", "what")):
        return ""
    return found["named"] or found["view"] or found["said"]


def ascribe(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The candidates; what the source that the question names says is surer, another's amount is left out for it.

    Amounts that only the source gives are added: the hospital's eleven beside the mayor's nine.
    """
    named = source(question)
    if not named or not candidates:
        return _voiced(question, _topical(question, candidates, analyser), analyser)
    ascribing = _Ascribing(question, named, analyser)
    first = candidates[:ASCRIBED]
    owned = [(candidate, ascribing.sense(candidate)) for candidate in [*first, *ascribing.amounts(first)]]
    is_number = wants(question) == "number"
    change = {1: AGREED, 0: 0.0, -1: -AGREED if is_number else 0.0}
    told = [replace(one, score=one.score + change[sense]) for one, sense in owned]
    sure = [one for one, (_, sense) in zip(told, owned, strict=True) if sense > 0]
    sure = [one for one in sure if not is_number or any(True for _ in amounts(one.citation.answer))]
    if not sure:
        return list(candidates)
    return sure if is_number else [*told, *candidates[ASCRIBED:]]


def _topical(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """Of what somebody said, what speaks of the thing asked about first, where anything of it does."""
    found = _ABOUT.search(question)
    if not found:
        return list(candidates)
    topic = frozenset(stem(word) for word in words(found["topic"]) if word not in STOPWORDS)
    who = frozenset(stem(word) for word in words(found["who"]) if word not in STOPWORDS)
    first = candidates[:ASCRIBED]
    told = [bool(topic & stems(one.citation.quote)) for one in first]
    speakers = (heard(one.citation, analyser).attribution for one, has in zip(first, told, strict=True) if has)
    if not any(who & stems(speaker.speaker or "") for speaker in speakers):
        return list(candidates)
    moved = [one if has else replace(one, score=one.score - AGREED) for one, has in zip(first, told, strict=True)]
    return [*moved, *candidates[ASCRIBED:]]


def _voiced(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """Surer what the named speaker says where it has most of the other words of the question."""
    found = _SAYS.search(question)
    topic = terms(found["topic"]) if found and found["topic"].strip() else []
    who = frozenset(stem(word) for word in words(found["who"]) if word not in STOPWORDS) if found else frozenset()
    return [
        replace(one, reason=one.reason + VOICED)
        if topic and at < ASCRIBED and _is_voiced(one, who, topic, analyser)
        else one
        for at, one in enumerate(candidates)
    ]


def _is_voiced(candidate: Candidate, who: frozenset[str], topic: Sequence[str], analyser: Analyser) -> bool:
    if len(present(topic, candidate.citation.quote)) < LEAST_SHARED * len(topic):
        return False
    told = heard(candidate.citation, analyser).attribution
    return bool(who & (stems(told.speaker or "") | stems(told.role or "")))


@dataclass(frozen=True, slots=True)
class _Ascribing:
    """A question for one source's account; `named` are the stems of its name."""

    question: str
    named: frozenset[str]
    analyser: Analyser

    def sense(self, candidate: Candidate) -> int:
        """1 where the source says what the candidate answers, -1 where somebody else does, 0 where that is open."""
        citation = candidate.citation
        if is_namesake(_source(self.question), citation.quote):
            return -1
        if self._is_said(citation.quote, *citation.answer_in_quote):
            return 1
        told = heard(citation, self.analyser).attribution
        voices = [told.speaker or "", told.role or "", told.via or ""]
        if any(self._is_source(voice) for voice in voices):
            return 1
        if told.speaker:
            return -1
        return int(wants(self.question) != "number" and self._is_source(citation.quote))

    def _is_said(self, text: str, start: int, end: int) -> bool:
        """By the subjects of the verbs above the answer, the nearest first."""
        tree = tree_of(text, self.analyser)
        inside, at = tree.inside(start, end), tree.top(start, end)
        for below in tree.named(at, "relcl", "acl") if at is not None else ():
            if (who := tree.subject(below)) is not None and self._names(tree, who):
                return True
        while at is not None:
            if tree.tokens[at].pos in _VERBAL:
                who = tree.subject(at)
                if who is not None and who not in inside and self._names(tree, who):
                    return True
                if self._told_by(tree, at):
                    return True
            at = tree.up(at)
        return False

    def _told_by(self, tree: Tree, verb: int) -> bool:
        """Whether "according to" the source, or "in the view of" it, hangs on a verb."""
        for child in tree.named(verb, "prep"):
            below = tree.below(child)
            if tree.word(child).lower() in ("according", "in", "for") and any(
                tree.word(i).lower() in ("according", "view", "opinion") for i in below
            ):
                return any(self._is_source(tree.word(i)) for i in below)
        return False

    def _names(self, tree: Tree, head: int) -> bool:
        phrase = [i for i in tree.below(head, tree.named(head, "relcl", "acl"))]
        return self._is_source(" ".join(tree.word(i) for i in phrase))

    def _is_source(self, phrase: str) -> bool:
        """By a word of its name, or by its initials: the "SIB" is the Sea Ice Bureau."""
        if self.named & stems(phrase):
            return True
        short = tuple(name for name in self.named if len(name) > 1)
        return any("".join(filter(str.isupper, run)).lower().endswith(short) for run in _INITIALS.findall(phrase))

    def amounts(self, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
        """Amounts of what is asked in sentences that name the source, as sure as the best that was found there."""
        if wants(self.question) != "number":
            return
        noun = counted_noun(self.question, self.analyser)
        like = {_dimension(candidate.citation.answer) for candidate in candidates[:3]}
        for candidate in one_a_passage(candidates)[:PASSAGES]:
            passage = candidate.hit.passage
            for one in sentences(passage.text):
                said = passage.text[one.start : one.end]
                if not self._is_source(said) or is_namesake(_source(self.question), said):
                    continue
                found = counts(said, self.analyser.analyse([said])[0])
                for count in found:
                    suits = agrees(noun, count) != "no" if noun else count.dimension in like
                    cited = cite(passage, one.start + count.start, one.start + count.end) if suits else None
                    if cited is not None:
                        yield replace(candidate, citation=cited)


def _dimension(text: str) -> str:
    found = quantity(text)
    return found.dimension if found and any(True for _ in amounts(text)) else "none"
