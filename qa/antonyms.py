"""Whether two words are one word in whatever form, or opposites: by a table of pairs, and by "un", "in" and "dis"."""

from __future__ import annotations

import re
from collections.abc import Collection

from qa.synonyms import synonymous

_PAIRS = """
    open close, open shut, open closed, stay close, safe unsafe, safe dangerous, safe hazardous, win lose, gain lose,
    find lose, rise fall, rise drop, rise decline, grow shrink, increase decrease, increase fall, keep drop,
    improve worsen, strengthen weaken, confirm deny, admit deny, accept reject, accept refuse, accept decline,
    accept turn-down, approve reject, approve block, approve turn-down, agree refuse, agree disagree, allow ban,
    allow forbid, allow prohibit, allow block, legal illegal, support oppose, back oppose, alive dead, survive die,
    guilty innocent, guilty acquit, convict acquit, succeed fail, pass fail, arrive leave, stay leave, remain leave,
    begin end, start end, start stop, continue stop, continue end, resume suspend, lift impose, free detain,
    release detain, release hold, save destroy, save wash-away, cancel hold, hold postpone, hold call-off,
    play sit-out, hire fire, buy sell, purchase sell, acquire sell, join leave, join quit, full empty, true false,
    same different, sober drunk, well ill, ready unready,
    available unavailable, stable unstable, able unable, likely unlikely, open chain, open lock, open block,
    inside outside
"""
_ANTONYMS = {frozenset(pair.split()) for pair in _PAIRS.split(",")}
_PREFIX = re.compile(r"^(?:un|in|im|il|ir|dis|non|non-)(?=\w{3})")
_ENDINGS = frozenset("s es d ed ing ings er ers ion ions ation ations ment ments al ly e r n ian ans an y ure".split())
LEAST_ROOT = 4  # letters that two words of one family share at least


def antonyms(one: str, other: str, *camps: frozenset[str]) -> bool:
    """Whether two words are opposites: by the table, by a prefix, or because they are of different `camps`."""
    if relation(one, other) == -1:
        return True
    homes = [{at for at, camp in enumerate(camps) if word in camp} for word in (one, other)]
    return bool(homes[0] and homes[1]) and not homes[0] & homes[1]


def relation(one: str, other: str) -> int | None:
    """1 for one word in whatever form, or another for the same, -1 for opposites, else None; lemmas in search form."""
    if frozenset((one, other)) in _ANTONYMS or _PREFIX.sub("", other) == one != other:
        return -1
    if _PREFIX.sub("", one) == other != one:
        return -1
    return 1 if is_one_family(one, other) or synonymous(one, other) else None


def has_antonym(word: str) -> bool:
    """Whether the table has opposites of a word, or of a phrasal verb written as "turn-down"."""
    return any(word in pair for pair in _ANTONYMS)


def is_one_family(one: str, other: str) -> bool:
    """Whether two lemmas are of one word family: warn and warning, elect and election."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= LEAST_ROOT and long.startswith(short) and long[len(short) :] in _ENDINGS


def share_word(some: Collection[str], others: Collection[str]) -> bool:
    """Whether a word of the one is, in whatever form, among the others."""
    return any(is_one_family(word, other) for word in some for other in others)
