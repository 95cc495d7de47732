"""The same question asked otherwise: pure, seeded changes of its wording, one kind at a time."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace

from eval.gold import Dialogue, Question
from index.errors import GoldInvalid

Perturbation = Callable[[str, random.Random], str]

TYPO_LETTERS = 5  # shorter words are rarely mistyped without becoming another word
TWO_TYPOS_WORDS = 8  # a question of so many words gets a second typing error
NAME_LETTERS = 4  # "Kyiv" is a name that people spell in several ways; shorter ones leave nothing to respell

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LETTERS = re.compile(rf"(?<![\w'’-])[^\W\d_]{{{TYPO_LETTERS},}}(?![\w'’-])")
_FINAL_MARKS = re.compile(r"[\s?？]*[?？][\s?？]*$")

# What stands beside each letter on a QWERTY keyboard, in its own row and the ones above and below.
_NEAR = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "ol", "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv", "g": "fthb", "h": "gyjn", "j": "hukm", "k": "jil",
    "l": "kop", "z": "asx", "x": "zsdc", "c": "xdfv", "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip

# What a person leaves out who types keywords. Its own list, not the one that retrieval uses: a benchmark must not
# change when what it measures does.
_LEFT_OUT = frozenset(
    (
        "a about all also an and any are as at be been being by can could did do does doing for from had has have "
        "he her him his how i if in into is it its let many me more most much must my of on or our she should so "
        "some such than that the their them then there these they this those to under up us was we were what when "
        "where which while who whom whose why will with would you your according say says said tell told give list "
        "name"
    ).split()
)

# Capitalised inside a sentence, but nobody transliterates them.
_NO_NAMES = frozenset(
    (
        "january february march april june july august september october november december monday tuesday "
        "wednesday thursday friday saturday sunday president minister mayor general colonel captain governor "
        "professor doctor chancellor prime foreign defence defense commission council parliament ministry party "
        "front river lake north south east west northern southern eastern western central upper lower city hall "
        "house street union united states"
    ).split()
)

# Ways of writing one name. In a way every rule is tried at each place from the left, the longest first, and nothing is
# applied to the outcome of another rule. "$" is the end of the word.
_WAYS: tuple[Mapping[str, str], ...] = (
    {"v": "w", "kh": "ch", "zh": "sch", "sh": "sch", "ch": "tsch", "ts": "z", "ya": "ja", "yu": "ju"},  # German
    {"sh": "ch", "ch": "tch", "zh": "j", "u": "ou", "ov$": "off", "ev$": "eff"},  # French
    {"v": "w", "sh": "sz", "ch": "cz", "zh": "ż", "kh": "ch", "sky$": "ski", "ya": "ia", "x": "ks"},  # Polish
    {"kh": "h", "iy$": "y", "ii$": "y", "yi": "i"},
    {"iy$": "ii", "y$": "iy", "i$": "y"},
    {"v": "w"},
    {"w": "v"},
    {"y": "i"},
    {"y": "j"},
    {"ia": "ya", "ie": "ye", "iu": "yu", "io": "yo"},
    {"k": "c", "ck": "k"},
    {"sz": "sh", "cz": "ch", "sch": "sh", "tsch": "ch"},  # back into English
    {"z": "s", "ss": "s", "ff": "f", "ll": "l", "tt": "t", "nn": "n"},
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "ł": "l", "ß": "ss"},
    {"ae": "ä", "oe": "ö", "ue": "ü", "sh": "š", "ch": "č", "zh": "ž"},
    {"a$": "á", "e$": "é", "o$": "ó", "os$": "ós"},
)  # fmt: skip


def lower_case(question: str, draw: random.Random) -> str:
    """Everything in lower case, as people type who are in a hurry."""
    return question.lower()


def no_question_mark(question: str, draw: random.Random) -> str:
    """Without the question marks at its end; unchanged when it is nothing but marks."""
    return _FINAL_MARKS.sub("", question) or question


def typos(question: str, draw: random.Random) -> str:
    """One typing error, two in long questions: a neighbouring key, two letters swapped or one left out.

    Only in words of five letters or more that have no digit, hyphen or apostrophe and are no abbreviation. The first
    letter stays, since people see that it is wrong. Unchanged without such a word.
    """
    places = [place for place in _LETTERS.finditer(question) if not place.group().isupper()]
    count = 2 if len(_WORD.findall(question)) >= TWO_TYPOS_WORDS else 1
    chosen = draw.sample(places, min(count, len(places)))
    for place in sorted(chosen, key=lambda one: -one.start()):
        question = question[: place.start()] + _mistyped(place.group(), draw) + question[place.end() :]
    return question


def _mistyped(word: str, draw: random.Random) -> str:
    """The word with exactly one slip, which is never the word itself."""
    slips = {
        "swap": [at for at in range(1, len(word) - 1) if word[at].lower() != word[at + 1].lower()],
        "near": [at for at in range(1, len(word)) if word[at].lower() in _NEAR],
        "omit": list(range(1, len(word))),
    }
    slip = draw.choice([name for name, places in slips.items() if places])
    at = draw.choice(slips[slip])
    if slip == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    key = draw.choice(_NEAR[word[at].lower()]) if slip == "near" else ""
    return word[:at] + (key.upper() if word[at].isupper() else key) + word[at + 1 :]


def names(question: str, draw: random.Random) -> str:
    """The words with a capital inside the sentence in another way of writing them: "Kharkiv", "Charkiw", "Harkiv".

    Left alone: the first word, short words, abbreviations, months, days, offices. A name is written alike wherever
    it occurs. Unchanged when no rule fits any word.
    """
    found = [match.group() for match in list(_WORD.finditer(question))[1:] if _is_name(match.group())]
    other = {name: _respelled(name, draw) for name in dict.fromkeys(found)}
    return _WORD.sub(lambda match: other.get(match.group(), match.group()), question)


def _is_name(word: str) -> bool:
    stem = re.split("['’]", word)[0]
    return word[0].isupper() and len(stem) >= NAME_LETTERS and stem.lower() not in _NO_NAMES and not stem.isupper()


def _respelled(name: str, draw: random.Random) -> str:
    """The name in one of the ways that change it, drawn evenly; itself when there is none."""
    ending = re.search("['’].*", name)
    stem = name[: ending.start()] if ending else name
    ways = dict.fromkeys(_in_way(stem, way) for way in _WAYS)
    ways[_without_marks(stem)] = None
    others = [other for other in ways if other != stem]
    return (draw.choice(others) if others else stem) + (ending.group() if ending else "")


def _in_way(name: str, way: Mapping[str, str]) -> str:
    longest_first = sorted(way, key=lambda rule: (-len(rule), rule))
    pattern = "|".join(re.escape(rule[:-1]) + "$" if rule.endswith("$") else re.escape(rule) for rule in longest_first)

    def written(match: re.Match[str]) -> str:
        found = match.group()
        plain = way.get(f"{found.lower()}$") if match.end() == len(name) else None
        new = way[found.lower()] if plain is None else plain
        return new.capitalize() if found[0].isupper() else new

    return re.sub(pattern, written, name, flags=re.IGNORECASE)


def _without_marks(name: str) -> str:
    """The base letters: "Kołobrzeg" keeps its ł, which Unicode does not take apart; a way above writes it plainly."""
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


def keywords(question: str, draw: random.Random) -> str:
    """Only the words that carry meaning, in order, without marks; unchanged when none is left."""
    kept = [word for word in re.findall(r"\w[\w.,'’:%-]*", question) if word.lower().rstrip(".,'’:-") not in _LEFT_OUT]
    return " ".join(word.rstrip(".,'’:-") for word in kept) or question


KINDS: Mapping[str, Perturbation] = {
    "lower-case": lower_case,
    "no-question-mark": no_question_mark,
    "typos": typos,
    "names": names,
    "keywords": keywords,
}


def perturb(question: str, kind: str, seed: int = 0) -> str:
    """The question perturbed in this way; equal arguments give equal results, whatever else was perturbed before.

    Never empty for a question that is not. Raises GoldInvalid for an unknown kind.
    """
    if kind not in KINDS:
        raise GoldInvalid(f"{kind!r} is no perturbation; give one of {', '.join(KINDS)}")
    return KINDS[kind](question, random.Random(f"{seed}:{kind}:{question}"))  # noqa: S311 - a fair draw, no secret


def perturbed(question: Question, kind: str, seed: int = 0) -> Question:
    """The gold question with its wording perturbed; what is accepted stays."""
    return replace(question, question=perturb(question.question, kind, seed))


def perturbed_dialogue(dialogue: Dialogue, kind: str, seed: int = 0) -> Dialogue:
    """The dialogue with every turn perturbed."""
    return replace(dialogue, turns=tuple(perturbed(turn, kind, seed) for turn in dialogue.turns))
