"""A question as typed: checked, and looked at for what kind of answer it wants."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Literal

from rapidfuzz.distance import OSA

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

_POLAR = re.compile(
    r"^(?:according to [^,]+, )?"
    r"(is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b",
    re.I,
)
_TIMES = "day|date|month|year|time|week|hour|weekday|morning|evening|night|season|decade|century"
_WANTS: tuple[tuple[Wants, re.Pattern[str]], ...] = (
    (
        "number",
        re.compile(
            r"\bhow (many|much|few|far|long|old|large|big|high|tall|deep|wide|thick|heavy|full|hot|cold|warm|strong"
            r"|fast|often|frequently|late|soon|expensive)\b|\b(number|share|percentage|proportion) of\b"
            r"|\b(what|which) (percentage|age)\b",
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
        re.compile(rf"\bwhen\b|\b(what|which|wich) ({_TIMES})\b|\bon (what|which) day\b", re.I),
    ),
    (
        "where",
        re.compile(r"\bwhere\b|\b(what|which) (place|city|town|village|country|region|district|street|state)\b", re.I),
    ),
    (
        "say",
        re.compile(  # anywhere in the question, so no word that is as often a noun: report, state, estimate
            r"\bwhat\b(?! (?:is|are|was|were)\b.* called\b)"
            r".*\b(say|says|said|claim\w*|tell|told|warn\w*|describe\w*|announce\w*|promise\w*|argue\w*|den(y|ied)"
            r"|react\w*|respon(d|se)\w*|suggest\w*|(?<!-)call(ed)?)\b|\bhow\b.*\b(react|respond|describe|call|put it)",
            re.I,
        ),
    ),
    ("why", re.compile(r"\bwhy\b|\bfor what reason\b|\bwhat (caused|made|led)\b", re.I)),
    ("how", re.compile(r"\bhow\b", re.I)),
    ("which", re.compile(r"\bwhich\b", re.I)),
)


# A question that begins so asks no more by what follows: "What was the town celebrating when the mayor came?"
_HEAD = re.compile(
    r"(?:(?:and|so|but) )?(?:(?:in|at|on|for|to|from|by|with|about|of|since|until|under|through|after|before) )?"
    r"(?:what|why|which|how|when|where)\b(?!.*\bnames? of\b)",
    re.I,
)
_SUBORDINATE = re.compile(r"(?<!and )(?<!or )\b(?:who(?:m|se)?|when|where)\b", re.I)


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


# The words that ask, which people mistype as any other; nothing else is mended here.
QUESTION_WORDS = ("what", "when", "where", "which", "who", "whom", "whose", "why", "how")
_LEAST_LETTERS = 3  # of a slip: "wy" may be anything
_AMOUNTS = frozenset("many much long old far often big large high tall deep few fast soon late".split())
_RUN_TOGETHER = re.compile(r"\b(who|what|where|when|how|why)(s|re|d|many|much|long)\b", re.I)
_JOINTS = {"s": "'s", "re": " are", "d": " did", "many": " many", "much": " much", "long": " long"}
_TOKEN = re.compile(r"[^\W\d_]+")


def mended(question: str, known: Callable[[str], bool]) -> str:
    """The question with slips in its question words put right: "Wheer", "waht", "hwo many", "whos".

    One slip is forgiven (OSA: a letter left out, added or changed, or two swapped) in a word that is not `known`, and
    never in a word with a capital inside the sentence, which may be a name.
    """
    slips = {match.start(): match.group() for match in _TOKEN.finditer(question) if _may_be_slip(match, known)}
    for at, word in sorted(slips.items(), reverse=True):
        rest = question[at + len(word) :]
        if meant := _meant(word.lower(), rest):
            question = question[:at] + (meant.capitalize() if word[0].isupper() else meant) + rest
    return question


def _may_be_slip(match: re.Match[str], known: Callable[[str], bool]) -> bool:
    word, at = match.group(), match.start()
    inside = bool(match.string[:at].strip(" \"'“‘¿"))
    return len(word) >= _LEAST_LETTERS and not (inside and word[0].isupper()) and not known(word.lower())


def _meant(word: str, rest: str) -> str:
    """The question word that a word is one slip of; "" when it is none, or is none without doubt."""
    if parts := _RUN_TOGETHER.fullmatch(word):
        return parts[1] + _JOINTS[parts[2]]
    near = [asking for asking in QUESTION_WORDS if _may_be_slip_of(word, asking)]
    if not near or word in STOPWORDS:
        return ""
    nearest = min(_slip(word, asking) for asking in near)
    kept = [asking for asking in near if _slip(word, asking) == nearest]
    if "how" in kept and "who" in kept:  # "hwo"
        following = re.match(r"\W*(\w+)", rest)
        return "how" if following and following[1].lower() in _AMOUNTS else "who"
    return kept[0] if len(kept) == 1 else ""


def _may_be_slip_of(typed: str, meant: str) -> bool:
    """Few letters leave few to slip on: "hot" is no slip of "how", and "hat" none of "what"."""
    if sorted(typed) == sorted(meant):
        return True
    same_start = typed[0] == meant[0] and OSA.distance(typed, meant) == 1
    return same_start and (len(typed) > _LEAST_LETTERS or len(typed) < len(meant))


def _slip(typed: str, meant: str) -> int:
    """How a word was mistyped, the likelier first: letters swapped, the end cut, a letter left out, added, changed."""
    if sorted(typed) == sorted(meant):
        return 0
    if meant.startswith(typed):
        return 1
    return 2 + len(typed) - len(meant) + 1 if len(typed) != len(meant) else 5


def wants(question: str) -> Wants:
    """What the question asks for, by its own words; "what" when nothing is more precise."""
    if _POLAR.match(question):
        return "polar"
    head = _HEAD.match(question)
    asked = question[: head.end()] + _SUBORDINATE.sub("", question[head.end() :]) if head else question
    return next((want for want, pattern in _WANTS if pattern.search(asked)), "what")


def asked_as(question: str) -> str:
    """The question as the reader sees it: with one question mark at its end, as nearly all that it learnt from."""
    return f"{question.rstrip('?!.,;: ')}?"


# Verbs that look like a plural after their subject: "Which product remains …" asks for one.
_VERBS = (
    "remains|becomes|makes|takes|holds|plays|leads|needs|uses|wants|owns|runs|comes|goes|says|gets|gives|hosts|helps"
    "|keeps|allows|requires|means|shows|sells|looks|lives|stars|borders|includes|contains|produces|belongs|sits|lies"
    "|stands|begins|ends|wins|faces|plans|claims|causes|works|turns|calls|covers|offers|serves|ranks|features"
)
_ONE_ACTS = "did|does|has|had|is|was|will|would|can|could|must|should|were|may|might"  # "What did they find?": one
_LIST = re.compile(
    r"^(?!name of\b|which of the (?:\w+ ){1,2}(?:was|is|has|does)\b)"
    r"(and )?(?:(?:in|at|from|on|for|with|by|to) (?=wh))?(which|what|name|list|give)( all| me| us)?( the| of the)?"
    rf"( (?!(?:{_ONE_ACTS})\b)\w+(?! (?:{_VERBS})\b)| \w+ and)? "
    r"(?!(?:was|series|news|sports|arms|tennis|status|basis|crisis|analysis|this|does|happens)\b)(\w{2,}[^\Wsu]s|people|men|women|children|countries)\b"
    r"|^what (are|were) .*[^\Wsu]s called\b|^who all\b|\bwhich ones\b"
    r"|^(and )?(which|what|name|list)( the)? (two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|^(what|who) (are|were) the ([\w-]+ ){0,2}?(?!(?:odds|chances|results|details|plans|losses|stakes|goals|aims)\b)"
    r"[\w-]{2,}[^\Wsu]s (of|for|in|that|who|made|set)\b",
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
