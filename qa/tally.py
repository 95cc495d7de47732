"""How many: candidates to the numbers that count the noun that is asked for, in the words that are asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from index.split import sentences
from qa.analysers import Analyser
from qa.cite import moved, one_a_passage
from qa.clauses import clause, parse
from qa.counted import Noun, agrees, counted_noun, is_amount, is_named
from qa.counts import Count, around, counts, near
from qa.quantity import stem, stems
from qa.question import terms
from qa.tree import tree_of
from qa.types import Candidate, Hit

SUITED = 30  # of a question's candidates, the best; the others are behind all that is shown
PASSAGES = 8  # the best, searched for a count that the reader did not propose
OWN = 3.0  # log-odds of a reader: a number of the question's own subject and verb is that much surer, as a place is


def tally(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The candidates of a question for how many, each at a number that can count what is asked, or left out.

    "Including 128 children" for children, and no "seven months" for launchers. Others as they are.
    """
    noun = counted_noun(question, analyser)
    return list(candidates) if noun is None else _Counting(question, noun, analyser).suited(candidates)


@dataclass(frozen=True)
class _Counting:
    """One question for a number of things."""

    question: str
    noun: Noun
    analyser: Analyser

    @cached_property
    def about(self) -> frozenset[str]:
        """Stems of the question's words but for what is counted."""
        return frozenset(map(stem, terms(self.question))) - {self.noun.head}

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of the names in the question."""
        parsed = parse(self.question, self.analyser)
        proper = (parsed.word(at) for at, token in enumerate(parsed.tokens) if token.pos == "PROPN")
        return stems(" ".join(proper)) - {self.noun.head}

    def suited(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Those that count the noun, and the counts beside the question's names that the reader passed over."""
        first = candidates[:SUITED]
        kept = [self._owned(fitting) for candidate in first if (fitting := self._moved(candidate)) is not None]
        return [*kept, *self._proposed(first)]

    def _moved(self, candidate: Candidate) -> Candidate | None:
        """The candidate at the number of the asked noun in its quote that the question is most about; None without."""
        citation = candidate.citation
        quote, at = citation.quote, citation.start - candidate.hit.passage.start
        found = self._counts(quote, candidate.hit.passage.text[: max(0, at)])
        start, end = citation.answer_in_quote
        own = [one for one in found if one.start < end and start < one.end]
        fitting = self._fitting(candidate.hit, found)
        if not fitting:
            spoken = not own and is_amount(self.noun, citation.answer)
            return candidate if spoken else None
        best = min(fitting, key=lambda one: self._order(quote, found, one, own, start))
        kept = next((one for one in own if one in fitting and self._is_exact(one)), None)
        if kept is not None and best not in own and self._shared(quote, found, kept) > 1:
            best = kept  # what the reader chose speaks of the question, too
        if len(own) == 1 and best in own and not any(c.isupper() for c in quote[start : best.start]):
            return candidate
        return moved(candidate, at + best.start, at + best.end)

    def _owned(self, candidate: Candidate) -> Candidate:
        """The candidate, surer where the question's own subject does there what is asked."""
        citation, asked = candidate.citation, clause(parse(self.question, self.analyser))
        if asked is None or not asked.verb or not asked.subject:
            return candidate
        subject = frozenset(map(stem, terms(asked.subject)))
        tree = tree_of(citation.quote, self.analyser)
        up = tree.top(*citation.answer_in_quote)
        while up is not None and tree.tokens[up].pos != "VERB":
            up = tree.up(up)
        doer = tree.subject(up) if up is not None and tree.tokens[up].lemma == asked.lemma else None
        own = doer is not None and subject & stems(" ".join(map(tree.word, tree.below(doer))))
        return replace(candidate, score=candidate.score + OWN) if own else candidate

    def _counts(self, said: str, before: str) -> list[Count]:
        """The counts of a text; bare ones may be of what the last sentence before it counts last."""
        last = [before[one.start : one.end] for one in sentences(before)[-1:]]
        heads = [one.head for text in last for one in self._counted(text) if one.head]
        return self._counted(said, heads[-1] if heads else "")

    def _counted(self, said: str, before: str = "") -> list[Count]:
        return counts(said, self.analyser.analyse([said])[0], before)

    def _fitting(self, hit: Hit, found: Sequence[Count]) -> list[Count]:
        """Those that count the noun; where none surely does, those that may, if the article names it at all."""
        by = {one: agrees(self.noun, one) for one in found}
        named = is_named(self.noun, stems(hit.passage.article.text))
        return [one for one in found if by[one] == "yes" or (named and by[one] == "open")]

    def _order(
        self, text: str, found: Sequence[Count], one: Count, own: Sequence[Count], start: int
    ) -> tuple[bool, int, bool, int]:
        """The very noun first, then what shares most with the question, the reader's own, and the nearest."""
        return not self._is_exact(one), -self._shared(text, found, one), one not in own, abs(one.start - start)

    def _is_exact(self, count: Count) -> bool:
        """Whether it is of the very noun that is asked for, not of some other people."""
        return self.noun.head in (count.head, *([] if count.head else [count.before]))

    def _shared(self, text: str, found: Sequence[Count], count: Count) -> int:
        """How many of the question's words belong to this count, twice what is nearest, and names; and its noun."""
        beside, nearest = stems(around(text, found, count)), stems(near(text, found, count))
        own = agrees(self.noun, count) == "yes"
        return len(beside & self.about) + len(nearest & self.about) + 2 * len(beside & self.names) + own

    def _proposed(self, first: Sequence[Candidate]) -> Iterator[Candidate]:
        """Counts beside the question's names that the reader passed over, as sure as what it found in the passage."""
        for candidate in one_a_passage(first)[:PASSAGES] if self.names else ():
            text = candidate.hit.passage.text
            for one in sentences(text):
                said = text[one.start : one.end]
                if not self.names & stems(said):
                    continue
                found = self._counts(said, text[: one.start])
                fitting = self._fitting(candidate.hit, found)
                for count in sorted(fitting, key=lambda one: self._order(said, found, one, (), 0))[:1]:
                    if self.names & stems(around(said, found, count)):
                        yield moved(candidate, one.start + count.start, one.start + count.end)
