"""A sentence's dependency tree: children, subtrees and their character ranges."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from index.normalise import search_form, words
from qa.analysers import Analyser, Analysis, Stretch, Token

_SUBJECTS = ("nsubj", "nsubjpass")
_JOINED = ("conj", "xcomp", "ccomp")
_OF_NOUN = ("relcl", "acl")


@dataclass(frozen=True, slots=True)
class Tree:
    """A text with its analysis and, for each token, the positions of those that depend on it, in order."""

    text: str
    analysis: Analysis
    children: tuple[tuple[int, ...], ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words, in order."""
        return self.analysis.tokens

    def word(self, at: int) -> str:
        """A token as written."""
        return self.text[self.tokens[at].start : self.tokens[at].end]

    def folded(self, at: int) -> str:
        """A token as written, in search form."""
        return search_form(self.word(at))

    def lemma(self, at: int) -> str:
        """A token's base form in search form, whole: "hard-hit"; a mark is itself."""
        return search_form(self.tokens[at].lemma)

    def base(self, at: int) -> str:
        """The first word of a token's base form, as words are searched: "hard" of "hard-hit"; "" for a mark."""
        return next(iter(words(self.tokens[at].lemma)), "")

    def at(self, place: int) -> int | None:
        """The token at a character; None between tokens."""
        return next((i for i, token in enumerate(self.tokens) if token.start <= place < token.end), None)

    def inside(self, start: int, end: int) -> list[int]:
        """The tokens that a range holds or cuts, in order."""
        return [i for i, token in enumerate(self.tokens) if token.start < end and start < token.end]

    def top(self, start: int, end: int) -> int | None:
        """The token of a range that governs the others, the first where it has several; None without any."""
        inside = self.inside(start, end)
        return next((i for i in inside if self.up(i) not in inside), None)

    def named(self, at: int, *deps: str) -> list[int]:
        """The children of a token with one of these dependency labels, in order."""
        return [child for child in self.children[at] if self.tokens[child].dep in deps]

    def subject(self, at: int) -> int | None:
        """The subject of a verb's own clause."""
        return next(iter(self.named(at, *_SUBJECTS)), None)

    def actor(self, at: int, is_elected: bool = False) -> int | None:
        """Who does what a verb says, also where it is joined to another: "came and took it", "tries to keep it".

        "Led by" has it behind. Of a passive without it nobody, but that who `is_elected` becomes it.
        """
        agents = [noun for by in self.named(at, "agent") for noun in self.named(by, "pobj")]
        if agents or (self.named(at, "auxpass") and not is_elected):
            return next(iter(agents), None)
        subject, up = self.subject(at), self.up(at)
        while subject is None and up is not None and self.tokens[at].dep in _JOINED:
            at, subject, up = up, self.subject(up), self.up(up)
        is_relative = self.tokens[at].dep in _OF_NOUN and subject is not None and self.tokens[subject].pos == "PRON"
        return up if is_relative else subject

    def below(self, at: int, without: Collection[int] = ()) -> list[int]:
        """A token and all that depends on it, in order, but for the subtrees of `without`."""
        found, waiting = [], [at]
        while waiting:
            current = waiting.pop()
            found.append(current)
            waiting += [child for child in self.children[current] if child not in without]
        return sorted(found)

    def range(self, positions: Collection[int]) -> Stretch:
        """From the first to the last of these tokens; there must be one."""
        return Stretch(self.tokens[min(positions)].start, self.tokens[max(positions)].end)

    def up(self, at: int) -> int | None:
        """The governing token; None for a root."""
        head = self.tokens[at].head
        return None if head == at else head


def tree_of(text: str, analyser: Analyser) -> Tree:
    """The tree of one text."""
    return grow(text, analyser.analyse([text])[0])


def grow(text: str, analysis: Analysis) -> Tree:
    """The tree of one analysed text."""
    children: list[list[int]] = [[] for _ in analysis.tokens]
    for at, token in enumerate(analysis.tokens):
        if token.head != at:
            children[token.head].append(at)
    return Tree(text, analysis, tuple(map(tuple, children)))
