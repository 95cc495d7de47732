"""Whether a question asks for several things, by the noun after "which", where the analyser knows it."""

from __future__ import annotations

import re
from itertools import takewhile

from qa.analysers import Analyser, Token
from qa.question import asks_list

_WHICH = re.compile(r"(?:and )?(?:(?:in|at|from|on|for|with|by|to) )?(?:which|what)\b", re.I)
# What many do about one thing: "Who has condemned the attack?"
_REACTS = re.compile(
    r"(?:and )?who (?:all )?(?:(?:has|have) )?(?:also |since )?(?:condemn|criticis|criticiz|denounc|deplor|prais|welcom"
    r"|endors|protest|oppos|reject)ed\b|(?:and )?who (?:has |have )?(?:react|respond|object)ed to\b",
    re.I,
)
# Asked about things that the question names: "What are the suspects accused of?".
_ASKS_OF = re.compile(r"^what (?:are|were)\b.*\w(?:ed|ing|en) (?:of|for|with|to|about|by|from|on|at)$", re.I)
_TIMES = frozenset("hour day date week weekend month year season time".split())  # "1, 3 and 5 June" is one answer
_BEFORE_HEAD = ("ADJ", "NOUN", "PROPN", "NUM", "CCONJ")


def asks_several(question: str, analyser: Analyser) -> bool:
    """Whether several things are asked for: "which former prime ministers …", but not "which river divides …"."""
    typed = question.strip().rstrip("?. ")
    which = _WHICH.match(typed)
    noun = _noun(f"{typed[:1].upper()}{typed[1:]}?", which.end(), analyser) if which else None
    if noun is None:
        return bool(_REACTS.match(typed)) or (asks_list(question) and not _ASKS_OF.search(typed))
    return noun.tag in ("NNS", "NNPS") and noun.lemma not in _TIMES


def _noun(question: str, at: int, analyser: Analyser) -> Token | None:
    """The head of the noun phrase that begins there; None without one."""
    after = (token for token in analyser.analyse([question])[0].tokens if token.start >= at)
    run = [token for token in takewhile(lambda token: token.pos in _BEFORE_HEAD, after) if token.pos != "CCONJ"]
    return run[-1] if run and run[-1].pos == "NOUN" else None
