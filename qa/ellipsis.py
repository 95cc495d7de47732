"""A follow-up that leaves most of its question out, as the last question asked again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.analysers import Analyser
from qa.clauses import ASKING, AUXILIARIES, clause, parse
from qa.descriptions import described
from qa.exchange import instead, sooner_or_later
from qa.pointing import other_by_name, resolved, topic
from qa.pronouns import PERSONAL, PLURAL, SINGLE, antecedent_missing
from qa.reporting import REPORTING
from qa.restate import as_told, asked_again, said_inside, who_said
from qa.sorts import sort_of
from qa.spoken import Spoken, joined, possessive
from qa.statements import doubted

_ABOUT = re.compile(r"^(?:what|how) about (?P<new>.+)$", re.I)
# Who stands behind the last answer: not "who denied it" or "who confirmed it", who is somebody else.
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
    r"|which) \w+)) (?:is|was|did|has|does|will|'s) (?!it (?:start|begin))"
    r"(?:(?:that|this)|(?:that|this|it|all this) (?:happen\w*|take place|occur\w*|be|come about|so|the case|go on"
    r"|start|begin))$",
    re.I,
)
_WITHIN = re.compile(
    r"^(?:in )?(?P<which>(?:what|which) \w+) (?:is|was|'s) (?:that|this|it)(?: in| located| situated)*$", re.I
)
_SEQUENCE = re.compile(
    r"^(?P<word>later|then|afterwards?|after (?:that|this|it)|next|before(?: (?:that|this|it))?|earlier|previously)$",
    re.I,
)
_TAKES = re.compile(r"^(?P<asking>how long (?:did|does|do|will|would) it take)(?: (?P<whom>them|him|her))?$", re.I)
_ELSE = re.compile(r"^(?:(?P<asking>what|who|where|when|how) else|anything else|anyone else|anybody else|more)$", re.I)
_BARE = re.compile(
    r"^(?:(?:since|until|till|out of|by|for|from|to|with|at|in|on|about|under|near|against|after|before|during)\s+)?"
    r"(?:why|when|where|who|whom|what|how|which)\b(?: (?!(?:is|was|are|were|did|do|does|has|have|will"
    r"|can)\b)[\w-]+){0,4}$",
    re.I,
)
_IF = re.compile(rf"^(?:if|when|unless|once) (?!(?:{'|'.join(map(re.escape, sorted(AUXILIARIES)))})\b)", re.I)
_ANY_PRONOUN = re.compile(r"\b(?:he|she|it|they|him|her|them|his|their|its)\b", re.I)
_DISLOCATED = re.compile(
    rf"^(?P<phrase>[^,?]{{3,60}}), (?P<question>(?:{'|'.join(sorted(ASKING))}|is|are|was|were|did|does|do|has|have|will"
    r"|can)\b.+)$",
    re.I,
)
_OPENS = re.compile(r"^(?:in|on|at|near|from|by|to|of|for|with|during|since|until|after|before|according)\b", re.I)
_SAME_ASKED = re.compile(
    r"^(?P<asking>how (?:many|much|often|long)|who|when|why) (?P<new>(?:in|at|from|for|of|on|about|by|to) .+)$", re.I
)
_PARTICLE = re.compile(r"^(?:out|up|down|off|away) (?=about|of|on|in|at|to|for)", re.I)
_RELATIVE = re.compile(r"(?<=[a-z]) (?:who|which|that) .+$")  # of "and the man who sold it?"
_FRAGMENT_WORDS = 6
_JOINING = frozenset("the of for and".split())  # "the Institute for the Study of Ice" is short


def asked_in_full(text: str, opened: bool, past: Sequence[Spoken], analyser: Analyser) -> str | None:
    """An ellipsis as the last question asked again; None when the text is none."""
    last = past[0]
    if _ABOUT.match(text):
        return _about(text, opened, past, analyser)
    if _SAID_WHO.match(text):
        return who_said(last, analyser)
    if made := doubted(text, last, analyser) or _corrected(text, last, analyser) or _same_asked(text, past, analyser):
        return made
    event = _EVENT.match(text)
    if event and not (last.answer and last.answer.sort == "place" and re.search("where|which|what", event["asking"])):
        return asked_again(event["asking"], said_inside(as_told(last, analyser), analyser))
    within = _WITHIN.match(text)
    if within and (located := last.located()) and sort_of(within["which"]) == "place":
        return f"In {within['which'].lower()} is {located.bare}"
    if found := _SEQUENCE.match(text):
        return sooner_or_later(found["word"], last)
    if found := _TAKES.match(text):
        return _how_long(found["asking"], found["whom"], last)
    if found := _ELSE.match(text):
        return asked_again(_else(found["asking"], last), last)
    if _BARE.match(text) and not _stands(text, analyser):
        return asked_again(text, as_told(said_inside(last, analyser), analyser))
    return (
        _dislocated(text, past, analyser) or _another_says(text, past, analyser) or _about(text, opened, past, analyser)
    )


def _corrected(text: str, last: Spoken, analyser: Analyser) -> str | None:
    """ "I mean the mayor of Halm" after "When did she resign?", where nobody could tell who she is."""
    word = "" if last.said else antecedent_missing(last.question.text, SINGLE | PLURAL | PERSONAL.keys(), analyser)
    words = parse(text, analyser).tokens
    if not word or not text or any(token.pos in ("VERB", "AUX", "SCONJ") or token.tag[:1] == "W" for token in words):
        return None
    owning = parse(last.question.text, analyser)
    at = owning.words().index(word)
    meant = possessive(text) if owning.tokens[at].tag == "PRP$" else text
    bare = last.question.text.rstrip("?")
    return f"{bare[: owning.tokens[at].start]}{meant}{bare[owning.tokens[at].end :]}"


def _same_asked(text: str, past: Sequence[Spoken], analyser: Analyser) -> str | None:
    """ "How many in Sund?" after "How many people live in Halm?", or after "Which towns lose schools?"."""
    found, old = _SAME_ASKED.match(text), past[0].clause
    if found is None or old is None or _stands(text, analyser):
        return None
    if old.asking.lower().startswith(found["asking"].lower()):
        return instead(found["new"], past, analyser)
    named = re.sub(r"^\w+ ", "", found["new"])
    counts = found["asking"].lower().startswith("how m") and old.asks_subject and old.verb and " " not in old.rest
    return joined(found["asking"], old.rest, old.auxiliary, named, old.verb) if counts and old.rest else None


def _how_long(asking: str, whom: str | None, last: Spoken) -> str | None:
    """ "How long did it take them?" to do what was asked about; None when nobody did anything."""
    old = last.clause
    if old is None or not old.verb or not (whom or (old.asks_subject and old.asks_person)):
        return None
    doer = (last.answer.text if last.answer else "") if old.asks_subject else old.subject
    return joined(asking, doer, "to", old.lemma, old.rest)


def _dislocated(text: str, past: Sequence[Spoken], analyser: Analyser) -> str | None:
    """ "Her husband, what does he do": the phrase in front in the place of its pronoun."""
    found = _DISLOCATED.match(text)
    pronoun = _ANY_PRONOUN.search(found["question"]) if found else None
    if found is None or pronoun is None or _OPENS.match(found["phrase"]):
        return None
    if any(token.pos == "AUX" for token in parse(found["phrase"], analyser).tokens):
        return None
    phrase, question = resolved(found["phrase"], past, analyser, fragment=True), found["question"]
    owning = pronoun.group().lower() in ("his", "their", "its") or parse(question, analyser).tokens[0].tag == "PRP$"
    made = possessive(phrase) if owning else phrase
    return f"{question[: pronoun.start()]}{made}{question[pronoun.end() :]}"


def _another_says(text: str, past: Sequence[Spoken], analyser: Analyser) -> str | None:
    """ "And what did the Commission find?": what the last question asked of somebody else, or what it was about."""
    asked, old = clause(parse(text, analyser)), past[0].clause
    if asked is None or asked.lemma not in REPORTING or not asked.subject:
        return None
    if asked.rest and not (old and old.rest.startswith(f"{asked.rest} ") and _PARTICLE.match(old.rest)):
        return None
    if asked.asking.lower() != "what" or asked.auxiliary.lower() in ("is", "was", "are", "were"):  # "is it called"
        return None
    if _ANY_PRONOUN.search(asked.subject):
        return None
    if described(asked.subject, past, analyser) != asked.subject:
        return None
    may_ask = old is not None and (asked.lemma == old.lemma or not old.rest.startswith("to "))  # not "demand to lose"
    if old and old.lemma in REPORTING and old.subject and old.asks_noun and old.rest and may_ask:
        rest = re.sub(r"^(?:it|they|he|she)\b", old.subject, old.rest)
        rest = rest if asked.lemma == old.lemma else _PARTICLE.sub("", rest)  # "find out", but "say"
        return joined(old.asking, asked.auxiliary, asked.subject, asked.verb, rest)
    subject = topic([replace(past[0], answer=None)]) or topic(past[:1])
    last = past[0].question
    peoples = {last.text[name.start : name.end] for name in last.analysis.names if name.label == "NORP"}
    if not subject or subject in peoples:  # the forces are the matter, not "Ukrainian"
        return None
    return f"{text} about {subject}"


def _else(asking: str | None, last: Spoken) -> str:
    if asking:
        return f"{asking} else"
    return f"{(last.clause.asking.split() or ['what'])[0] if last.clause else 'what'} else"


def _stands(text: str, analyser: Analyser) -> bool:
    """Whether a verb makes a question of it."""
    parsed = parse(text, analyser)
    verbs = [token for token in parsed.tokens if token.pos in ("VERB", "AUX")]
    who_does = re.fullmatch(r"who \w+", text, re.I) and any(verb.tag in ("VBD", "VBZ") for verb in verbs)
    return bool(who_does) or (bool(verbs) and len(text.split()) > 2)


def _about(text: str, opened: bool, past: Sequence[Spoken], analyser: Analyser) -> str | None:
    """ "What about Sund", "in 2022", "and the other town", "and her husband"."""
    about = _ABOUT.match(text)
    new = about["new"] if about else text
    if (opened or about) and _IF.match(new) and topic(past):
        return f"What happens {new} ({topic(past)})"
    if re.fullmatch(r"[A-Z][\w -]*['’]s?", new) and (opened or about):
        return instead(new, past, analyser)
    if not about and not _is_fragment(new, opened, analyser):
        return None
    new = other_by_name(new, past)
    parsed = parse(f"What about {new}", analyser)
    owner = next((i for i, t in enumerate(parsed.tokens) if t.tag == "PRP$"), None)
    meant = resolved(new, past, analyser, fragment=True)
    meant = f"{new[0]}{meant[1:]}" if meant[:1].lower() == new[:1] else meant
    if owner is not None and meant != new:
        return f"{'Who' if sort_of(new) == 'person' else 'What'} is {meant}"
    return instead(meant, past, analyser)


def _is_fragment(text: str, opened: bool, analyser: Analyser) -> bool:
    """Words without verb or question word, after "and" or with a preposition, or nothing but a name or date."""
    text = _RELATIVE.sub("", text) if opened else text
    words = text.split()
    parsed = parse(text, analyser)
    if (
        not words
        or len([word for word in words if word not in _JOINING]) > _FRAGMENT_WORDS
        or any(parsed.word(i) in AUXILIARIES and token.tag != "POS" for i, token in enumerate(parsed.tokens))
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
