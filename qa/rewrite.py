"""A follow-up to a question that stands alone, by rules: what it leaves out is taken from the turns before it.

Each rule is one of English grammar (docs/UNDERSTANDING.md lists them); a question that has its own antecedents is left
alone. Earlier turns only lend names and words; they are never evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.analysers import Analyser
from qa.ellipsis import asked_in_full
from qa.pointing import resolved
from qa.spoken import Turn, spoken

__all__ = ["Turn", "rewrite"]

_OPENING = re.compile(
    r"^(?:(?:and|but|so|also|then(?=\W+\w)|ok|okay|well|no|nope|sorry|yes|right|hm+|oh|ah|now(?=\W+\w)|or|i (?:mean"
    r"|meant)|rather)\b[,.;:! ]*)+",
    re.I,
)


def rewrite(question: str, turns: Sequence[Turn], analyser: Analyser) -> str:
    """The question with what it leaves out filled in; the question itself when it stands alone or nothing fits."""
    if not turns:
        return question
    past = spoken(turns, analyser)
    bare = question.strip().rstrip("?!. \u00a0")
    text = _OPENING.sub("", bare)
    made = asked_in_full(text, text != bare, past, analyser)
    if made is None:
        made = resolved(text, past, analyser)
        if made == text and not (text != bare and text):
            return question
        mark = "?" if question.rstrip().endswith("?") else ""
        return _capital(made) + mark
    return _capital(made) + "?"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
