"""The last question asked again with another word: "Why?", "And in Sund?", "What about it?", "Who said that?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.analysers import Analyser
from qa.clauses import Clause, Parsed, clause, parse
from qa.mentions import REPORTING, Mention, of_question
from qa.sorts import Sort, sort_of
from qa.spoken import Spoken, joined

_DO = frozenset("do does did".split())
PLURAL = {"is": "are", "was": "were", "has": "have", "does": "do"}
_SAME_KIND: dict[Sort, tuple[Sort, ...]] = {
    "person": ("person", "group"),
    "group": ("group", "person", "place"),
    "place": ("place", "group"),
    "time": ("time",),
    "amount": ("amount",),
    "thing": ("thing", "group", "place", "person"),
}
_BEFORE = re.compile(r"(?:in|on|at|near|from|by|to|of|for|with|during|since|until|after|before)\s+$", re.I)
_OPENS = re.compile(r"^(?:in|on|at|near|from|by|to|of|for|with|during|since|until|after|before)\s+", re.I)
_NUMBER = re.compile(
    r"^(?:(?:the|an?|about|nearly|some|one|two|three|four|five|six|seven|eight|nine|ten|dozens? of|hundreds? of|hundred"
    r"|thousand|million|billion)\s+)+",
    re.I,
)
_SLOT = re.compile(r"(?P<preposition>about|against|for|with|from|to|by) ", re.I)
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|\d+(?:st|nd|rd|th))"
_STRANDED = re.compile(
    r"^(?P<asking>(?:what|where|who|whom|(?:which|what) \w+)) (?P<preposition>to|for|from|with|by|at|in|about|of|on)$",
    re.I,
)
_NOW = re.compile(r"\s+(?:now|today|currently|at the moment|nowadays)$", re.I)
_OWNED = re.compile(r"^(?P<owner>.+?)(?P<mark>['’]s|(?<=s)['’])$")
_TIMES = re.compile(
    r"^(?:before|after|during|since|until)\b"
    + r"|\b(?:days?|weeks?|months?|years?|hours?) (?:earlier|later|before|after|ago)$",
    re.I,
)
MAX_EVENT_WORDS = 12  # of an answer that can follow "after"
_EARLIER_WORDS = re.compile(r"\s*\b(?:first|at first|earlier|originally|initially)\b", re.I)


def asked_again(asking: str, last: Spoken) -> str:
    """The last question with another question phrase: "Why" makes "Why did Ada Brook leave"; its answer is kept.

    "How many" and "which" ask about the answer itself where it is a noun: "How many engineers were dismissed".
    """
    old = last.clause
    if old is None:
        return f"{asking} {last.question.text.rstrip('?')}"
    if stranded := _STRANDED.match(asking):
        return f"{asked_again(stranded['asking'], last)} {stranded['preposition'].lower()}"
    if re.match(r"how (?:many|much)\b|which\b", asking, re.I) and old.asks_noun:
        return _counted(asking, last, old)
    if re.search(r"\belse\b", asking, re.I):
        return joined(asking, old.auxiliary, old.subject, old.said())
    answer = _known(last)
    if old.asks_subject:
        plural = bool(last.answer and last.answer.plural)
        return _with_subject(asking, answer or (f"the {old.noun}" if old.noun else "someone"), old, plural)
    if not old.asking:
        return joined(asking, old.auxiliary.lower(), old.subject, old.said())
    if old.is_copular:
        degree = re.match(r"how (?P<word>\w+)$", old.asking, re.I)  # "How full is it?" asks for a part of "97 % full"
        told = f"{answer.removesuffix(degree['word'])} {degree['word']}".split() if degree else []
        return joined(asking, old.auxiliary, old.subject, old.rest, *told, answer if old.asks_noun else "")
    inner = (answer or (f"the {old.noun}" if old.noun else "")) if old.asks_noun else ""
    inner = "" if inner and old.rest.startswith(inner) else inner
    if re.fullmatch(r"off|up|out|down|away|back|over", old.rest):
        return joined(asking, old.auxiliary, old.subject, old.verb, old.rest, inner)  # "lay off 1,200 workers"
    where = _located(last) if old.asks_place and not re.search(r"\bwhere\b", asking, re.I) else ""
    # What they say or want is a clause, which has the answer in it.
    if old.lemma in REPORTING and old.rest and (old.rest.startswith("to ") or not _OPENS.match(old.rest)):
        return joined(asking, old.auxiliary, old.subject, old.verb, old.rest, inner or where)
    return joined(asking, old.auxiliary, old.subject, old.verb, inner, old.rest, where)


def said_inside(last: Spoken, analyser: Analyser) -> Spoken:
    """What somebody is asked to have said, as a question of its own: "How many did Ada say were hurt" of the hurt.

    The turn itself when the words that ask are not the subject of what is said.
    """
    old = last.clause
    if old is None or old.lemma not in REPORTING or not old.asks_noun:
        return last
    question = parse(f"{old.asking} {old.rest}", analyser)
    inner = clause(question)
    first = question.at(len(old.asking))
    if inner is None or not inner.asks_subject or not old.rest or question.tokens[first].pos not in ("AUX", "VERB"):
        return last
    return replace(last, clause=inner, question=question, mentions=tuple(of_question(question, inner)))


def asked_directly(last: Spoken, analyser: Analyser) -> str:
    """What somebody is asked to have said, as a question about the thing itself: "How far did Ada say it was" as
    "How far was it"; "" when the last question is none of that kind."""
    old = last.clause
    if old is None or old.lemma not in REPORTING or not old.asking or not old.rest:
        return ""
    inner = said_inside(last, analyser)
    if inner is not last:
        return inner.question.text.rstrip("?")
    return _as_question(old.asking, old.rest, "", analyser)


def as_told(last: Spoken, analyser: Analyser) -> Spoken:
    """ "What did the bank do?" "It raised rates" as "Did the bank raise rates?", which can be asked on."""
    old = last.clause
    if old is None or old.asking.lower() != "what" or old.lemma not in ("do", "happen") or not last.said:
        return last
    subject = old.subject if old.lemma == "do" else re.sub(r"^(?:to|with) ", "", old.rest)
    when = old.rest if old.lemma == "do" else ""
    text = _as_question("", joined(last.said.strip(" ."), when), subject, analyser)
    question = parse(text, analyser)
    asked = clause(question) if text else None
    return replace(last, clause=asked, question=question, answer=None) if asked else last


def _as_question(asking: str, statement: str, subject: str, analyser: Analyser) -> str:
    """A statement as a question, with this subject for its pronoun; "" when it has no verb."""
    told = parse(f"They said {statement}", analyser)
    at = next((i for i in range(2, len(told.tokens)) if told.tokens[i].tag in ("MD", "VBD", "VBZ", "VBP")), None)
    if at is None or (at == 2 and not subject):
        return ""
    verb, said = told.tokens[at], told.between(2, at)
    who = subject if subject and (not said or told.tokens[2].pos == "PRON") else said
    rest = told.between(at + 1, len(told.tokens) - 1)
    if verb.pos == "AUX":
        return joined(asking, told.word(at), who, rest)
    return joined(asking, {"VBD": "did", "VBZ": "does"}.get(verb.tag, "do"), who, verb.lemma, rest)


def _located(last: Spoken) -> str:
    """The answer as a place, with its preposition."""
    if last.answer is None or last.answer.sort != "place":
        return ""
    return last.answer.text if last.answer.text != last.answer.bare else f"in {last.answer.bare}"


def _known(last: Spoken) -> str:
    return last.answer.text if last.answer else ""


def _with_subject(asking: str, subject: str, old: Clause, plural: bool = False) -> str:
    """Of a question whose phrase was the subject: the subject comes after an auxiliary, made when there is none."""
    if old.auxiliary:
        return joined(
            asking, PLURAL.get(old.auxiliary, old.auxiliary) if plural else old.auxiliary, subject, old.said()
        )
    helped = "did" if old.tag in ("VBD", "VBN") else "does" if old.tag == "VBZ" and not plural else "do"
    return joined(asking, helped, subject, old.lemma, old.rest)


def _counted(asking: str, last: Spoken, old: Clause) -> str:
    named = (
        last.answer if last.answer and last.answer.sort != "amount" and not re.search(r"\d", last.answer.text) else None
    )
    noun = _NUMBER.sub("", named.text) if named else old.noun
    phrase = re.sub(r"\s+(?:of (?:them|those|these)|ones?)$", "", asking, flags=re.I)
    auxiliary = PLURAL.get(old.auxiliary.lower(), old.auxiliary) if "many" in phrase.lower() else old.auxiliary
    return joined(phrase, noun, auxiliary, old.subject, old.said())


def instead(new: str, past: Sequence[Spoken], analyser: Analyser) -> str:
    """The last question about something else of the same kind: "in Sund" for "in Halm", "2022" for "2018".

    Where the last one has nothing of the kind, one before it may.
    """
    last = past[0]
    bare = last.question.text.rstrip("?")
    if owner := _OWNED.match(new):
        return _of_another(owner["owner"], owner["mark"], last) or f"{bare}: {new}"
    source = re.match(r"according to (?P<who>.+)$|per (?P<per>.+)$", new, re.I)
    speaker = _speaker(last)
    if source:
        told = asked_directly(last, analyser) if speaker else ""
        return f"{told or _without_source(bare)} according to {source['who'] or source['per']}"
    if made := _next_in_order(new, past) or _same_place(new, last) or _one_more(new, last):
        return made
    mention = kind(new, analyser)
    if re.match(r"(?:the )?others? ", new, re.I) and mention.plural:
        return f"{'Who' if mention.sort == 'person' else 'What'} are {new}"
    if counted := _counting(new, mention, last):
        return counted
    if speaker and _may_say(mention, speaker, last) and not _OPENS.match(new):
        return bare.replace(speaker, new, 1)
    if not _OPENS.match(new) and _is_asked_for(mention, last):
        return _whether(new, last)
    for turn in past:
        old = _counterpart(mention, turn, bool(_OPENS.match(new)))
        if old is not None:
            return _swapped(turn.question.text.rstrip("?"), _without_place(old, new), new)
        if mention.sort in ("time", "amount") or not mention.named:
            break
    if _OPENS.match(new) or mention.sort == "time":
        return f"{_NOW.sub('', bare)} {new}"
    if re.match(r"(?:the|their|its|his|her) ", new, re.I):
        return f"{'Who' if mention.sort == 'person' else 'What'} {'are' if mention.plural else 'is'} {new}"
    return _fallback(bare, new, last)


def _next_in_order(new: str, past: Sequence[Spoken]) -> str:
    """ "And third?" after "Who came second?", "in the first" after "in the second quarter"; "" for anything else."""
    found = re.fullmatch(rf"(?:in |on |at |for )?(?:the )?(?P<number>{_ORDINAL})(?: (?P<noun>\w+))?", new, re.I)
    if found is None:
        return ""
    for turn in past:
        bare = turn.question.text.rstrip("?")
        old = re.search(rf"\b{_ORDINAL}\b", bare, re.I)
        if old and (not found["noun"] or bare[old.end() :].lower().startswith(f" {found['noun'].lower()}")):
            return f"{bare[: old.start()]}{found['number']}{bare[old.end() :]}"
    return ""


def _one_more(new: str, last: Spoken) -> str:
    """ "And the old one?" after "… the new stadium": the same noun; "" for anything else."""
    found = re.fullmatch(r"(?P<which>(?:the|an?) \w+) ones?", new, re.I)
    bare = last.question.text.rstrip("?")
    for mention in last.mentions if found else ():
        noun = re.match(r"(?:the|an?) (?:[a-z-]+ )?(?P<noun>[a-z-]+)\b", mention.bare)
        if found and noun and noun.group() in bare:
            return bare.replace(noun.group(), f"{found['which']} {noun['noun']}", 1)
    return ""


def _same_place(new: str, last: Spoken) -> str:
    """ "And about the taxes?" after "… about the border": the phrase after the same preposition exchanged."""
    opens, bare = _SLOT.match(new), last.question.text.rstrip("?")
    if opens is None:
        return ""
    named = [re.sub(r" (?:in|on|at|during|after|before) .*$", "", mention.bare) for mention in last.mentions]
    same = [f"{opens['preposition'].lower()} {name}" for name in named if f" {opens[0].lower()}{name}" in bare]
    return bare.replace(max(same, key=len), new, 1) if same else ""


def _counting(new: str, mention: Mention, last: Spoken) -> str:
    """ "And women?" after "How many men were hurt?"; "" when nothing was counted, or no kind of thing is named."""
    old = last.clause
    if old is None or not old.noun or not re.match(r"how (?:many|much)\b", old.asking, re.I):
        return ""
    if mention.named or not mention.plural or " " in new:
        return ""
    return last.question.text.rstrip("?").replace(old.noun, new, 1)


def _of_another(owner: str, mark: str, last: Spoken) -> str:
    """ "And Orlo's?": the last question about the same thing of somebody else; "" when it was of nobody."""
    bare = last.question.text.rstrip("?")
    if owned := re.search(r"(?<!\w)(?:[A-Z][\w-]*(?: [A-Z][\w-]*)*|the [\w -]+?)['’]s?(?= )", bare):
        return f"{bare[: owned.start()]}{owner}{mark}{bare[owned.end() :]}"
    named = [m for m in last.mentions if m.named and re.search(rf"\bof {re.escape(m.bare)}(?!\w)", bare)]
    return bare.replace(f"of {named[0].bare}", f"of {owner}", 1) if named else ""


def _is_asked_for(new: Mention, last: Spoken) -> bool:
    """Whether the new name could be an answer of the last question: "Which towns were flooded?" "And Sund?"."""
    old = last.clause
    if old is None or not new.named or old.is_copular or re.match(r"how\b|when\b", old.asking, re.I):
        return False
    if old.noun:
        asked = sort_of(old.noun)
        # Recognisers take one unknown word for anything.
        return asked == new.sort or (" " not in new.text and asked in ("place", "person"))
    return old.asks_person and new.sort == "person" and " " in new.text


def _whether(new: str, last: Spoken) -> str:
    """The last question as one of yes or no, about this name: "Was Sund flooded"."""
    old = last.clause
    assert old is not None  # noqa: S101 - the caller saw it
    if old.asks_subject:
        made = _with_subject("", new, old)
        return (
            made.replace("were ", "was ", 1).replace("are ", "is ", 1) if made.startswith(("were ", "are ")) else made
        )
    return joined(
        old.auxiliary,
        old.subject,
        old.said(),
        "" if re.search(r"\b(?:at|in|to|from|of|for|with|on)$", old.said()) or old.asks_noun else "in",
        new,
    )


def _may_say(new: Mention, speaker: str, last: Spoken) -> bool:
    """Whether the new name is another speaker; one word may as well be another place, if one was named."""
    places = [m for m in last.mentions if m.sort == "place" and m.named and m.text not in speaker]
    if new.sort == "person" and " " not in new.text and " " in speaker and places:
        return False
    return new.sort in ("person", "group")


def kind(new: str, analyser: Analyser) -> Mention:
    """What kind of thing the new words name."""
    parsed: Parsed = parse(f"What about {new}", analyser)
    found = [m for m in of_question(parsed, None) if m.text in new]
    plain = _OPENS.sub("", new)
    if _TIMES.search(new):
        return Mention(plain, "time", "other")
    if _OPENS.match(new):
        parsed = parse(f"What happened {new}", analyser)
        found = [m for m in of_question(parsed, None) if m.text in new] or found
    return found[0] if found else Mention(plain, sort_of(plain), "other", named=plain[:1].isupper())


def _speaker(last: Spoken) -> str:
    """Who is asked about as saying something; "" when nobody is."""
    old = last.clause
    if old and old.lemma in REPORTING and old.subject:
        return old.subject
    source = re.search(r"according to (?P<who>[^?]+?)$", last.question.text.rstrip("?"))
    return source["who"] if source else ""


def _without_source(bare: str) -> str:
    return re.sub(r"\s*,?\s*according to .+$", "", bare)


def _counterpart(new: Mention, last: Spoken, with_preposition: bool) -> Mention | None:
    """The phrase of the last question that the new one takes the place of; the later of equal ones."""
    single = new.sort == "person" and " " not in new.text
    alike: tuple[Sort, ...] = ("place", *_SAME_KIND["person"]) if single else _SAME_KIND[new.sort]
    for sort in alike if new.named else [sort for sort in alike if sort == new.sort or sort in ("thing", "place")]:
        same = [m for m in last.mentions if m.sort == sort and (m.named or not new.named or sort == "time")]
        same = [m for m in same if m.bare in last.question.text]
        if with_preposition and sort != "time":
            same = [m for m in same if m.role == "other"] or same
        inner = [m for m in same if not any(o.text != m.text and o.text in m.text for o in same)]
        if inner:
            return inner[-1]
    return None


def _without_place(old: Mention, new: str) -> str:
    """What the new words take the place of: "the oldest woman in Spain" leaves "in Spain" to "the oldest man"."""
    alike = re.match(r"(?:the|an?|his|her|its|their) ", new, re.I) and not re.search(r" (?:in|of|at|on|from) ", new)
    return re.sub(r" (?:in|of|at|on|from) .*$", "", old.bare) if alike and not old.named else old.bare


def _fallback(bare: str, new: str, last: Spoken) -> str:
    subject = last.clause.subject if last.clause else ""
    return bare.replace(subject, new, 1) if subject else f"{bare}: {new}"


def _swapped(bare: str, old: str, new: str) -> str:
    """The old words exchanged; a preposition that both have is not doubled."""
    at = bare.rfind(old)
    if at < 0:
        return f"{bare} {new}"
    before, after = bare[:at], bare[at + len(old) :]
    if _OPENS.match(new):
        before = _BEFORE.sub("", before)
    return f"{before}{' ' if before and not before.endswith(' ') else ''}{new}{after}"


def sooner_or_later(word: str, last: Spoken) -> str:
    """The last question of another time: "later" is after its answer or event, "before" is before it."""
    bare = _EARLIER_WORDS.sub("", last.question.text.rstrip("?"))
    side = "before" if word.lower().startswith(("before", "earlier", "previous")) else "after"
    told = last.said.strip(" .?!")
    short = bool(told) and len(told.split()) <= MAX_EVENT_WORDS
    if short and (last.answer is None or last.answer.sort not in ("amount", "place")):
        return joined(bare, side, told)
    moments = [m for m in last.mentions if m.sort == "time"]
    return _swapped(bare, moments[-1].text, f"{side} {moments[-1].bare}") if moments else f"{bare} {word}"


def who_said(last: Spoken) -> str:
    """Who the speaker of the last answer is, asked in its words."""
    statement = last.statement()
    return f"Who said that {statement}" if statement else f"Who said {last.said.strip(' .?!')[:200]}"
