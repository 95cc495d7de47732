"""The last question about another thing: "And in Sund?", "What about it?", "And the old one?", "And later?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.analysers import Analyser
from qa.antecedents import thing
from qa.clauses import Parsed, parse
from qa.mentions import Mention, of_question
from qa.reporting import REPORTING
from qa.restate import OPENS, asked_directly, with_subject
from qa.sorts import Sort, sort_of
from qa.spoken import Spoken, joined

_SAME_KIND: dict[Sort, tuple[Sort, ...]] = {
    "person": ("person", "group"),
    "group": ("group", "person", "place"),
    "place": ("place", "group"),
    "time": ("time",),
    "amount": ("amount",),
    "thing": ("thing", "group", "place", "person"),
}
_BEFORE = re.compile(r"(?:in|on|at|near|from|by|to|of|for|with|during|since|until|after|before)\s+$", re.I)
_SLOT = re.compile(r"(?P<preposition>about|against|for|with|from|to|by) ", re.I)
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|\d+(?:st|nd|rd|th))"
_STATES = r"(?:in|on|at|for|against|under|out of|without|with)"
_ASKS_TIME = re.compile(
    r"(?:since |until |by |from )?when\b|(?:in |on )?(?:which|what) (?:year|month|day|date)\b", re.I
)
_NOW = re.compile(r"\s+(?:now|today|currently|at the moment|nowadays)$", re.I)
_OWNED = re.compile(r"^(?P<owner>.+?)(?P<mark>['’]s|(?<=s)['’])$")
_TIMES = re.compile(
    r"^(?:before|after|during|since|until)\b"
    + r"|\b(?:days?|weeks?|months?|years?|hours?) (?:earlier|later|before|after|ago)$",
    re.I,
)
_ELSE = re.compile(r"\b(what|who|whom|where) else\b", re.I)
MAX_EVENT_WORDS = 12  # of an answer that can follow "after"
_EARLIER_WORDS = re.compile(r"\s*\b(?:first|at first|earlier|originally|initially)\b", re.I)


def instead(new: str, past: Sequence[Spoken], analyser: Analyser) -> str:
    """The last question about something else of the same kind: "in Sund" for "in Halm", "2022" for "2018".

    Where the last one has nothing of the kind, one before it may. What another says or does is nothing "else".
    """
    return _ELSE.sub(r"\1", _exchanged(new, past, analyser))


def _exchanged(new: str, past: Sequence[Spoken], analyser: Analyser) -> str:
    source = re.match(r"according to (?P<who>.+)$|per (?P<per>.+)$", new, re.I)
    mention = kind(new, analyser)
    others = [turn for turn in past if not turn.asks_speaker()]
    names_source = mention.sort in ("person", "group") and not OPENS.match(new)
    if others and past[0].asks_speaker() and not source and names_source:
        return _exchanged(f"according to {new}", others, analyser)
    past = others if source and others else past
    last = past[0]
    bare = last.question.text.rstrip("?")
    if owner := _OWNED.match(new):
        return _of_another(owner["owner"], owner["mark"], last) or f"{bare}: {new}"
    speaker = _speaker(last)
    if source:
        told = asked_directly(last, analyser) if speaker else ""
        return f"{told or _without_source(bare)} according to {source['who'] or source['per']}"
    if made := _next_year(new, last) or _next_in_order(new, past) or _same_place(new, last) or _one_more(new, last):
        return made
    if made := _of_that_time(new, mention, past) or _in_that_state(new, mention, last):
        return made
    if re.match(r"(?:the )?others? ", new, re.I) and mention.plural:
        return f"{'Who' if mention.sort == 'person' else 'What'} are {new}"
    if counted := _counting(new, mention, last):
        return counted
    if speaker and _may_say(mention, speaker, last) and not OPENS.match(new):
        return bare.replace(speaker, new, 1)
    if not OPENS.match(new) and _is_asked_for(mention, last):
        return _whether(new, last)
    for turn in past:
        old = _counterpart(mention, turn, bool(OPENS.match(new)))
        if old is not None:
            return _swapped(turn.question.text.rstrip("?"), _without_place(old, new), new)
        if mention.sort in ("time", "amount") or not mention.named:
            break
    if OPENS.match(new) or mention.sort == "time":
        return f"{_NOW.sub('', bare)} {new}"
    subject = last.clause.subject if last.clause else ""
    whether = last.clause is not None and not last.clause.asking and not last.clause.is_copular
    if whether and re.match("the ", subject, re.I) and re.match("the ", new, re.I) and _act(new) and _act(subject):
        return bare.replace(subject, new, 1)
    if re.match("the ", new, re.I) and mention.plural and _is_plain_plural(subject, last):
        return bare.replace(subject, new, 1)
    if re.match(r"(?:the|their|its|his|her) ", new, re.I):
        return f"{'Who' if mention.sort == 'person' else 'What'} {'are' if mention.plural else 'is'} {new}"
    return _fallback(bare, new, last)


def _is_plain_plural(subject: str, last: Spoken) -> bool:
    """Whether the last question was about several things without name: "the shops", for which "the bars" can stand."""
    same = next((m for m in last.mentions if m.text == subject), None)
    return same is not None and not same.named and bool(same.plural)


def _act(phrase: str) -> bool:
    """Whether it names who can do something: people or a body."""
    return sort_of(phrase) in ("person", "group")


def _next_year(new: str, last: Spoken) -> str:
    """ "And the year before?" after "… in 2024?"; "" for anything else."""
    found = re.fullmatch(
        r"(?:in )?(?:the )?(?P<way>year before|previous year|next year|year after|following year)", new, re.I
    )
    bare = last.question.text.rstrip("?")
    year = re.search(r"\b(?:1[89]|20)\d\d\b", bare) if found else None
    if found is None or year is None:
        return ""
    way = -1 if re.search("before|previous", found["way"], re.I) else 1
    return f"{bare[: year.start()]}{int(year.group()) + way}{bare[year.end() :]}"


def _of_that_time(new: str, mention: Mention, past: Sequence[Spoken]) -> str:
    """ "And in 2021?" after "When did she buy the club?": what happened to it then; "" where no time was asked for."""
    last = past[0].clause
    asked = last is not None and bool(_ASKS_TIME.match(last.asking))
    about = thing(past) if asked and mention.sort == "time" else None
    when = new if OPENS.match(new) else f"in {new}" if re.fullmatch(r"\d{4}", new) else ""
    return f"What happened to {about.bare} {when}" if about and when else ""


def _in_that_state(new: str, mention: Mention, last: Spoken) -> str:
    """ "And in favour?" after "How many were against?": one phrase of "be" for another, but no place for another."""
    old = last.clause
    if old is None or not old.is_copular or mention.sort != "thing" or not re.match(rf"{_STATES}(?: |$)", new, re.I):
        return ""
    told = re.search(rf" {_STATES}(?: (?!the |[A-Z]).*)?$", last.question.text.rstrip("?"))
    return f"{last.question.text[: told.start()]} {new}" if told else ""


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
        made = with_subject("", new, old)
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
    plain = OPENS.sub("", new)
    if _TIMES.search(new):
        return Mention(plain, "time", "other")
    if OPENS.match(new):
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
    one = new.sort in ("place", "person") and " " not in new.text  # either, for a recogniser that knows neither
    named = [m for m in last.mentions if m.named and m.sort != "time"] if one else []
    if len(named) == 2 and named[1].role == "object":  # "When did Norway seize Halm?" "I meant Ruden"
        return named[1]
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
    if OPENS.match(new):
        before = _BEFORE.sub("", before)
    return f"{before}{' ' if before and not before.endswith(' ') else ''}{new}{after}"


def sooner_or_later(word: str, last: Spoken) -> str:
    """The last question of another time: "later" is after its answer or event, "before" is before it."""
    asked = last.question.text.rstrip("?")
    bare = _EARLIER_WORDS.sub("", asked)
    if bare != asked and not word.lower().startswith(("before", "earlier", "previous")):
        return f"{bare} afterwards"  # what came first may have been answered wrongly
    side = "before" if word.lower().startswith(("before", "earlier", "previous")) else "after"
    told = last.said.strip(" .?!")
    short = bool(told) and len(told.split()) <= MAX_EVENT_WORDS
    if short and (last.answer is None or last.answer.sort not in ("amount", "place")):
        return joined(bare, side, told)
    moments = [m for m in last.mentions if m.sort == "time"]
    return _swapped(bare, moments[-1].text, f"{side} {moments[-1].bare}") if moments else f"{bare} {word}"
