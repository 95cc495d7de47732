"""Candidates for near-duplicates by MinHash and locality-sensitive hashing: the only file that imports rensa."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# 64 bands of 3 rows: sets of Jaccard 0.3 meet with probability 0.83, of 0.4 with 0.985, of 0.5 with 0.9998; of 0.01
# (two stories of one desk) with 0.00006, so that 100,000 articles give few false candidates.
_BANDS = 64
_ROWS = 3
_SEED = 1


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two positions, first < second."""

    first: int
    second: int


def candidates(token_sets: Iterable[list[str]]) -> Iterator[Pair]:
    """Pairs of sets that may be alike, each once, sorted; an empty set meets nothing. Sets are read once, not kept."""
    from rensa import RMinHash, RMinHashLSH

    permutations = _BANDS * _ROWS
    index = RMinHashLSH(threshold=0.3, num_perm=permutations, num_bands=_BANDS)
    hashes = []
    for number, tokens in enumerate(token_sets):
        if tokens:
            [hashed] = RMinHash.from_token_sets([tokens], permutations, _SEED)
            index.insert(number, hashed)
            hashes.append((number, hashed))
    for number, hashed in hashes:
        for other in sorted(index.query(hashed)):
            if other > number:
                yield Pair(number, other)
