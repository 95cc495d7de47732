"""A follow-up to a question that stands alone, by rules: what it leaves out is taken from the turns before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.question import STOPWORDS

_PERSON = re.compile(r"\b(he|she|him|his|her|hers)\b", re.I)
_POSSESSIVE = re.compile(r"^(his|hers?)$", re.I)
_THING = re.compile(r"\b(it|its|that|this|those|these|they|them|their|theirs|there|then|so|one|ones|such)\b", re.I)
_THERE = re.compile(r"\bthere\b(?! (is|are|was|were|be|been|will)\b)", re.I)
_ELLIPSIS = re.compile(r"^(?:and |but |so )*(?:what|how) about (?P<rest>.+)$", re.I)
_AND_NAME = re.compile(
    r"^(?i:and|but) (?P<rest>(?:(?i:according to|in|at|for|by|from|of|on) )?(?:(?i:the) )?"
    r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)[?!. ]*$"
)
_OPENING = re.compile(r"^(?:and|but|so|also|then)\b[, ]*", re.I)
_NAME = re.compile(r"(?<![\w’'])[A-Z][\w’'-]*\w(?:[ -](?:of |the |de |al-)?[A-Z][\w’'-]*\w)*")
_ASKING = frozenset(
    "who what when where which why how did does do is are was were whose whom in on at name list".split()
)
_RELATIVE = re.compile(r"\b(?:that|those|these|this) (?=\w)", re.I)
MAX_ANSWER_WORDS = 6  # a longer answer is a clause, not a thing that "it" can be
SHORT_WORDS = 3  # a question of so few words leans on the one before it


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn: the question as it was searched, and the text of its answer ("" when there was none)."""

    searched: str
    answer: str


def rewrite(question: str, turns: Sequence[Turn]) -> str:
    """The question with what it leaves out filled in; the question itself when it stands alone.

    Earlier turns only lend names and words; they are never evidence.
    """
    if not turns or not leans(question):
        return question
    ellipsis = _ELLIPSIS.match(question) or _AND_NAME.match(question)
    if ellipsis:
        return _instead(turns[-1].searched, ellipsis["rest"].rstrip("?!. "))
    text = _with_person(_OPENING.sub("", question), turns)
    if leans(text):
        text = _with_topic(text, turns[-1])
    return text[:1].upper() + text[1:]


def leans(question: str) -> bool:
    """Whether a question cannot be understood without the one before it."""
    text = question.strip()
    if _OPENING.match(text) or _PERSON.search(text) or _ELLIPSIS.match(text):
        return True
    if _THING.search(_RELATIVE.sub(" ", text)) and not names(text):
        return True
    return len(text.split()) <= SHORT_WORDS and not names(text)


def names(text: str) -> list[str]:
    """Capitalised names of a question, in order; its own first word is none unless another capital follows it."""
    found = [match.group() for match in _NAME.finditer(text)]
    return [name for name in found if name.split()[0].lower() not in _ASKING]


def _with_person(text: str, turns: Sequence[Turn]) -> str:
    """The person last spoken of in place of the first "he", "she", "his" or "her"."""
    found = _PERSON.search(text)
    person = next((p for turn in reversed(turns) if (p := _person(turn))), None)
    if not found or not person:
        return text
    possessive = _POSSESSIVE.match(found.group()) and re.match(r"\s+\w", text[found.end() :])
    return text[: found.start()] + (f"{person}'s" if possessive else person) + text[found.end() :]


def _person(turn: Turn) -> str | None:
    """The answer when it is a name, else the last name of the question."""
    answer = turn.answer.strip()
    if _NAME.fullmatch(answer) and turn.searched.lower().startswith(("who", "which", "war", "what is the name")):
        return answer
    asked = names(turn.searched)
    return asked[0].removesuffix("'s").removesuffix("’s") if asked else None


def _with_topic(text: str, turn: Turn) -> str:
    """A short answer in place of "there"; else the words of the last question and its short answer in brackets."""
    answer = turn.answer if 0 < len(turn.answer.split()) <= MAX_ANSWER_WORDS else ""
    if answer and _THERE.search(text):
        return _THERE.sub(f"in {answer}", text, count=1)
    said = set(re.findall(r"\w+", text.lower()))
    topic = [w for w in re.findall(r"[\w’'-]+", turn.searched) if w.lower() not in STOPWORDS | said]
    words = ", ".join(part for part in (answer, " ".join(topic)) if part)
    bare = text.rstrip("?!. ")
    return f"{bare} ({words})?" if words else text


def _instead(searched: str, rest: str) -> str:
    """The last question with its last name exchanged for the new one, or the new words at its end."""
    bare = searched.rstrip("?!. ")
    found = [match for match in _NAME.finditer(bare) if match.group().split()[0].lower() not in _ASKING]
    if not found or rest.lower().startswith("according to"):
        return f"{bare} {rest}?"
    last = found[-1]
    plain = re.sub(r"^(?:the|in|at|for|by|from|of|on) ", "", rest, flags=re.I)
    return f"{bare[: last.start()]}{plain}{bare[last.end() :]}?"
