"""Receipts for silence: what was looked for, how near the passages came, and which names no article mentions."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from index.normalise import words
from qa.inquiry import Fault
from qa.question import STOPWORDS, Wants, wants
from qa.spellings import Spellings
from qa.types import Hit

SHORTEST = 3  # letters of a name that is missed; of another word one more
MAX_NAMED = 3  # words or names in one sentence of a receipt
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’-][^\W_]+)*|\d[\d,.]*\d|\d")
_SAYS: Mapping[Wants, str] = {
    "who": "names who",
    "when": "says when",
    "where": "says where",
    "number": "gives the number",
    "say": "has the words",
    "why": "gives the reason",
    "how": "says how",
    "which": "says which",
    "polar": "settles it",
    "what": "answers this",
}


def receipt(question: str, hits: Sequence[Hit], spellings: Spellings, fault: Fault | None = None) -> str:
    """One or two sentences for a person: what the passages that were read lack, and of whom the nearest speaks."""
    lacking = _lacking(question, hits, spellings)
    return f"{lacking} What comes nearest is told of {fault.instead}." if fault and fault.instead else lacking


def _lacking(question: str, hits: Sequence[Hit], spellings: Spellings) -> str:
    missing = absent(question, spellings)
    if not hits:
        return "The articles do not say: no passage is near to this question."
    if missing:
        return f"The articles do not say: none of them mentions {_listed(missing)}. The closest passages are shown."
    topics = _topics(question)
    best = max(hits, key=lambda hit: len(_held(topics, hit, spellings)))
    held = _held(topics, best, spellings)
    rest = [topic for topic in topics if topic not in held]
    about = f" about {_listed(held)}" if held else ""
    said = f"The articles do not say: no passage{about} {_SAYS[wants(question)]}."
    return f"{said} The closest of {len(hits)} that were read have nothing of {_listed(rest)}." if rest else said


def absent(question: str, spellings: Spellings) -> list[str]:
    """Names and rare words of a question that no article has in any spelling, as they stand in it."""
    found = []
    for match in _WORD.finditer(question):
        forms = words(match.group())
        if all(spellings.is_unknown(form) for form in forms) and _is_telling(match, question, spellings):
            found.append(match.group())
    return list(dict.fromkeys(found))


def _is_telling(match: re.Match[str], question: str, spellings: Spellings) -> bool:
    """Whether a word is a name or so rare that its absence matters: no plain word of English, no number."""
    word = match.group()
    if len(word) < SHORTEST or word[0].isdigit() or words(word)[0] in STOPWORDS | _ASKING:
        return False
    return (word[0].isupper() and match.start() > 0) or (
        len(word) > SHORTEST and not spellings.is_ordinary(words(word)[0])
    )


def _topics(question: str) -> list[str]:
    """The words that tell what the question is about, names first, as they stand in it."""
    found = [w for w in _WORD.findall(question) if not set(words(w)) & (STOPWORDS | _ASKING)]
    return sorted(dict.fromkeys(found), key=lambda word: not word[0].isupper())


_ASKING = frozenset(
    "who what when where why how many much which was were did does long far old high happen happened".split()
)


def _held(topics: Sequence[str], hit: Hit, spellings: Spellings) -> list[str]:
    """The topics that a passage or its title has, in any spelling, bare of their endings."""
    passage = hit.passage
    present = {_stem(word) for word in words(f"{passage.article.title or ''} {passage.text}")}
    return [topic for topic in topics if _forms(topic, spellings) & present]


def _forms(topic: str, spellings: Spellings) -> set[str]:
    return {_stem(other) for form in words(topic) for other in (form, *spellings.near(form))}


def _stem(word: str) -> str:
    """Without its ending or final e: what the receipt says is missing must not be there as "closed" for "close"."""
    return re.sub(r"(?<=\w{4})(?:ations?|ings?|ed|es|s|ly|e)$", "", word)


def _listed(found: Collection[str]) -> str:
    """ "Halm", "Halm and the zoo", with quotation marks around what is no name."""
    shown = [word if word[0].isupper() else f"“{word}”" for word in list(found)[:MAX_NAMED]]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
