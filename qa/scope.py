"""What a follow-up without names is about: "How many died?" of the earthquake that was spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.analysers import Analyser
from qa.clauses import ASKING, Parsed, clause, parse
from qa.genders import likely_gender
from qa.mentions import Mention
from qa.spoken import Spoken

_EVENT = re.compile(
    r"\b(?:(?:earth)?quake|flood(?:ing)?s?|fire|blaze|storm|hurricane|typhoon|cyclone|tornado|landslide|avalanche|eruption"
    r"|explosion|blast|crash|collision|accident|disaster|attack|assault|raid|bombing|shooting|massacre|battle|war|riots?"
    r"|protests?|strike|elections?|vote|ballot|referendum|race|marathon|match|game|final|semi-?final|quarter-?final|derby"
    r"|tournament|cup|championships?|contest|competition|festival|summit|conference|trial|robbery|heist)$",
    re.I,
)
_TELLING_WHICH = re.compile(r" (?:of|in|on|at|near|against|for|between|from|that)\b.*")
_COUNTING = re.compile(r"how many (?:(?:were|are|have|had) |\w+ed\b|fell\b|fled\b|left\b|got\b|went\b)", re.I)
_COUNTED = re.compile(r"how many(?= (?:did|do|does|has|have|had|will|would|can|could) (?:he|she|it|they)\b)", re.I)
_UNDERGONE = frozenset("die kill injure hurt wound drown perish survive escape rescue trap".split())
_MUCH = re.compile(  # of what one can want or get: not "how much did it cost"
    r"how much(?= (?:did|do|does|will|would|has|have|had)\b.* (?:want|get|got|receive|need|demand|ask for|use|take|give"
    r"|offer|have|lose|accept|request|wanted|received|needed|demanded|asked for|used|taken|given|offered|lost)$)",
    re.I,
)
_DEFINITE = re.compile(r"^the (?:[a-z-]+ )?[a-z-]+$", re.I)
_MOVING = r"(?:out of|into|to|from|through|towards?)"
_MOST_WORDS = 7


def scoped(text: str, past: Sequence[Spoken], analyser: Analyser) -> str:
    """The text with the event it is about, or whose the thing is that it asks about; unchanged if it says so itself."""
    parsed = parse(text, analyser)
    asked = clause(parsed)
    if asked is None or _is_about_something(parsed):
        return text
    if event := next((m for m in past[0].all() if is_event(m)), None):
        return f"{text} in {in_full(event, past[0])}"
    owner = next((m for m in past[0].all() if _may_own(m)), None)
    if owner and asked.is_copular and not asked.rest and _DEFINITE.match(asked.subject):
        return f"{text} of {owner.bare}"
    where = "" if _is_told_more(parsed) else _where(past[0]) or _at(past[:2], text)
    return f"{text} {where}" if where else text


def counted(text: str, last: Spoken) -> str:
    """ "How many were hurt" with what the last question counted."""
    old = last.clause
    if old and old.noun and re.match(r"how many ", old.asking, re.I) and re.match(_COUNTING, text):
        return re.sub(r"(?<=how many) ", f" {old.noun} ", text, count=1, flags=re.I)
    if old and old.noun and re.match(r"how much ", old.asking, re.I) and (found := _MUCH.match(text)):
        return f"{text[: found.end()]} {old.noun}{text[found.end() :]}"
    if found := _COUNTED.match(text):
        things = old.noun if old and old.noun and re.match(r"how many ", old.asking, re.I) else _things(last)
        return f"{text[: found.end()]} {things}{text[found.end() :]}" if things else text
    return text


def _things(last: Spoken) -> str:
    """Several things that were the answer, without number, article and what tells which: "helicopters"."""
    answer = last.answer
    if answer is None or not answer.plural or answer.sort not in ("thing", "person", "amount") or answer.named:
        return ""
    noun = re.sub(r"^(?:the|some|\S*\d\S*|its|their|his|her) ", "", _TELLING_WHICH.sub("", answer.bare))
    return noun if re.fullmatch(r"[a-z-]+(?: [a-z-]+)?s", noun) else ""


def _is_told_more(parsed: Parsed) -> bool:
    """Whether a noun has a word that tells which: "the northern army"."""
    return any(t.dep in ("amod", "compound") and t.lemma not in ("many", "much") for t in parsed.tokens)


def _where(turn: Spoken) -> str:
    """The place that the last question names, with its preposition; who left Halm, or came to it, was in Halm."""
    places = [m.bare for m in turn.mentions if m.sort == "place" and re.search(r"\b[A-Z]", m.bare)]
    places = [re.sub(r"(?<=\w) [a-z]+$", "", place) if place[:1].isupper() else place for place in places]
    for place in places:
        if found := re.search(rf"\b(?:in|on|at|near|off|around|outside) {re.escape(place)}\b", turn.question.text):
            return found.group()
    names = (place for place in places if re.fullmatch(r"(?:the )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*", place))
    moved = (place for place in names if re.search(rf"\b{_MOVING} {re.escape(place)}$", turn.question.text[:-1]))
    return next((f"in {place}" for place in moved), "")


def _at(past: Sequence[Spoken], text: str) -> str:
    """ "How many jobs will go" at the company that was spoken of: a number is always one of something."""
    if not re.match(r"how many\b", text, re.I):
        return ""
    body = next((m for turn in past for m in turn.all() if m.sort == "group" and m.named), None)
    return f"at {body.bare}" if body else ""


def _may_own(mention: Mention) -> bool:
    if not mention.named or mention.role == "other" or likely_gender(mention.bare):
        return False
    return mention.sort in ("thing", "group")


def is_event(mention: Mention) -> bool:
    """Whether it happened, or happens: something can be the case in it."""
    said_which = re.match(r"(?:the|an?|this|that) |[A-Z]|.*['’]s? ", mention.text)
    takes_place = mention.sort == "thing" or (mention.sort == "place" and mention.named)  # "the Orla Fire"
    return takes_place and bool(said_which) and bool(_EVENT.search(_TELLING_WHICH.sub("", mention.bare)))


def place_of_event(text: str, last: Spoken, located: str, analyser: Analyser) -> str:
    """ "There" of "how many died there?" after "Where was the last crash?": "in the crash in Sund"; "" for a place."""
    asked, old = clause(parse(text, analyser)), last.clause
    if asked is None or old is None or not old.asks_place or asked.lemma not in _UNDERGONE or not last.said:
        return ""
    event = next((m for m in last.mentions if m.role == "subject" and is_event(m)), None)
    if event is None:
        return ""
    name = re.sub(r"^(the|an?) (?:last|latest|first|worst|biggest|deadliest) ", "the ", event.bare, flags=re.I)
    return f"in {_TELLING_WHICH.sub('', name)} {located}"


def in_full(event: Mention, turn: Spoken) -> str:
    """An event with its place, where the turn named one: "the earthquake in Mandal"."""
    name = re.sub(r"^(?:an?) ", "the ", event.bare)
    named = (m.bare for m in turn.mentions if m.sort == "place" and re.search(r"\b[A-Z]", m.bare))
    place = next((place for place in named if place not in name), "")
    return f"{name} in {place}" if place and not re.search(r"\b[A-Z]", name) else name


def _is_about_something(parsed: Parsed) -> bool:
    """Whether a name, a number, a pronoun or a phrase with a preposition says what it is about."""
    tokens = parsed.tokens[:-1]
    if len(tokens) > _MOST_WORDS or re.search(r"\d|\S [A-Z]", parsed.text):
        return True
    own = [i for i, token in enumerate(tokens) if parsed.word(i) not in ASKING]
    stated = {i for i in own[-2:-1] if tokens[i].pos == "ADP" and tokens[i + 1].tag == "NN"}  # "on strike"
    if parsed.word(0) == "who" and own and tokens[own[-1]].pos == "ADP":
        stated.add(own[-1])  # "Who stayed behind?"
    return any(tokens[i].pos in ("ADP", "PROPN") or tokens[i].tag in ("PRP", "PRP$") for i in own if i not in stated)
