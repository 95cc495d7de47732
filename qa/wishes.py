"""Wishes: which names a person joined or keeps apart, over and against every rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.normalise import search_form


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person decided: names that are one, and names that are not; each in search form, single words or whole."""

    joined: tuple[frozenset[str], ...] = ()
    apart: tuple[frozenset[str], ...] = ()

    @classmethod
    def of(cls, joined: Iterable[Iterable[str]], apart: Iterable[Iterable[str]]) -> Wishes:
        """From names as a person writes them."""
        return cls(tuple(_forms(names) for names in joined), tuple(_forms(names) for names in apart))

    def parts(self, one: str, other: str) -> bool:
        """Whether a person keeps these two apart."""
        return any(one in names and other in names for names in self.apart)

    def partners(self, name: str) -> set[str]:
        """Every other name that a person joined to this one."""
        return {other for names in self.joined if name in names for other in names} - {name}


def name_form(name: str) -> str:
    """A name in search form: words with a blank between them, without "the", possessives or points."""
    kept = re.sub(r"'s?(?!\w)", "", search_form(name)).replace("'", "")
    kept = re.sub(r"(?<![^\W_])([^\W_])\.\s?(?=[^\W_](?:\.|$))", r"\1", kept)  # D.C. is DC
    return " ".join(word for word in re.findall(r"[^\W_]+", kept) if word != "the")


def _forms(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(name_form, names))
