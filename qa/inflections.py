"""Forms of English words: "did take" as "took", "taken" as "take". The only file that imports LemmInflect."""

from __future__ import annotations

from functools import cache

_TAGS = {"did": "VBD", "does": "VBZ"}


def finite(auxiliary: str, verb: str) -> str:
    """The verb of a question as a statement has it: "did", "take" is "took"; other auxiliaries stay before it."""
    helper = auxiliary.lower()
    if not verb or helper not in ("do", *_TAGS):
        return f"{auxiliary} {verb}".strip()
    return inflected(verb, _TAGS[helper]) if helper in _TAGS and verb.isalpha() else verb


@cache
def inflected(verb: str, tag: str) -> str:
    """A verb's base form in the form that a Penn Treebank tag names: "take", "VBD" is "took"."""
    from lemminflect import getInflection

    forms: tuple[str, ...] = getInflection(verb.lower(), tag)
    return forms[0] if forms else verb


@cache
def lemma(word: str) -> str:
    """The base form of a word in lower case, of a verb where it can be one: "left" is "leave", "children" "child"."""
    from lemminflect import getAllLemmas

    found: dict[str, tuple[str, ...]] = getAllLemmas(word)
    kinds = [found[kind] for kind in ("VERB", "NOUN", "ADJ") if kind in found]
    return kinds[0][0] if kinds else word
