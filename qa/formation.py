"""How English forms and makes words, by the spelling of their ends and prefixes alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.names import LEAST_LETTERS

# What the forms of an English word end in, and what other words are made of it with: neither is a slip ("upholding",
# "unfounded", "cavities").
_FORMS = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        *(("ies$", "y"), ("ied$", "y"), ("s$", ""), ("(?<=[hosxz])es$", ""), ("(ed|ing|ings|ly)$", "")),
        *(("(ed|ing|ings)$", "e"), (r"([^aeiou])\1(ed|ing)$", r"\1")),
    )
)
_MADE = (
    *_FORMS,
    *(
        (re.compile(pattern), other)
        for pattern, other in (
            ("(ers?|ness|ment|able|ful|less|ists?|ism)$", ""),
            *(("(able|ers?|ors?|ations?|ions?)$", "e"), (r"([^aeiou])\1ers?$", r"\1")),
            *(("(ations?|ions?|ors?|al|ally)$", ""), ("(iz|is)(ed?|ing|ation)$", ""), ("^(un|re|de|over|out|non)", "")),
        )
    ),
)


def is_form_of(word: str, known: frozenset[str]) -> bool:
    """Whether it is one of the known words or an inflected form of one: "cavities", "flooding"."""
    return _is_from(word, known, _FORMS)


def is_made_of(word: str, known: frozenset[str]) -> bool:
    """Whether it is one of the known words, a form of one, or made of one by one or two endings or prefixes."""
    return _is_from(word, known, _MADE)


def _is_from(word: str, known: frozenset[str], endings: Sequence[tuple[re.Pattern[str], str]]) -> bool:
    made = {word}
    for _ in range(2):
        if made & known:
            return True
        bases = {pattern.sub(other, form) for form in made for pattern, other in endings}
        made |= {base for base in bases if len(base) >= LEAST_LETTERS}
    return bool(made & known)
