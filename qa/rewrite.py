"""A follow-up to a question that stands alone, by rules: what it leaves out is taken from the turns before it.

Each rule is one of English grammar (docs/UNDERSTANDING.md lists them); a question that has its own antecedents is left
alone. Earlier turns only lend names and words; they are never evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.analysers import Analyser
from qa.ellipsis import asked_in_full
from qa.fullest import spelled_out
from qa.pointing import one_of_several, resolved
from qa.scope import counted, scoped
from qa.spoken import Turn, spoken

__all__ = ["Turn", "rewrite"]

_OPENING = re.compile(
    r"^(?:(?:and|but|so|also|then(?=\W+\w)|ok|okay|well|no|nope|sorry|yes|right|hm+|oh|ah|now(?=\W+\w)|or|i (?:mean"
    r"|meant)|rather)\b[,.;:! ]*)+",
    re.I,
)
# "Something else: …" is about nothing that was spoken of, unless it points to it.
_ANOTHER_MATTER = re.compile(
    r"(?:just )?(?:(?:something|one (?:last )?thing|another thing) else"
    r"|(?:(?:one|an?) )?(?:(?:more|other|another|different|last|new|quick|further) )+(?:question|thing|topic|subject)"
    r"|by the way|on another note|(?:to change|changing) the (?:subject|topic))\s*[,;:.–—-]+\s*(?=\w)",
    re.I,
)
_ARE = re.compile(r"(?<=\bthey)['’](?=re\b)", re.I)
_SHORT = re.compile(r"(?<=\b(?:who|how))['’]s\b|(?<=\bwhat)['’]s\b|(?<=\bwhere)['’]s\b", re.I)  # not "has", mostly


def rewrite(question: str, turns: Sequence[Turn], analyser: Analyser) -> str:
    """The question with what it leaves out filled in; the question itself when it stands alone or nothing fits."""
    if not turns:
        return question
    past = spoken(turns, analyser)
    bare = _ARE.sub(" a", question.strip().rstrip("?!. \u00a0"))  # the name takes the place of "they" alone
    text = _OPENING.sub("", bare)
    changed = _ANOTHER_MATTER.match(text)
    text = one_of_several(_OPENING.sub("", text[changed.end() :]) if changed else text, past)
    quotes = [quote for turn in past for quote in turn.quotes]
    made = asked_in_full(text, text != bare, past, analyser)
    if made is None:
        full = counted(text, past[0])
        made = resolved(full, past, analyser)
        made = scoped(full, past, analyser) if made == full and not changed else made
        if made == text and (text == bare or not text):
            return question
        return _written(made, quotes) + ("?" if question.rstrip().endswith("?") else "")
    return _written(made, quotes) + "?"


def _written(text: str, quotes: Sequence[str]) -> str:
    """As one writes it: with a capital, "who is" for "who's", and names that the quotes have in full."""
    whole = spelled_out(_SHORT.sub(" is", text), quotes)
    return whole[:1].upper() + whole[1:]
