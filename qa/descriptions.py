"""What a description of a follow-up points to: "the club", "that speech", "the minister" by the name they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.analysers import Analyser
from qa.clauses import clause, parse
from qa.formation import is_made_of
from qa.genders import has_first_name
from qa.mentions import Mention
from qa.realms import is_realm
from qa.sorts import is_people, sort_of
from qa.speaker import TITLES
from qa.spoken import Spoken, possessive

_POINTING = re.compile(
    r"\b(?:that|this|those|these|the same|the said|(?P<the>the)) (?!(?:the|an?|its?|their|there|this|that)\b)"
    r"(?P<noun>[a-z]+)\b(?! of\b)",
    re.I,
)
_AFTER_NOUN = re.compile(r"\b(?:of|from|near|in|at|on|that|which|who|about|for)\b.*")
_OFFICE = re.compile(r"^who (?:is|was|'s) (?:the|its|their) (?:\w+ )?(?P<office>\w+)$", re.I)
_HOLDER = re.compile(
    r"^who (?:is|was|'s|became|will be) (?:the )?(?:new )?(?P<office>\w+)"
    r"(?: (?:now|today|currently|instead|before|after that))?$",
    re.I,
)
_WHO = re.compile(r"who(?: is|'s|’s| are| was| were) [\w ]+", re.I)
_LEADS_TOWN = frozenset("mayor governor".split())
# What a report calls something that it named before, by what the name is; "the police" or "the court" is another body.
_CALLED = {
    "group": frozenset(
        "company firm business group club team side party airline bank organisation organization agency charity"
        " newspaper university maker carmaker retailer chain operator manufacturer producer publisher insurer startup"
        " buyer seller".split()
    ),
    "place": frozenset("city town village place country province region state island".split()),
}
_AT = re.compile(r"\b(?:in|of|at|near|from|outside|into) (?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)")
_SMALL = frozenset("city town village".split())
_ALIKE = tuple(
    frozenset(words.split())
    for words in (
        *("deal agreement treaty accord pact contract", "crash accident collision", "quake earthquake", "fire blaze"),
        *("attack assault raid strike", "war conflict", "match game final", "report study survey", "law bill act"),
        *("vote election ballot", "plane aircraft jet", "speech address", "talks meeting summit", "ship vessel"),
    )
)
_LEAST_STEM = 4  # letters that an event and its verb share: "reject" and "rejection"


def described(text: str, past: Sequence[Spoken], analyser: Analyser) -> str:
    """The text with its descriptions replaced by what the conversation calls the things, most surely known first."""
    for found in _POINTING.finditer(text):
        if _goes_on(text, found.end(), analyser):
            continue  # "the coast guard" is no coast
        if found["the"] and (re.search(r"\s[A-Z]", text) or _WHO.fullmatch(text)):
            continue  # it names what it is about, or asks who has an office
        meant = _meant(found["noun"].lower(), past, analyser)
        if meant and meant not in text:
            return text[: found.start()] + meant + text[found.end() :]
    return text


def _goes_on(text: str, end: int, analyser: Analyser) -> bool:
    """Whether the noun phrase has more words after this place."""
    parsed = parse(text, analyser)
    at, asked = min(parsed.at(end), len(parsed.tokens) - 1), clause(parsed)
    if asked and asked.verb.lower() == parsed.word(at):  # "what did the film cost"
        return False
    noun = parsed.tokens[at].pos in ("NOUN", "PROPN")
    return noun and any(p.start < end < p.end for p in parsed.analysis.phrases)


def _meant(noun: str, past: Sequence[Spoken], analyser: Analyser) -> str:
    for turn in past:
        for known in (
            _answering(noun, turn),
            _fuller(noun, turn),
            _titled(noun, turn),
            _happening(noun, turn, analyser),
        ):
            if known:
                return known
    return next(_called(noun, past, analyser), "")


def _fuller(noun: str, turn: Spoken) -> str:
    """ "The bridge" where "the old bridge of Halm" was spoken of."""
    for mention in turn.all():
        words = _AFTER_NOUN.sub("", mention.text).lower().split()
        if re.match(rf"(?:the )?{noun} [A-Z]", mention.text):
            return mention.text  # "the film Salt"
        longer = len(mention.text.split()) > 2 or words[-1:] != [noun]
        if words and words[-1] in _alike(noun) and longer:
            full = mention.text if re.match(r"the |.*['’]s? ", mention.text, re.I) else f"the {mention.bare}"
            return re.sub(r"^(?:the )?an? ", "the ", full, flags=re.I)
    return ""


def _alike(noun: str) -> frozenset[str]:
    """The nouns that news uses for the same thing."""
    return frozenset({noun}).union(*(words for words in _ALIKE if noun in words))


def _answering(noun: str, turn: Spoken) -> str:
    """ "The club" after "Which club …?": the answer."""
    asked, answer = turn.clause, turn.answer
    if (
        asked is None
        or answer is None
        or answer.sort == "amount"
        or not re.match(r"(?:in |on |at )?(?:what|which) ", asked.asking, re.I)
    ):
        return ""
    return answer.bare if asked.noun.lower().split()[-1:] == [noun] else ""


def _titled(noun: str, turn: Spoken) -> str:
    """ "The minister" after "Who resigned as finance minister?", or where a quote has that title with the name."""
    answer = turn.answer
    if answer is None or answer.sort != "person" or " " not in answer.bare or not is_people(noun):
        return ""
    title = rf"\b{re.escape(noun)}\b"
    name = re.escape(answer.bare.split()[-1])
    beside = rf"{title},? (?:[A-Z]\S* )*{name}\b|\b{name}, (?:an?|the) (?:[\w-]+ )*?{title}"
    rest = turn.clause.rest if turn.clause and turn.clause.verb else ""
    another = re.search(rf"\b(?:the|those|these|his|her|its|their) (?:[a-z-]+ )?{noun}\b", rest)  # "blamed the guards"
    told = (not another and re.search(title, turn.question.text, re.I)) or any(
        re.search(beside, quote, re.I) for quote in (turn.said, *turn.quotes)
    )
    return answer.bare if told else ""


def _happening(noun: str, turn: Spoken, analyser: Analyser) -> str:
    """ "The meeting" after "Where did they meet?": what was done, by the noun that is made of the verb."""
    asked = turn.clause
    if asked is None or not asked.verb or noun in TITLES or is_people(noun):
        return ""
    lemma = parse(f"They {asked.verb}", analyser).tokens[1].lemma.lower()
    if len(lemma) < _LEAST_STEM or noun == lemma or not is_made_of(noun, frozenset({lemma})):
        return ""
    who = asked.subject or (turn.answer.text if turn.answer else "")
    return f"{possessive(who)} {noun}" if who else ""


def _called(noun: str, past: Sequence[Spoken], analyser: Analyser) -> Iterator[str]:
    """The names of the newest turn that are of the kind of thing that the noun calls."""
    sort = next((sort for sort, nouns in _CALLED.items() if noun in nouns), None)
    for turn in past if sort else ():
        named = [m for m in turn.all() if m.named and (m.sort == sort or (sort == "group" and _is_unknown(m)))]
        named = [m for m in named if noun not in _SMALL or not is_realm(m.bare)]  # no country is a town
        yield from (m.bare for m in sorted(named, key=lambda m: m.sort != sort))
    if noun in _SMALL and past[0].said:
        yield from _told_beside(past[0], analyser)


def _told_beside(turn: Spoken, analyser: Analyser) -> Iterator[str]:
    """The towns that the sentence of the answer names, in their order."""
    for quote in turn.quotes[:1]:
        labels = {quote[n.start : n.end]: n.label for n in analyser.analyse([quote])[0].names}
        names = [found["name"] for found in _AT.finditer(quote)]
        yield from (n for n in names if not is_realm(n) and sort_of(n, labels.get(n, ""), "in", True) == "place")


def _is_unknown(mention: Mention) -> bool:
    """Whether a name is one that nobody told what it names: "Twitter" may be called a company."""
    return mention.sort == "thing" and mention.bare[:1].isupper() and not has_first_name(mention.bare)


def _office_in_full(text: str, past: Sequence[Spoken]) -> str:
    """ "Who is minister now?" with whose minister that is, as a question before said it; "" for anything else."""
    found = _HOLDER.match(text)
    if found is None or found["office"].lower() not in TITLES:
        return ""
    for turn in past:
        tokens, words = turn.question.tokens, turn.question.words()
        at = words.index(found["office"].lower()) if found["office"].lower() in words else 0
        first = at
        while (
            first
            and tokens[first - 1].dep in ("compound", "amod")
            and tokens[first - 1].pos in ("NOUN", "ADJ", "PROPN")
        ):
            first -= 1
        if first < at:
            return f"{text[: found.start('office')]}{turn.question.between(first, at + 1)}{text[found.end('office') :]}"
    return ""


def office(text: str, past: Sequence[Spoken]) -> str:
    """ "Who is the chairman" of what was spoken of: an office is somebody's, a town's or a company's."""
    if made := _office_in_full(text, past):
        return made
    found = _OFFICE.match(text)
    if not found or found["office"].lower() not in TITLES:
        return text
    sorts = ("place", "group") if found["office"].lower() in _LEADS_TOWN else ("group",)
    named = (m for m in past[0].all() if m.sort in sorts and m.named)
    owner = next(named, None)
    return f"{text} of {owner.bare}" if owner else text
