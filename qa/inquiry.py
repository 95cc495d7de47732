"""A question taken apart for the check of its candidates: the names it restricts the answer to, and what they tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.normalise import words
from index.sentences import sentences
from qa.analysers import Analyser
from qa.clauses import Clause, Parsed, clause
from qa.question import Wants, wants
from qa.reporting import REPORTING
from qa.restriction import SHORTEST_ROOT, Name, names
from qa.slots import LOCAL, Slot, slots
from qa.speaker import TITLES
from qa.spellings import Spellings
from qa.tree import Tree, tree_of
from qa.types import Citation

READ_BACK = 1_500  # characters before a quote in which "he" or "the town" is looked for
SENTENCES_BACK = 3


@dataclass(frozen=True, slots=True)
class Tie:
    """What a name of the question tells which one is meant of: Halm of the mayor in "the mayor of Halm"."""

    slot: Slot
    name: Name

    @property
    def is_place(self) -> bool:
        """Whether the name stands as that of a place: behind "in", "at", "near"."""
        return self.slot.how == "local" or self.slot.exact in LOCAL


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question with its tree, clause, names, and the ties of these names to its nouns and verbs.

    `unheard` is a name of it, if it has names and no article has any of them; else "".
    """

    text: str
    want: Wants
    tree: Tree
    clause: Clause | None
    names: tuple[Name, ...]
    ties: tuple[Tie, ...]
    unheard: str

    def has_words_of(self, tie: Tie) -> bool:
        """Whether a tie's name is whose words are asked for: who speaks for whom only `namesake` knows."""
        return self.want == "say" and tie.slot.how == "actor" and tie.slot.word in REPORTING


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a candidate cannot be the answer: the name or word of the question that it says nothing of, and the name
    that stands in its place; "" where none does."""

    asked: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate's citation with the tree of its quote."""

    citation: Citation
    tree: Tree
    slots: tuple[Slot, ...]

    @property
    def quote(self) -> str:
        """The sentences that are cited."""
        return self.tree.text

    def back(self) -> Iterator[str]:
        """The sentences before the quote, the nearest first."""
        at = self.citation.start
        before = self.citation.article.text[max(0, at - READ_BACK) : at]
        for one in reversed(sentences(before)[-SENTENCES_BACK:]):
            yield before[one.start : one.end]

    def answers_with(self, slot: Slot) -> bool:
        """Whether the answer is in the name, or cuts it."""
        start, end = self.citation.answer_in_quote
        return start < slot.name.end and slot.name.start < end

    def is_answer(self, slot: Slot) -> bool:
        """Whether the answer is the name, or part of it."""
        start, end = self.citation.answer_in_quote
        return slot.name.start <= start and end <= slot.name.end


def inquiry(question: str, spellings: Spellings, analyser: Analyser) -> Inquiry:
    """The question taken apart, as a sentence with a capital and a question mark, which parsing leans on."""
    text = question[:1].upper() + question[1:].rstrip("?. ") + "?"
    tree = tree_of(text, analyser)
    found = tuple(names(tree, spellings))
    parts = clause(Parsed(text, tree.analysis))
    tied = [*slots(tree), *_of_subject(parts, found)]
    ties = dict.fromkeys(Tie(slot, name) for slot in tied for name in found if _meet(slot, name))
    return Inquiry(text, wants(question), tree, parts, found, tuple(ties), _unheard(found, spellings))


def _unheard(found: Sequence[Name], spellings: Spellings) -> str:
    forms = [form for name in found for forms in name.forms for form in forms]
    if max(map(len, forms), default=0) < SHORTEST_ROOT or any(form in spellings.vocabulary for form in forms):
        return ""  # no name, an "MP" alone, or, as nearly always, one that the articles have
    heard = frozenset(spellings.vocabulary)
    return "" if any(name.is_in(heard) for name in found) else found[0].text


def _of_subject(parts: Clause | None, found: Sequence[Name]) -> Iterator[Slot]:
    """The subject's tie to the verb by word order: the small model takes "post" for a noun in "What did Ada post?"."""
    verb = next(iter(words(parts.lemma)), "") if parts else ""
    if parts is None or not parts.subject or not verb:
        return
    passive = parts.tag == "VBN" and parts.auxiliary.lower() in ("is", "are", "was", "were")
    for name in found:
        before = parts.subject.removesuffix(name.text)
        if before != parts.subject and all(word.lower() in TITLES | {"the"} for word in before.split()):
            yield Slot(verb, "object" if passive else "actor", name.place, 0)


def place(citation: Citation, analyser: Analyser) -> Place:
    """A citation with its quote analysed."""
    tree = tree_of(citation.quote, analyser)
    return Place(citation, tree, tuple(slots(tree)))


def _meet(slot: Slot, name: Name) -> bool:
    return name.place.start < slot.name.end and slot.name.start < name.place.end
