"""People by their fullest name: "Energy Minister Ada Brook of Halm" is "Ada Brook", and so is "Brook" beside her name.

A question with the whole name finds and reads more surely than one with a title or a bare surname.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.analysers import Analyser
from qa.sorts import is_body, is_people, looks_like_person
from qa.speaker import TITLES

_WORD = r"(?:[A-Z]['’])?[A-Z][^\W\d_]*(?:-[A-Z][^\W\d_]*)*\.?(?<![^\W\d_]{2}\.)"  # "J." but not the end of a sentence
_RUN = re.compile(rf"(?<!\w){_WORD}(?: (?:{_WORD}|de|van|von|al|bin|der)(?!\w))*")
_TITLES = TITLES | {"mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "mr.", "mrs.", "ms.", "dr."}
_WHOSE = re.compile(r"\b[a-z-]+ (?:of|from|at|in|for|with|to|near) (?:the )?$")  # "the coach of Halm" is not Halm
_WHOLE = rf"{_WORD}(?: {_WORD})+"
_ENUMERATED = re.compile(rf"{_WHOLE}(?:, {_WHOLE})*,? and {_WHOLE}")
# "The brothers Emil and Anton Holm".
_TOGETHER = re.compile(rf"(?:^|[a-z]s ){_WORD} and {_WHOLE}$")
_SHORT = re.compile(r"\b[A-Z]{3,6}\b")
MOST_WORDS = 4  # of a person's name


def person_name(text: str, analyser: Analyser) -> str:
    """The name of the person in a description; "" when there is none, or several of equal right.

    A whole sentence is about the one it begins with.
    """
    if is_body(text) or _TOGETHER.search(text):
        return ""
    runs = list(dict.fromkeys(name for name, before in _names(text) if not _WHOSE.search(before)))
    known = {text[n.start : n.end] for n in analyser.analyse([text])[0].names if n.label == "PERSON"}
    whole = [run for run in runs if " " in run and looks_like_person(run)]
    sure = [run for run in whole if any(run in name or name in run for name in known)] or whole
    if sure and _ENUMERATED.search(text):
        return ""
    if sure:
        first = len(sure) == 1 or text.startswith(sure[0]) or not re.search(r"\band\b|;", text)
        return sure[0] if first else ""
    return runs[0] if len(runs) == 1 and looks_like_person(runs[0]) else ""


def fullest(name: str, quotes: Sequence[str]) -> str:
    """A surname with the first name that the quotes give with it; the name itself when they give none, or two."""
    if " " in name or not name[:1].isupper():
        return name
    longer = {run for quote in quotes for run, _ in _names(quote) if _ends_with(run, name)}
    return longer.pop() if len(longer) == 1 else name


def spelled_out(text: str, quotes: Sequence[str]) -> str:
    """The text with the abbreviations of bodies that a quote names in full: "the FVL" as "the Fair Vote League"."""
    for short in _SHORT.findall(text):
        letters = r"(?: (?:[a-z]+ )*)".join(rf"{letter}[\w'’-]+" for letter in short)
        full = next((found.group() for quote in quotes if (found := re.search(rf"\b{letters}", quote))), "")
        text = re.sub(rf"\b{short}\b", full, text) if full else text
    return text


def named_beside(description: str, quotes: Sequence[str]) -> str:
    """The name in apposition to a description in a quote: "the envoy, Ada Brook, said"; "" when there is none."""
    said = re.escape(re.sub(r"^(?:an?|the) ", "", description))
    for quote in quotes:
        after = re.search(rf"\b{said}, (?P<name>{_RUN.pattern})(?=[,.;])", quote)
        before = re.search(rf"(?P<name>{_RUN.pattern}), (?:an?|the) {said}(?=[,.;])", quote)
        for found in filter(None, (after, before)):
            if " " in found["name"] and looks_like_person(found["name"]):
                return found["name"]
    return ""


def _names(text: str) -> Iterator[tuple[str, str]]:
    """What is written with capitals, without the title before it, and what stands before: maybe names of people."""
    for match in _RUN.finditer(text):
        words = match.group().removeprefix("The ").split()
        if _only_tells_whose(text[match.end() :]):
            continue
        last = max((i for i, word in enumerate(words) if word.lower() in _TITLES), default=-1)
        whose = re.search(r"['’]s? $", text[: match.start()])  # "Ada Brook's Civic Front"
        common = len(words) == 1 and is_people(words[0])  # "Rescuers in boats"
        if 0 < len(words) - last - 1 <= MOST_WORDS and not whose and not common:
            yield " ".join(words[last + 1 :]), text[: match.start()]


def _only_tells_whose(following: str) -> bool:
    """Whether the words before only say which: "Ada Brook's aide", "Halm officials"."""
    noun = re.match(r" (?P<noun>[a-z-]+)", following)
    return bool(re.match(r"['’]", following)) or (noun is not None and is_people(noun["noun"]))


def _ends_with(run: str, name: str) -> bool:
    return " " in run and run.split()[-1] == name and looks_like_person(run)
