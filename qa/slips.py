"""Slips of the typing hand: whether one word is what fingers make of another. Letters only; nothing of the corpus."""

from __future__ import annotations

from itertools import product

from rapidfuzz.distance import OSA

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")  # each row of keys stands half a key right of the one above
_KEYS = {key: (row, at + row / 2) for row, keys in enumerate(_ROWS) for at, key in enumerate(keys)}
NEIGHBOURS = frozenset(
    (one, other)
    for one, other in product(_KEYS, _KEYS)
    if one != other and abs(_KEYS[one][0] - _KEYS[other][0]) <= 1 and abs(_KEYS[one][1] - _KEYS[other][1]) <= 1
)


def is_hand_slip(typed: str, meant: str) -> bool:
    """Whether `typed` is `meant` with one slip: two letters swapped, one left out or doubled, or a neighbouring key.

    The first letter is right, as people see when it is not. Words in lower case; never true of equal words.
    """
    if not typed or typed[:1] != meant[:1] or OSA.distance(typed, meant, score_cutoff=1) != 1:
        return False
    if len(typed) == len(meant):
        changed = [pair for pair in zip(typed, meant, strict=True) if pair[0] != pair[1]]
        return len(changed) == 2 or changed[0] in NEIGHBOURS
    return len(typed) < len(meant) or _undoubled(typed) == _undoubled(meant)


def is_swap(typed: str, meant: str) -> bool:
    """Whether two neighbouring letters were swapped and nothing else."""
    return sorted(typed) == sorted(meant) and is_hand_slip(typed, meant)


def is_left_out(typed: str, meant: str) -> bool:
    """Whether one letter was left out and nothing else."""
    return len(typed) < len(meant) and is_hand_slip(typed, meant)


def _undoubled(word: str) -> str:
    return "".join(letter for at, letter in enumerate(word) if not at or letter != word[at - 1])
