"""The search copy of a text: what is compared and looked up, never what is quoted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

_QUOTES = dict.fromkeys(map(ord, "‘’‚‛′`´ʼʻʹ＇‹›"), "'") | dict.fromkeys(map(ord, "“”„‟″«»＂〝〞"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－⁃"), "-")
# Letters that Unicode does not take apart into a base letter and an accent, though readers type the base letter.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x034F, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)]
)
_TABLE = _QUOTES | _DASHES | _LETTERS | _INVISIBLE
# Only these are accents on letters; marks elsewhere (Devanagari, Thai) are part of the word.
_ACCENT = re.compile("[\u0300-\u036f]+")
_BLANKS = re.compile(r"\s+")

_WORD = re.compile(
    r"""(?:[^\W\d_]\.){2,}[^\W\d_]?        # initials: u.s. u.n
      | \d+(?:[.,]\d+)+[^\W\d_]*           # numbers: 2,000 3.5 2.5bn
      | [^\W_]+(?:['-][^\W_]+)*            # words: o'brien pro-russian f-16
    """,
    re.VERBOSE,
)
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_POSSESSIVE = re.compile(r"'s(?![^\W_])")
_WHOLE_PARTS = 3  # longer chains of hyphens are jokes or file names: nobody searches them as one word


KEPT, LONGEST_KEPT = 4096, 2000  # texts whose words are remembered, characters of the longest: one question asks often


def search_form(text: str) -> str:
    """Fold what readers do not distinguish: case, accents, kinds of quotation marks, dashes and blanks.

    NFKC and casefold; accents stripped; zero-width characters dropped; each run of blanks and line breaks is one
    blank, none at the ends. The length may change, so offsets into it mean nothing in the original.
    `search_form(search_form(text)) == search_form(text)`.
    """
    if text.isascii():
        return _BLANKS.sub(" ", text.casefold().translate(_TABLE)).strip()
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_TABLE)
    bare = _ACCENT.sub("", unicodedata.normalize("NFKD", folded)).translate(_TABLE).casefold()
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", bare)).strip()


def words(text: str) -> list[str]:
    """The words of a text in search form, in order: letters and digits only, but for the point in a decimal number.

    "Ukraine's" is "ukraine", "O'Brien" is "obrien", "U.S." is "us", "2,000" is "2000", "3.5" is "3.5".
    A hyphenated word gives its parts and then the whole, so that "counter-offensive", "counter offensive" and
    "counteroffensive" meet ("7-8" and "2014-2015" give parts only). Empty for a text without letters and digits.
    """
    return list(_kept(text) if len(text) <= LONGEST_KEPT else _words(text))


@lru_cache(maxsize=KEPT)
def _kept(text: str) -> tuple[str, ...]:
    return tuple(_words(text))


def _words(text: str) -> Iterator[str]:
    return chain.from_iterable(_parts(match.group()) for match in _WORD.finditer(search_form(text)))


def _parts(word: str) -> list[str]:
    if word[-1] == "." or (len(word) > 1 and word[1] == "." and not word[0].isdigit()):
        return [word.replace(".", "")]
    if "." in word or "," in word:
        return _THOUSANDS.sub("", word).split(",")
    parts = _POSSESSIVE.sub("", word).replace("'", "").split("-")
    if 1 < len(parts) <= _WHOLE_PARTS and not all(part.isdigit() for part in parts):
        parts.append("".join(parts))
    return [part for part in parts if part]
