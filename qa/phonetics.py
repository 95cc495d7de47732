"""Phonetics: how far two ways of writing a name are from one sound, by the habits of the languages in Latin letters.

Nothing of the corpus. A group of letters stands for one of several sounds ("ch" in Chekhov, Chopin, Bach): groups that
share a sound are alike, groups of kindred sounds (s and z, e and i) less so, all others make another name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from qa.names import LEAST_LETTERS, latin_form

SAME = 5  # two letters that most languages have for one sound
ALIKE = 10  # two ways of writing one sound
KINDRED = 30  # sounds that languages take for each other
SILENT = 20  # a letter that is not heard, or hardly
NEVER = 999  # further than any two spellings of one name
FIRST = 5  # more where the first letters differ: people see that they do
A_LETTER = 5  # how far two ways of writing a name may be apart for each letter of the shorter one after its first
LONGER = 4  # letters that one of them may have more
GROUPS_KEPT = 16_384  # pairs of letter groups remembered

_VOWELS, _GLIDES = "aeiou", "yji"
# Sounds by groups of letters: as English has them, and $ is sh, Z zh, C ch, J as in Jim, T ts, x as in loch.
_SOUNDS: Mapping[str, str] = {
    **{letter: letter for letter in "bpdtmnlrf"},
    **{letter * 2: letter for letter in "bpdtmnlrkg"},
    **{"th": "t", "dh": "d", "dt": "t", "rh": "r", "ph": "f", "ff": "f v", "v": "v w", "vv": "v", "w": "v w"},
    **{"k": "k", "ck": "k", "q": "k", "qu": "k kv", "kw": "kv", "kv": "kv", "c": "k s T C", "cc": "k", "ch": "x C $"},
    **{"kh": "x", "h": "h x", "g": "g", "gh": "g", "gu": "g", "x": "ks X x $", "ks": "ks", "cks": "ks", "ksh": "ks"},
    **{"s": "s z $", "ss": "s", "sc": "s $", "z": "z T Z", "zz": "z T", "ts": "T", "tz": "T", "sz": "$ s", "cz": "C T"},
    **{"sh": "$", "sch": "$ Z", "tsch": "C", "tch": "C", "tsh": "C", "zh": "Z", "j": "Z y J X"},
    **{"dj": "J", "dsch": "J", "dzh": "J", "dz": "J", "dg": "J", "dsh": "J", "gj": "J"},
    **{"a": "a", "e": "e", "i": "i", "o": "o", "u": "u w", "y": "i y", "aa": "a o", "ae": "e a", "oe": "o", "ue": "u"},
    **{"ou": "u o w", "oo": "u o", "ee": "e i", "ei": "e ei", "ey": "e i ei", "ai": "ei", "ay": "ei", "aj": "ei"},
    **{"au": "au", "aw": "au", "eu": "eu", "ew": "eu"},
    **dict.fromkeys(("ii", "iy", "yi", "yy", "ij", "yj", "ji", "iyi", "iji"), "i"),
    **{glide + vowel: f"y{vowel}" for glide in _GLIDES for vowel in "aou"},
    **{glide + "e": "ye e" for glide in _GLIDES},
    **{glide + "ou": "yu" for glide in _GLIDES},
    **{"ie": "ye e i"},
}
_KIN = frozenset(
    frozenset(pair.split("-"))
    for pair in (
        "s-z s-T z-T z-Z s-$ Z-$ C-$ C-T C-s Z-J C-J J-y T-$ v-f X-x X-h x-h x-k e-i o-u a-o a-e"
        " ye-i yo-e yo-ye ya-a yu-u ya-ye ei-e ei-i ei-a au-o ks-k"
    ).split()
)
# What letters with an accent stand for, where the letter without it stands for something else.
_ACCENTED = str.maketrans(
    {"š": "sh", "ś": "sh", "ş": "sh", "č": "ch", "ć": "ch", "ž": "zh", "ź": "zh", "ż": "zh"}
    | {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
)
_ONE = ({"v", "w"}, {"i", "y"}, {"y", "j"})
_LONGEST = max(map(len, _SOUNDS))
_HEARD = {group: frozenset(sounds.split()) for group, sounds in _SOUNDS.items()}


def apart(one: str, other: str, most: int = NEVER) -> int:
    """How much two words in Latin letters differ in sound: 0 for equal ones, NEVER for other names."""
    left, right = _groups(one), _groups(other)
    rows = [[NEVER] * (len(other) + 1) for _ in range(len(one) + 1)]
    rows[0][0] = 0
    for i, row in enumerate(rows):
        for j, cost in enumerate(row):
            if cost > most or cost == NEVER:
                continue
            for a in left[i] if i < len(one) else ():
                for b in right[j] if j < len(other) else ():
                    end = cost + _between(a, b) + (0 if i or j or a == b else FIRST)
                    if end < rows[i + len(a)][j + len(b)]:
                        rows[i + len(a)][j + len(b)] = end
            if i < len(one) and _is_silent(one, i):
                rows[i + 1][j] = min(rows[i + 1][j], cost + SILENT)
            if j < len(other) and _is_silent(other, j):
                row[j + 1] = min(row[j + 1], cost + SILENT)
    return rows[-1][-1] if rows[-1][-1] <= most else NEVER


def _groups(word: str) -> list[list[str]]:
    """The letter groups that begin at each place of a word."""
    sizes = range(1, _LONGEST + 1)
    return [[g for size in sizes if len(g := word[at : at + size]) == size and g in _HEARD] for at in range(len(word))]


@lru_cache(GROUPS_KEPT)
def _between(a: str, b: str) -> int:
    if a == b:
        return 0
    if {a, b} in _ONE:
        return SAME
    heard, said = _HEARD[a], _HEARD[b]
    if heard & said:
        return ALIKE
    return KINDRED if any(frozenset((x, y)) in _KIN for x in heard for y in said) else NEVER


def _is_silent(word: str, at: int) -> bool:
    """Whether a letter may not be heard: an h, an e at the end, a glide beside a vowel."""
    letter = word[at]
    beside = word[max(0, at - 1) : at] + word[at + 1 : at + 2]
    is_glide = letter in _GLIDES and len(beside) == 2 and any(one in _VOWELS for one in beside)
    return at > 0 and (letter == "h" or is_glide or (letter == "e" and at == len(word) - 1))


def sounds_like(one: str, other: str) -> bool:
    """Whether two words in search form may be two ways of writing one name."""
    return distance(one, other) < NEVER


def distance(one: str, other: str) -> int:
    """How far apart two words in search form sound; NEVER for what is too far for words of their length."""
    left, right = latin_form(one), latin_form(other)
    size = min(len(left), len(right))
    return apart(left, right, A_LETTER * (size - 1)) if abs(len(left) - len(right)) <= LONGER else NEVER


def spelled_out(word: str) -> str:
    """A word in lower case with letters for what its accents say: "Maršov" is "marshov"."""
    return unicodedata.normalize("NFC", word).lower().translate(_ACCENTED)


class Sounding:
    """Words to be found by how they sound; made once, then only read, from any thread."""

    def __init__(self, words: Iterable[str]) -> None:
        """Words in search form; short ones and those with digits are left out."""
        self._by_frame: dict[str, list[str]] = {}
        for word in words:
            if len(word) >= LEAST_LETTERS and word.isalpha() and (latin := latin_form(word)):
                self._by_frame.setdefault(_frame(latin), []).append(word)

    def near(self, word: str) -> dict[str, int]:
        """The words that may be another way of writing this one, with how far apart they are."""
        alike = self._by_frame.get(_frame(latin_form(word)), ())
        costs = {other: distance(word, other) for other in alike}
        return {other: cost for other, cost in costs.items() if cost < NEVER}


def _frame(latin: str) -> str:
    """The letters that every habit writes alike: two ways of writing one name have the same."""
    single = re.sub(r"(.)\1+", r"\1", latin)
    return re.sub("[^bpdtmnlr]", "", re.sub("t(?=[szc])|d(?=[jszgt])|p(?=h)", "", single))
