"""A question as the articles would write it: words that none of them has in their spelling, names with capitals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.normalise import words
from qa.names import LEAST_LETTERS, is_one_given_name
from qa.phonetics import sounds_like, spelled_out
from qa.question import STOPWORDS
from qa.slips import is_swap
from qa.spellings import WORD, Spellings, capitals_tell


@dataclass(frozen=True, slots=True)
class Respelled:
    """A question as it is read, and the words that were read as others: "Charkiw" as "Kharkiv"."""

    text: str
    read_as: Mapping[str, str]


def respell(question: str, spellings: Spellings) -> Respelled:
    """The question in the articles' spelling, since the reader knows no other and the analyser leans on capitals."""
    read_as, text = respelled(question, spellings), question
    for word, other in read_as.items():
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _, other=other: other, text)  # type: ignore[misc]
    return Respelled(cased(text, spellings), read_as)


def respelled(question: str, spellings: Spellings) -> dict[str, str]:
    """The words of a question that no article has, each with the spelling that most passages have.

    As they stand in the question, and in lower case but for a capital that the question has. "Charkiw": "Kharkiv".
    A whole name that a person joined to another is one key.
    """
    typed = WORD.findall(question)
    found = {**_joined_in(question, spellings), **_whole_names(typed, spellings)}
    for at, word in enumerate(typed):
        form = _form(word)
        if word in found:
            continue
        if form in spellings.vocabulary:
            found |= _as_written(word, form, spellings)
            continue
        other = next(iter(spellings.near(form)), "") or _spelled_out(word, spellings)
        if not other and not (at and word[0].isupper()):
            other = spellings.corrections.english(form)
        if not other or (at and not is_swap(form, other) and _is_other_name(word, other, typed, spellings)):
            continue
        found[word] = _written(other, spellings) if word[0].isupper() else other
    return found


def _as_written(word: str, form: str, spellings: Spellings) -> dict[str, str]:
    """A word that the articles have, if they never write its accents: "Ukrainé"."""
    ways = spellings.sightings.written(form) if spellings.sightings and not word.isascii() else ()
    return {word: _written(form, spellings)} if ways and word not in ways and word[0].isupper() else {}


def _written(form: str, spellings: Spellings) -> str:
    """A name in search form as the articles mostly write it."""
    ways = spellings.sightings.written(form) if spellings.sightings else ()
    return next((way for way in ways if not way.isupper()), form.capitalize())


def _spelled_out(word: str, spellings: Spellings) -> str:
    """The word of the articles that one is in the letters that its accents stand for: "Maršov" as Marshov."""
    form = _form(spelled_out(word))
    return "" if form == _form(word) else form if form in spellings.vocabulary else next(iter(spellings.near(form)), "")


def cased(question: str, spellings: Spellings) -> str:
    """A question without capitals inside, with one for each word that the articles write as a name.

    Who parses it leans on capitals. A word of English that they write small too gets one only beside another name
    ("civic front"): among many articles "river" stands oftener in the names of rivers than alone.
    """
    if any(map(str.isupper, question[1:])):
        return question
    typed = WORD.findall(question)
    is_name = [_may_be_name(word, spellings) for word in typed]
    beside = [any(is_name[max(0, at - 1) : at] + is_name[at + 1 : at + 2]) for at in range(len(typed))]
    capitals = iter([n and (b or not _is_word(w, spellings)) for w, n, b in zip(typed, is_name, beside, strict=True)])
    return WORD.sub(lambda match: match.group().capitalize() if next(capitals) else match.group(), question)


def seen_as(question: str, text: str, spellings: Spellings) -> dict[str, str]:
    """The words of a question that a text, such as an answer's quote, has only in another spelling, with it."""
    written = {form: word for word in WORD.findall(text) for form in words(word)[:1]}
    found = {}
    for word in WORD.findall(question):
        form = _form(word)
        other = next((other for other in spellings.near(form) if other in written), None)
        if form in spellings.vocabulary and form not in written and other:
            found[word] = written[other]
    return found


def _joined_in(question: str, spellings: Spellings) -> dict[str, str]:
    """Whole names in a question whose words the articles lack, with a joined name whose words they have."""
    found: dict[str, str] = {}
    for names in spellings.wishes.joined:
        known = sorted(name for name in names if all(word in spellings.vocabulary for word in name.split()))
        for name in names:
            missing = " " in name and any(word not in spellings.vocabulary for word in name.split())
            pattern = r"\W+".join(map(re.escape, name.split()))
            if known and missing and (match := re.search(rf"\b{pattern}\b", question, re.I)):
                found[match.group()] = known[0].title()
    return found


def _whole_names(typed: Sequence[str], spellings: Spellings) -> dict[str, str]:
    """Given names and surnames that only stand together in another spelling: "Pawel Orlow" as Pavel Orlo.

    Either may be known, not both. Each alone may be near to several names; the articles must have one pair of them,
    side by side.
    """
    found: dict[str, str] = {}
    sightings = spellings.sightings
    if sightings is None:
        return found
    for pair in pairwise(typed):
        given, surname = map(_form, pair)
        is_plain = spellings.is_ordinary(surname) and not (pair[0][0].isupper() and pair[1][0].isupper())
        is_known = surname in spellings.vocabulary
        if is_plain or (is_known and not (_is_strange(given, spellings) and spellings.is_written_as_name(surname))):
            continue
        likely = {surname} if is_known else spellings.likely(surname)
        whole = [(one, last) for last in likely for one in sightings.before(last) if _may_be(given, one, spellings)]
        if len(whole) == 1:
            written = zip(pair, whole[0], strict=True)
            found |= {word: _written(other, spellings) for word, other in written if word.lower() != other}
    return found


def _is_strange(word: str, spellings: Spellings) -> bool:
    """Whether no article has a word, nor English."""
    return word not in spellings.vocabulary and len(word) >= LEAST_LETTERS and not spellings.is_ordinary(word)


def _may_be(given: str, other: str, spellings: Spellings) -> bool:
    """Whether a given name may be another one, or a slip of it."""
    slip = given not in spellings.vocabulary and other in spellings.corrections.of(given)
    is_one = given == other or is_one_given_name(given, other) or sounds_like(given, other)
    return slip or is_one or other in spellings.near(given)


def _is_other_name(word: str, other: str, typed: Sequence[str], spellings: Spellings) -> bool:
    """Whether a word with a capital, where capitals tell names, would become a word that is none."""
    return word[0].isupper() and capitals_tell(typed) and not spellings.is_any_name(other)


def _may_be_name(word: str, spellings: Spellings) -> bool:
    """Whether a word in small letters is one that the articles write with a capital."""
    plain = not word.islower() or len(word) < LEAST_LETTERS or word in STOPWORDS
    return not plain and any(map(spellings.is_written_as_name, words(word)))


def _is_word(word: str, spellings: Spellings) -> bool:
    """Whether a word is English and the articles write it small too."""
    sightings = spellings.sightings
    return sightings is not None and spellings.is_ordinary(word) and sightings.is_small(word)


def _form(word: str) -> str:
    return next(iter(words(word)), "")
