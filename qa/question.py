"""A question as typed: checked, and looked at for what kind of answer it wants."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, Literal

from index.errors import QuestionError
from index.normalise import words

MAX_CHARACTERS = 2_000  # nobody asks more at once; the web guard has the same limit
# py3langid with these labels only takes 3 of 1,297 English development questions for another language, at 0.56 at most.
# Again: its classify on the questions of any gold file in English.
LANGUAGES = "en de fr es it pt nl pl sv da cs ro tr hu fi ru uk ar zh ja ko".split()
LANGUAGE_PROBABILITY = 0.7

Wants = Literal["who", "when", "where", "number", "say", "why", "how", "which", "polar", "what"]

# Words that say nothing about where an answer stands.
STOPWORDS = frozenset(
    (
        "a about according all also an and any are as at be been before being by can could did do does "
        "doing during each for from give had has have he her him his how i if in into is it its let list "
        "many me more most much must my name no not now of off on one or other our out over please said "
        "say says she should so some tell than that the their them then there these they this those to "
        "under until up us was we were what when where which while who whom whose why will with would you "
        "your s t"
    ).split()
)

_POLAR = re.compile(r"^(is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b", re.I)
_WANTS: tuple[tuple[Wants, re.Pattern[str]], ...] = (
    (
        "number",
        re.compile(
            r"\bhow (many|much|far|long|old|large|big|high|tall|deep|fast|often|few)\b|\b(number|share) of\b",
            re.I,
        ),
    ),
    (
        "who",
        re.compile(
            r"\bwho(m|se|'s|’s)?\b|\bwhich (person|man|woman|official|leader|minister|analyst|spokes\w+)\b", re.I
        ),
    ),
    (
        "when",
        re.compile(r"\bwhen\b|\b(what|which|wich) (day|date|month|year|time|week)\b|\bon (what|which) day\b", re.I),
    ),
    (
        "where",
        re.compile(r"\bwhere\b|\b(what|which) (place|city|town|village|country|region|district|street|state)\b", re.I),
    ),
    (
        "say",
        re.compile(
            r"\bwhat\b.*\b(say|says|said|claim\w*|tell|told|warn\w*|describe\w*|announce\w*|promise\w*|argue\w*|den(y|ied)"
            r"|react\w*|respon(d|se)\w*|suggest\w*|(?<!-)call(ed)?)\b|\bhow\b.*\b(react|respond|describe|call|put it)",
            re.I,
        ),
    ),
    ("why", re.compile(r"\bwhy\b|\bfor what reason\b|\bwhat (caused|made|led)\b", re.I)),
    ("how", re.compile(r"\bhow\b", re.I)),
    ("which", re.compile(r"\bwhich\b", re.I)),
)


def checked(question: str) -> str:
    """The question without surrounding blanks. Raises QuestionError when it is empty, too long or no text."""
    text = question.strip()
    if not text:
        raise QuestionError("the question is empty: ask something that the articles may answer")
    if len(text) > MAX_CHARACTERS:
        raise QuestionError(
            f"the question has {len(text):,} characters, at most {MAX_CHARACTERS:,} are read: ask it shorter"
        )
    if not any(character.isalnum() for character in text):
        raise QuestionError("the question has no word in it: ask something that the articles may answer")
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)


def wants(question: str) -> Wants:
    """What the question asks for, by its own words; "what" when nothing is more precise."""
    if _POLAR.match(question):
        return "polar"
    return next((want for want, pattern in _WANTS if pattern.search(question)), "what")


# Verbs that look like a plural after their subject: "Which product remains …" asks for one.
_VERBS = (
    "remains|becomes|makes|takes|holds|plays|leads|needs|uses|wants|owns|runs|comes|goes|says|gets|gives|hosts|helps"
    "|keeps|allows|requires|means|shows|sells|looks|lives|stars|borders|includes|contains|produces|belongs|sits|lies"
    "|stands|begins|ends|wins|faces|plans|claims|causes|works|turns|calls|covers|offers|serves|ranks|features"
)
_LIST = re.compile(
    rf"^(and )?(which|what|name|list|give)( all| me| us)?( the| of the)?( \w+(?! (?:{_VERBS})\b))? "
    r"(?!(?:was|series|news|status|basis|crisis|this|does)\b)(\w{2,}[^\Wsu]s|people|men|women|children|countries)\b"
    r"|^who all\b|\bwhich ones\b"
    r"|^(what|who) (are|were) the (\w+ ){0,2}?(?!(?:odds|chances|results|details|plans|losses|stakes|goals|aims)\b)"
    r"\w{2,}[^\Wsu]s (of|for|in|that|who|made|set)\b",
    re.I,
)


def asks_list(question: str) -> bool:
    """Whether the question asks for several things: "Which towns …", "Name the …", "Who all …"."""
    return bool(_LIST.search(question.strip()))


def terms(question: str) -> list[str]:
    """The words of the question, in search form, that can tell one passage from another; never empty."""
    found = list(dict.fromkeys(words(question)))
    return [word for word in found if word not in STOPWORDS] or found


def language(question: str) -> str:
    """ISO 639-1 code of the question's language; "en" wherever another one is not clear."""
    letters = [c for c in question if c.isalpha()]
    if len(letters) < 8:
        return "en"
    code, probability = _identifier().classify(question.lower())
    return str(code) if probability > LANGUAGE_PROBABILITY else "en"


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier
