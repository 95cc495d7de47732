"""A follow-up to a question that stands alone, by rules: what it leaves out is taken from the turns before it.

Each rule is one of English grammar (docs/UNDERSTANDING.md lists them); a question that has its own antecedents is left
alone. Earlier turns only lend names and words; they are never evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.analysers import Analyser, Token
from qa.clauses import ASKING, AUXILIARIES, Parsed, clause, parse
from qa.mentions import REPORTING, Mention, of_question
from qa.restate import asked_again, instead, said_inside, sooner_or_later, who_said
from qa.sorts import Sort, sort_of
from qa.speaker import TITLES
from qa.spoken import Spoken, Turn, joined, moment, person, place, possessive, several, spoken, thing

__all__ = ["Turn", "rewrite"]

_OPENING = re.compile(
    r"^(?:(?:and|but|so|also|then(?=\W+\w)|ok|okay|well|no|nope|sorry|yes|right|hm+|oh|ah|now(?=\W+\w)|or|i (?:mean"
    r"|meant)|rather)\b[,.;:! ]*)+",
    re.I,
)
_ABOUT = re.compile(r"^(?:what|how) about (?P<new>.+)$", re.I)
_SAID_WHO = re.compile(
    r"^(?:who (?:said|says|claims|claimed|told you|reported|stated|thinks|is saying)(?: (?:so|that|this|it"
    r"|these things))?"
    r"|who (?:gave|gives|named|names|cited|cites|provided|published|reported|estimated|said) (?:that|this|the) "
    r"(?:number|figure|estimate|date|name|reason|sum|amount|information)"
    r"|says who|said who|according to who(?:m)?|who is (?:that|this|it) according to)$",
    re.I,
)
_EVENT = re.compile(
    r"^(?P<asking>(?:since |until |by |from )?(?:why|when|where|how|how come|how long ago|(?:on |in |at )?(?:what"
    r"|which) \w+))"
    r" (?:is|was|did|has|does|will|'s) (?:(?:that|this)|(?:that|this|it|all this) (?:happen\w*|take place|occur\w*"
    r"|be|come about|so"
    r"|the case|go on|start|begin))$",
    re.I,
)
_WITHIN = re.compile(
    r"^(?:in )?(?P<which>(?:what|which) \w+) (?:is|was|'s) (?:that|this|it)(?: in| located| situated)*$", re.I
)
_SEQUENCE = re.compile(
    r"^(?P<word>later|then|afterwards?|after (?:that|this|it)|next|before(?: (?:that|this|it))?|earlier|previously)$",
    re.I,
)
_ELSE = re.compile(r"^(?:(?P<asking>what|who|where|when|how) else|anything else|anyone else|anybody else|more)$", re.I)
_BARE = re.compile(
    r"^(?:(?:since|until|till|out of|by|for|from|to|with|at|in|on|about|under|near|against)\s+)?"
    r"(?:why|when|where|who|whom|what|how|which)\b(?: (?!(?:is|was|are|were|did|do|does|has|have|will"
    r"|can)\b)[\w-]+){0,4}$",
    re.I,
)
_IF = re.compile(rf"^(?:if|when|unless|once) (?!(?:{'|'.join(map(re.escape, sorted(AUXILIARIES)))})\b)", re.I)
_OTHER = re.compile(r"\b(?:the )?other (?P<noun>[a-z]+)\b", re.I)
_UNITS = r"(?:day|date|week|month|year|night|morning|evening|afternoon|time|moment|season|summer|winter)"
_THAT_TIME = re.compile(rf"\b(?:(?:on|in|at|during) )?(?:the same|that|this very|that same) {_UNITS}\b", re.I)
_THIS_NOUN = re.compile(r"\b(?:that|this|those|these|the same|the said) (?P<noun>[a-z]+)\b", re.I)
_THE_NOUN = re.compile(r"\bthe (?P<noun>[a-z]+)\b(?! of\b)", re.I)
_EMPTY_IT = re.compile(
    r"\bit (?:is |was |be |has |will )?(?:been )?(?:rain|snow|hail|freez|thunder|drizzl)"
    r"|\b(?:is|was|isn't|wasn't|be) it (?:\w+ )?(?:true|possible|likely|certain|clear|necessary|known|said|decided)\b"
    r".*\b(?:that|to|if|whether)\b"
    r"|\b(?:is|was|isn't|wasn't) it (?:\w+ )+(?:that|who)\b"
    r"|\btakes? it\b|\b(?:does|did|will|would|can) it (?:take|cost|need)\b.*\bto\b|\btime is it\b"
    r"|\bhow (?:warm|cold|hot) (?:is|was) it\b|\bit (?:is|was) (?:\w+ )?that\b",
    re.I,
)
_PERSONAL = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f", "himself": "m", "herself": "f"}
_SINGLE = frozenset("it its itself this that".split())
_PLURAL = frozenset("they them their theirs these those".split())
_ANY_PRONOUN = re.compile(r"\b(?:he|she|it|they|him|her|them|his|their|its)\b", re.I)
_DISLOCATED = re.compile(
    rf"^(?P<phrase>[^,?]{{3,60}}), (?P<question>(?:{'|'.join(sorted(ASKING))}|is|are|was|were|did|does|do|has|have|will"
    r"|can)\b.+)$",
    re.I,
)
_OPENS = re.compile(r"^(?:in|on|at|near|from|by|to|of|for|with|during|since|until|after|before|according)\b", re.I)
_DETERMINED = re.compile(
    r"(?:the|this|that|these|those|its|their|his|her|our|any|no|every|each|all|both|most|many|much|[\w’'-]+['’]s?"
    r"|[A-Z]\S*) "
)
_OFFICE = re.compile(r"^who (?:is|was|'s) (?:the|its|their) (?:\w+ )?(?P<office>\w+)$", re.I)
_FRAGMENT_WORDS = 6


def rewrite(question: str, turns: Sequence[Turn], analyser: Analyser) -> str:
    """The question with what it leaves out filled in; the question itself when it stands alone or nothing fits."""
    if not turns:
        return question
    past = spoken(turns, analyser)
    bare = question.strip().rstrip("?!. \u00a0")
    text = _OPENING.sub("", bare)
    made = _whole(text, text != bare, past, analyser)
    if made is None:
        made = _resolved(text, past, analyser)
        if made == text and not (text != bare and text):
            return question
        mark = "?" if question.rstrip().endswith("?") else ""
        return _capital(made) + mark
    return _capital(made) + "?"


def _whole(text: str, opened: bool, past: Sequence[Spoken], analyser: Analyser) -> str | None:
    """An ellipsis as the last question asked again; None when the text is none."""
    last = past[0]
    if _ABOUT.match(text):
        return _about(text, opened, past, analyser)
    if _SAID_WHO.match(text):
        return who_said(last)
    event = _EVENT.match(text)
    if event and not (last.answer and last.answer.sort == "place" and re.search("where|which|what", event["asking"])):
        return asked_again(event["asking"], said_inside(last, analyser))
    within = _WITHIN.match(text)
    if within and last.answer and last.answer.sort == "place" and sort_of(within["which"]) == "place":
        return f"In {within['which'].lower()} is {last.answer.bare}"
    if found := _SEQUENCE.match(text):
        return sooner_or_later(found["word"], last)
    if found := _ELSE.match(text):
        return asked_again(_else(found["asking"], last), last)
    if _BARE.match(text) and not _stands(text, analyser):
        return asked_again(text, last)
    if made := _dislocated(text, past, analyser) or _another_says(text, past, analyser):
        return made
    return _about(text, opened, past, analyser)


def _dislocated(text: str, past: Sequence[Spoken], analyser: Analyser) -> str | None:
    """ "Her husband, what does he do": the phrase in front in the place of its pronoun."""
    found = _DISLOCATED.match(text)
    pronoun = _ANY_PRONOUN.search(found["question"]) if found else None
    if found is None or pronoun is None or _OPENS.match(found["phrase"]):
        return None
    if any(token.pos == "AUX" for token in parse(found["phrase"], analyser).tokens):
        return None
    phrase, question = _resolved(found["phrase"], past, analyser, fragment=True), found["question"]
    owning = pronoun.group().lower() in ("his", "their", "its") or parse(question, analyser).tokens[0].tag == "PRP$"
    made = possessive(phrase) if owning else phrase
    return f"{question[: pronoun.start()]}{made}{question[pronoun.end() :]}"


def _another_says(text: str, past: Sequence[Spoken], analyser: Analyser) -> str | None:
    """ "And what did the Commission find?": what the last question asked of somebody else, or what it was about."""
    asked = clause(parse(text, analyser))
    if asked is None or asked.lemma not in REPORTING or asked.rest or not asked.subject:
        return None
    if asked.asking.lower() != "what" or _ANY_PRONOUN.search(asked.subject):
        return None
    old = past[0].clause
    if old and old.lemma in REPORTING and old.subject and old.asks_noun and old.rest:
        rest = re.sub(r"^(?:it|they|he|she)\b", old.subject, old.rest)
        return joined(old.asking, asked.auxiliary, asked.subject, asked.verb, rest)
    topic = _topic([replace(past[0], answer=None)]) or _topic(past[:1])
    return f"{text} about {topic}" if topic else None


def _else(asking: str | None, last: Spoken) -> str:
    if asking:
        return f"{asking} else"
    return f"{(last.clause.asking.split() or ['what'])[0] if last.clause else 'what'} else"


def _stands(text: str, analyser: Analyser) -> bool:
    """Whether a verb makes a question of it."""
    parsed = parse(text, analyser)
    return any(token.pos in ("VERB", "AUX") for token in parsed.tokens) and len(text.split()) > 2


def _about(text: str, opened: bool, past: Sequence[Spoken], analyser: Analyser) -> str | None:
    """ "What about Sund", "in 2022", "and the other town", "and her husband"."""
    about = _ABOUT.match(text)
    new = about["new"] if about else text
    if re.fullmatch(r"[A-Z][\w -]*['’]s?", new) and (opened or about):
        return instead(new, past, analyser)
    if not about and not _is_fragment(new, opened, analyser):
        return f"What happens {text} ({_topic(past)})" if opened and _IF.match(text) and _topic(past) else None
    new = _other(new, past)
    parsed = parse(f"What about {new}", analyser)
    owner = next((i for i, t in enumerate(parsed.tokens) if t.tag == "PRP$"), None)
    resolved = _resolved(new, past, analyser, fragment=True)
    if owner is not None and resolved != new:
        return f"{'Who' if sort_of(new) == 'person' else 'What'} is {resolved}"
    return instead(resolved, past, analyser)


def _is_fragment(text: str, opened: bool, analyser: Analyser) -> bool:
    """Words without verb or question word, after "and" or with a preposition, or nothing but a name or date."""
    words = text.split()
    parsed = parse(text, analyser)
    if (
        not words
        or len(words) > _FRAGMENT_WORDS
        or any(parsed.word(i) in AUXILIARIES for i in range(len(parsed.tokens)))
    ):
        return False
    if any(t.pos == "VERB" and t.tag in ("VBD", "VBZ", "VBP") for t in parsed.tokens) and not opened:
        return False
    if re.search(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", text, re.I):
        return False
    placed = re.match(
        r"(?:in|on|at|near|from|by|for|with|during|since|until|after|before|according to|per)\b", text, re.I
    )
    named = all(word[0].isupper() or word[0].isdigit() for word in words)
    return opened or bool(placed) or named


def _other(text: str, past: Sequence[Spoken]) -> str:
    """ "The other town" by its name, when the conversation has two of them and the last question was about one."""
    found = _OTHER.search(text)
    if not found or not past[0].clause:
        return text
    asked = past[0].question.text
    names = [m for turn in past for m in turn.all() if m.named and m.sort not in ("time", "amount")]
    pieces = [piece for m in names for piece in re.split(r",\s*|\s+and\s+", m.bare)]
    others = [piece for piece in pieces if piece not in asked and piece[:1].isupper()]
    current = [piece for piece in pieces if piece in asked]
    alike = [o for o in others if any(_together(o, c, past) for c in current)]
    return text.replace(found.group(), (alike or others)[0], 1) if alike or others else text


def _together(one: str, other: str, past: Sequence[Spoken]) -> bool:
    """Whether two names were said in one breath."""
    return any(one in text and other in text for turn in past for text in (turn.said, turn.question.text))


def _topic(past: Sequence[Spoken]) -> str:
    found = thing(past) or several(past, acting=False)
    return found.text if found else ""


def _resolved(text: str, past: Sequence[Spoken], analyser: Analyser, fragment: bool = False) -> str:
    """The text with its pronouns, times and pointing words replaced by what they mean."""
    made = _other(text, past) if not fragment else text
    made = _times(made, past, analyser)
    made = _statements(made, past)
    made = _ones(made, past, analyser)
    made = _pronouns(made, past, analyser)
    made = _there(made, past, analyser)
    return _office(_definite(made, past, analyser), past)


def _times(text: str, past: Sequence[Spoken], analyser: Analyser) -> str:
    """ "The same day", "that year", "then" at the end."""
    when = moment(past)
    if found := _THAT_TIME.search(text):
        return text[: found.start()] + when + text[found.end() :] if when else text
    if found := re.search(r"\b(?:(?P<since>since|by|until|before|after) )?then$", text, re.I):
        start = text[: found.start()].rstrip(" ,")
        if found["since"] and when:
            return f"{start} {found['since']} {re.sub(r'^(?:in|on|at) ', '', when)}"
        asked = clause(parse(start, analyser))
        state = asked is not None and (asked.is_copular or asked.asks_place)  # else it says no more than "so"
        return f"{start} {when}" if when and state else start
    return text


def _statements(text: str, past: Sequence[Spoken]) -> str:
    """ "Say that", "do that", "before that": what the last question and answer say together."""
    last = past[0]
    said = re.search(
        r"\b(?P<verb>sa(?:y|id|ys)|claim\w*|told \w+|tell \w+|think|believe|announced?|write|wrote) (?:that|this|it"
        r"|so)$",
        text,
        re.I,
    )
    if said and last.statement():
        return f"{text[: said.end('verb')]} that {last.statement()}"
    done = re.search(r"\b(?:do|done|doing) (?:that|this|so|it)\b", text, re.I)
    if done and last.clause and last.clause.verb:
        act = last.clause.verb if done.group().lower().startswith("doing") else last.clause.lemma
        return f"{text[: done.start()]}{act} {last.clause.rest}".strip() + text[done.end() :]
    timed = re.search(r"\b(?P<side>before|after|since) (?:that|this|it)$", text, re.I)
    if timed and last.statement():
        return f"{text[: timed.start()]}{timed['side']} {last.statement()}"
    return text


def _ones(text: str, past: Sequence[Spoken], analyser: Analyser) -> str:
    """ "Which ones" with the noun that was counted or chosen among."""
    asked = past[0].clause
    found = re.search(r"\b(?P<asking>which|what|how many) (?P<one>ones?)\b", text, re.I)
    if not (asked and asked.noun and found):
        return text
    noun = asked.noun if found["one"].lower() == "ones" else _single(asked.noun, analyser)
    return f"{text[: found.start('one')]}{noun}{text[found.end('one') :]}"


def _single(noun: str, analyser: Analyser) -> str:
    """A noun for one of several."""
    parsed = parse(f"Are those {noun}", analyser)  # after "which" a small model takes some for verbs
    last = parsed.tokens[len(parsed.tokens) - 2]
    return noun if last.tag != "NNS" else f"{noun[: noun.rfind(' ') + 1]}{last.lemma}"


def _pronouns(text: str, past: Sequence[Spoken], analyser: Analyser) -> str:
    """The first pronoun of each kind as what it stands for; later ones can point to that."""
    for words in (frozenset(_PERSONAL), _SINGLE, _PLURAL):
        parsed = parse(text, analyser)
        at = next((i for i in range(len(parsed.tokens)) if parsed.word(i) in words and _points_back(parsed, i)), None)
        if at is None or _own_antecedent(parsed, at, analyser):
            continue
        text = _replaced(parsed, at, past)
    return text


def _points_back(parsed: Parsed, at: int) -> bool:
    """Whether a word stands for something: not the "that" of a clause, nor the "it" of "is it true that"."""
    token, word = parsed.tokens[at], parsed.word(at)
    if word in ("that", "this", "these", "those"):
        return token.tag == "DT" and token.pos == "PRON"
    if word == "it":
        return token.dep != "expl" and not _EMPTY_IT.search(parsed.text)
    return token.pos in ("PRON", "DET", "ADJ")


def _own_antecedent(parsed: Parsed, at: int, analyser: Analyser) -> bool:
    """Whether the question itself says before who or what is meant: in another clause, or as the owner of something.

    A pronoun and its noun are not subject and object of one verb (Chomsky's principle B).
    """
    word, owning = parsed.word(at), parsed.tokens[at].tag == "PRP$"
    verbs = [i for i in range(at) if parsed.tokens[i].pos == "VERB"]
    found = clause(parsed)
    begin = parsed.tokens[at].start
    for mention in of_question(parsed, found):
        place = parsed.text.find(mention.text)
        if place < 0 or place + len(mention.text) > begin or not _agrees(word, mention.sort, mention.plural):
            continue
        apart = sum(parsed.tokens[i].start > place for i in verbs)
        if owning or apart > (not parsed.tokens[at].dep.startswith("nsubj")):
            return True
    asked = found is not None and found.asks_person and found.asks_subject and bool(verbs)  # "who said that he"
    return asked and word in _PERSONAL and parsed.tokens[at].dep.startswith("nsubj")


def _agrees(word: str, sort: str, plural: bool | None) -> bool:
    if word in _PERSONAL:
        return sort == "person" and not plural
    if word in _PLURAL:
        return plural is not False or sort == "person"
    return sort not in ("person", "time", "amount") and not plural


def _replaced(parsed: Parsed, at: int, past: Sequence[Spoken]) -> str:
    word, token = parsed.word(at), parsed.tokens[at]
    owning = token.tag == "PRP$"
    if word in _PERSONAL:
        found = person(past, _PERSONAL[word])
    elif word in _SINGLE:
        found = _place_meant(parsed, at, past) or thing(past, owning)
    else:
        found = several(past, token.dep in ("nsubj", "poss") or owning, _part_of(parsed, at))
    text = parsed.text.rstrip("?")
    if found is None:
        return text
    before, after = text[: token.start], text[token.end :]
    owner = re.search(r" of (?P<owner>[^,]+)$", found.bare)
    if owner and owner["owner"] in before:  # "Where did the ministry take the samples"
        found = replace(found, text=found.bare[: owner.start()])
    name = _name(found.bare) if found.named or found.text[:1].isupper() else _the(found.bare)
    if not owning:
        return text if f"{name} " in before else f"{before}{name}{after}"  # nobody asks herself to bring bread
    return _owned(parsed, at, token, name)


def _part_of(parsed: Parsed, at: int) -> Sort | None:
    """What one of "them" is, where the question asks which is "among them" or "of those"."""
    asked = clause(parsed)
    noun = asked.noun if asked else ""
    return sort_of(noun) if noun and at and parsed.word(at - 1) in ("among", "of") else None


def _place_meant(parsed: Parsed, at: int, past: Sequence[Spoken]) -> Mention | None:
    """ "In which region is that": a place that was the answer, when a place is asked for."""
    asked = clause(parsed)
    answer = past[0].answer
    return answer if asked and asked.asks_place and asked.is_copular and answer and answer.sort == "place" else None


def _owned(parsed: Parsed, at: int, token: Token, name: str) -> str:
    """ "Ada Brook's team"; "the chairman of the bank of Halm" where the owner has many words."""
    text = parsed.text.rstrip("?")
    before, after = text[: token.start], text[token.end :]
    phrase = next((p for p in parsed.analysis.phrases if p.start <= token.start < p.end), None)
    if phrase is None or len(name.split()) <= 3:
        return f"{before}{possessive(name)}{after}"
    noun, rest = text[token.end : phrase.end].strip(), text[phrase.end :]
    return f"{before}the {noun} of {name}{rest}"


def _name(text: str) -> str:
    """A name without what is said about it: "Ada Brook, the mayor of Halm" is "Ada Brook"."""
    first = text.split(",")[0]
    return first if first[:1].isupper() and len(first.split()) <= 4 and " and " not in text else text


def _the(noun: str) -> str:
    """What was brought in as "a crack" or "22,000 sandbags" is "the crack" or "the 22,000 sandbags" from then on."""
    made = re.sub(r"^(?:an?|some|about|nearly|around|almost|at least|more than|only) ", "", noun, flags=re.I)
    return noun if _DETERMINED.match(made) else f"the {made}"


def _there(text: str, past: Sequence[Spoken], analyser: Analyser) -> str:
    """ "There" as a place; the one of "were there" only when nothing else says where."""
    found = re.search(r"\b(?:over |in |out |up )?there\b", text, re.I)
    where = place(past)
    if not found or where is None:
        return text
    located = where.text if where.text != where.bare else f"in {where.bare}"
    before = text[: found.start()].split()
    follows = re.match(r"\s+(?:is|are|was|were|be|been)\b", text[found.end() :])
    existing = follows or (bool(before) and before[-1].lower() in AUXILIARIES)
    if not existing:
        return f"{text[: found.start()]}{located}{text[found.end() :]}"
    asked = past[0].clause and past[0].clause.asks_place
    says_where = re.search(r"\b(?:in|at|on|near|from|of)\b", text[found.end() :])
    last = found.end() == len(text)
    if last and asked and not says_where:
        return f"{text} {located}"
    if last and len(before) <= 3 and not re.match(r"how (?:many|much)", text, re.I):
        return f"{text[: found.start()]}{located}"
    return text


def _definite(text: str, past: Sequence[Spoken], analyser: Analyser) -> str:
    """ "The bridge" or "that study" by the fuller name that the conversation has for it."""
    found = _THIS_NOUN.search(text) or _THE_NOUN.search(text)
    if not found or re.search(r"\s[A-Z]", text):
        return text
    noun = found["noun"].lower()
    for turn in past:
        for mention in turn.all():
            words = re.sub(r"\b(?:of|from|near|in|at|that|which|who)\b.*", "", mention.text).lower().split()
            if words and words[-1] == noun and len(mention.text.split()) > 2:
                full = mention.text if mention.text.lower().startswith("the ") else f"the {mention.bare}"
                return text[: found.start()] + re.sub(r"^(?:the )?an? ", "the ", full, flags=re.I) + text[found.end() :]
    return text


def _office(text: str, past: Sequence[Spoken]) -> str:
    """ "Who is the chairman" of what was spoken of: an office is somebody's, a town's or a company's."""
    found = _OFFICE.match(text)
    if not found or found["office"].lower() not in TITLES:
        return text
    sorts = ("place", "group") if found["office"].lower() in ("mayor", "governor") else ("group",)
    for turn in past[:1]:
        for mention in turn.all():
            if mention.sort in sorts and mention.named:
                return f"{text} of {mention.bare}"
    return text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
