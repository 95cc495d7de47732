"""Pronouns of a follow-up by what they stand for in the turns before it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from qa.analysers import Analyser, Token
from qa.antecedents import body, person, several, thing
from qa.clauses import Parsed, clause, parse
from qa.echoes import doing
from qa.inflections import inflected
from qa.mentions import Mention, of_question
from qa.scope import in_full, is_event
from qa.sorts import Sort, sort_of
from qa.spoken import Spoken, possessive

_EMPTY_IT = re.compile(
    r"\bit (?:is |was |be |has |will )?(?:been )?(?:rain|snow|hail|freez|thunder|drizzl)"
    r"|\b(?:is|was|isn't|wasn't|be) it (?:\w+ )?(?:true|possible|likely|certain|clear|necessary|known|said|decided)\b"
    r".*\b(?:that|to|if|whether)\b"
    r"|\b(?:is|was|isn't|wasn't) it (?:\w+ )+(?:that|who)\b"
    r"|\btakes? it\b|\b(?:does|did|will|would|can) it (?:take|cost|need)\b.*\bto\b|\btime is it\b"
    r"|\bhow (?:warm|cold|hot) (?:is|was) it\b|\bit (?:is|was) (?:\w+ )?that\b",
    re.I,
)
PERSONAL = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f", "himself": "m", "herself": "f"}
_HUMAN = frozenset(  # what only people do
    "accept agree appeal apply argue ask believe celebrate claim come compete decide demand deny eat go hope know"
    " leave live marry meet negotiate offer play pray promise protest return say sing sleep speak stay strike study"
    " talk teach tell think threaten train travel vote walk want wear win work write".split()
)
_LEADS = frozenset("lead head run chair coach train manage command captain own found finance".split())
_SPENT = re.compile(
    r"\b(?:it|that|this) (?:(?:be )?(?:used|meant|spent|needed) )?(?:for|on)\?"
    r"|\b(?:pays?|paid|gets?|got|receives?d?|spends?|spent) (?:it|that)\b|\b(?:it|that) (?:come from|go(?:ing)? to)\b",
    re.I,
)
SINGLE = frozenset("it its itself this that".split())
PLURAL = frozenset("they them their theirs these those".split())
_SUBORDINATE = frozenset("before after when while until since because if once".split())  # "was Orlo, before he left"
_DETERMINED = re.compile(
    r"(?:the|this|that|these|those|its|their|his|her|our|any|no|every|each|all|both|most|many|much|[\w’'-]+['’]s?"
    r"|[A-Z]\S*) "
)


def pronouns(text: str, past: Sequence[Spoken], analyser: Analyser) -> str:
    """The first pronoun of each kind as what it stands for; later ones can point to that."""
    his, hers = ({word for word, gender in PERSONAL.items() if gender == one} for one in "mf")
    for words in (his, his, hers, hers, SINGLE, PLURAL):  # "where did he meet him"
        parsed = parse(text, analyser)
        at = _pointing(parsed, words)
        made = text if at is None else _replaced(parsed, at, past, analyser)
        text = text if made.lower() == text.rstrip("?").lower() else made
    return text


def antecedent_missing(text: str, words: Collection[str], analyser: Analyser) -> str:
    """The first of these words in a text that has nothing to stand for there; "" when there is none."""
    parsed = parse(text, analyser)
    at = _pointing(parsed, words)
    return "" if at is None else parsed.word(at)


def _pointing(parsed: Parsed, words: Collection[str]) -> int | None:
    """The first of these words, if it points back to what was said before the text."""
    at = next((i for i in range(len(parsed.tokens)) if parsed.word(i) in words and _points_back(parsed, i)), None)
    return None if at is None or _own_antecedent(parsed, at) else at


def _points_back(parsed: Parsed, at: int) -> bool:
    """Whether a word stands for something: not the "that" of a clause, nor the "it" of "is it true that"."""
    token, word = parsed.tokens[at], parsed.word(at)
    if word in ("that", "this", "these", "those"):
        ends = at and parsed.tokens[at - 1].lemma == "be" and parsed.tokens[at + 1].pos in ("ADP", "PUNCT")
        return (token.tag == "DT" and token.pos == "PRON") or bool(ends)  # "what region is that in"
    if word == "it":
        return token.dep != "expl" and not _EMPTY_IT.search(parsed.text)
    return token.pos in ("PRON", "DET", "ADJ")


def _own_antecedent(parsed: Parsed, at: int) -> bool:
    """Whether the question itself says before who or what is meant: in another clause, or as the owner of something.

    A pronoun and its noun are not subject and object of one verb (Chomsky's principle B).
    """
    word, owning = parsed.word(at), parsed.tokens[at].tag == "PRP$"
    verbs = [i for i in range(at) if parsed.tokens[i].pos == "VERB" and parsed.word(i) not in ("do", "does", "did")]
    found = clause(parsed)
    begin = parsed.tokens[at].start
    for mention in of_question(parsed, found):
        place = parsed.text.find(mention.text)
        if place < 0 or place + len(mention.text) > begin or not _agrees(word, mention.sort, mention.plural):
            continue
        apart = sum(parsed.tokens[i].start > place for i in verbs) + (parsed.word(at - 1) in _SUBORDINATE)
        if owning or apart > (not parsed.tokens[at].dep.startswith("nsubj")):
            return True
    asked = found is not None and found.asks_person and found.asks_subject and bool(verbs)  # "who said that he"
    return asked and word in PERSONAL and parsed.tokens[at].dep.startswith("nsubj")


def _agrees(word: str, sort: str, plural: bool | None) -> bool:
    if word in PERSONAL:
        return sort == "person" and not plural
    if word in PLURAL:
        return plural is not False or sort == "person"
    return sort not in ("person", "time", "amount") and not plural


def _replaced(parsed: Parsed, at: int, past: Sequence[Spoken], analyser: Analyser) -> str:
    word, token = parsed.word(at), parsed.tokens[at]
    owning = token.tag == "PRP$"
    if word in PERSONAL:
        found = person(past, PERSONAL[word], "" if owning else parsed.text)
    elif word in SINGLE:
        found = past[0].located() if _asks_where(parsed) else _led(parsed, at, past) or _money(parsed, past[0])
        found = found or doing(parsed, at, past[0], analyser) or thing(past, owning)
    else:
        acting = token.dep in ("nsubj", "poss") or owning
        human = token.dep == "nsubj" and parsed.tokens[token.head].lemma in _HUMAN
        asked = clause(parsed)  # "How many of them walked out"
        human = human or (asked is not None and asked.asks_subject and asked.lemma in _HUMAN)
        found = _led(parsed, at, past) or doing(parsed, at, past[0], analyser)
        found = found or several(past, acting, _part_of(parsed, at), human)
    text = parsed.text.rstrip("?")
    if found is None:
        return re.sub(r" (?:over|because of) (?:it|this|that)$", "", text)  # "did she resign over it"
    if _says_the_same(parsed, found):
        return text
    before, after = text[: token.start], text[token.end :]
    told = re.search(r" (?:of (?P<owner>[^,]+)|that (?P<doer>.+))$", found.bare)
    subject = past[0].clause.subject if past[0].clause else ""
    if told and (told["owner"] or subject or before) in before and (told["owner"] or subject):
        found = replace(found, text=found.bare[: told.start()])  # "Where did the ministry take the samples"
    name = _name(found.bare) if found.named or found.text[:1].isupper() else _the(found.bare)
    if is_event(found) and found in past[0].mentions:
        name = in_full(found, past[0])
    if not owning:
        told_twice = f"{name} " in before or f" {name} " in f"{after} "  # "where did they pick Ada Brook up"
        return text if told_twice else f"{before}{name}{after}"  # nobody asks herself to bring bread
    return _owned(parsed, at, token, name)


def _says_the_same(parsed: Parsed, found: Mention) -> bool:
    """Whether who is told by what they did is asked about just that: "what did the person who saw it see"."""
    asked = clause(parsed)
    if asked is None or not asked.verb or found.named or not found.text.startswith("the person who"):
        return False
    forms = {inflected(asked.lemma, tag) for tag in ("VBD", "VBN", "VBZ")} | {asked.lemma}
    return not forms.isdisjoint(found.text.split())


def _led(parsed: Parsed, at: int, past: Sequence[Spoken]) -> Mention | None:
    """The body that somebody leads, where the pronoun is the object of such a verb."""
    token = parsed.tokens[at]
    leads = parsed.tokens[token.head].lemma in _LEADS and not token.dep.startswith("nsubj") and token.tag != "PRP$"
    asked = clause(parsed)
    return body(past) if leads or (asked and asked.lemma in _LEADS and asked.rest == parsed.word(at)) else None


def _money(parsed: Parsed, last: Spoken) -> Mention | None:
    """The sum that was the answer, where the question is about what becomes of it: "what is it for"."""
    asked = last.clause
    if asked is None or last.answer is None or not asked.asking.lower().startswith("how much"):
        return None
    return last.answer if last.answer.sort == "amount" and _SPENT.search(parsed.text) else None


def _part_of(parsed: Parsed, at: int) -> Sort | None:
    """What one of "them" is, where the question asks which is "among them" or "of those"."""
    asked = clause(parsed)
    noun = asked.noun if asked else ""
    return sort_of(noun) if noun and at and parsed.word(at - 1) in ("among", "of") else None


def _asks_where(parsed: Parsed) -> bool:
    """Whether it asks where something is: "In which region is that"."""
    asked = clause(parsed)
    where = asked is not None and (asked.asks_place or asked.asking.lower() == "how far")
    return where and asked is not None and asked.is_copular


def _owned(parsed: Parsed, at: int, token: Token, name: str) -> str:
    """ "Ada Brook's team"; "the chairman of the bank of Halm" where the owner has many words."""
    text = parsed.text.rstrip("?")
    before, after = text[: token.start], text[token.end :]
    phrase = next((p for p in parsed.analysis.phrases if p.start <= token.start < p.end), None)
    if phrase is None or len(name.split()) <= 3:
        return f"{before}{possessive(name)}{after}"
    noun, rest = text[token.end : phrase.end].strip(), text[phrase.end :]
    if inner := re.fullmatch(r"(?P<whose>.+)['’]s (?P<what>.+)", noun):
        noun = f"{inner['what']} of the {inner['whose']}"  # "the name of the wife of …"
    return f"{before}the {noun} of {name}{rest}"


def _name(text: str) -> str:
    """A name without what is said about it: "Ada Brook, the mayor of Halm" is "Ada Brook"."""
    first = text.split(",")[0]
    return first if first[:1].isupper() and len(first.split()) <= 4 and " and " not in text else text


def _the(noun: str) -> str:
    """What was brought in as "a crack" or "22,000 sandbags" is "the crack" or "the 22,000 sandbags" from then on."""
    made = re.sub(r"^(?:an?|no|some|about|nearly|around|almost|at least|more than|only) ", "", noun, flags=re.I)
    return noun if _DETERMINED.match(made) else f"the {made}"
