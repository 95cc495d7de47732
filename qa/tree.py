"""A sentence's dependency tree: children, subtrees and their character ranges."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from qa.analysers import Analysis, Stretch, Token

_SUBJECTS = ("nsubj", "nsubjpass")


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

    def named(self, at: int, *deps: str) -> list[int]:
        """The children of a token with one of these dependency labels, in order."""
        return [child for child in self.children[at] if self.tokens[child].dep in deps]

    def subject(self, at: int) -> int | None:
        """The subject of a verb's own clause."""
        return next(iter(self.named(at, *_SUBJECTS)), None)

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


def grow(text: str, analysis: Analysis) -> Tree:
    """The tree of one analysed text."""
    children: list[list[int]] = [[] for _ in analysis.tokens]
    for at, token in enumerate(analysis.tokens):
        if token.head != at:
            children[token.head].append(at)
    return Tree(text, analysis, tuple(map(tuple, children)))
