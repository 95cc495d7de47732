"""The last question asked again with other asking words: "Why?", "How many of them?", "When was that?", "Says who?"."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.analysers import Analyser
from qa.clauses import Clause, clause, parse
from qa.inflections import finite
from qa.mentions import of_question
from qa.reporting import REPORTING
from qa.saying import sayings
from qa.spoken import MAX_STATEMENT, Spoken, joined, uncapitalised

PLURAL = {"is": "are", "was": "were", "has": "have", "does": "do"}
OPENS = re.compile(r"^(?:in|on|at|near|from|by|to|of|for|with|during|since|until|after|before)\s+", re.I)
_NUMBER = re.compile(
    r"^(?:(?:the|an?|about|nearly|some|one|two|three|four|five|six|seven|eight|nine|ten|dozens? of|hundreds? of|hundred"
    r"|thousand|million|billion)\s+)+",
    re.I,
)
_LEARNING = frozenset("discover notice learn realise realize know see hear observe detect prove reveal".split())
_OWN_NOUN = re.compile(r"(?:how (?:many|much)|which) (?!(?:more|others?|else|exactly|altogether|in)\b)[a-z]", re.I)
_NUMBER_OF = re.compile(r" (?:of them|[a-z-]+s)$")
_STRANDED = re.compile(
    r"^(?P<asking>(?:what|where|who|whom|(?:which|what) \w+)) (?P<preposition>to|for|from|with|by|at|in|about|of|on)$",
    re.I,
)


_NEEDS_OTHERS = re.compile(r"\b(?:I|we|my|our|us|me)\b|^(?:it|he|she|they|this|that|there)\b", re.I)


def asked_again(asking: str, last: Spoken) -> str:
    """The last question with another question phrase: "Why" makes "Why did Ada Brook leave"; its answer is kept.

    "How many" and "which" ask about the answer itself where it is a noun: "How many engineers were dismissed".
    """
    old = last.clause
    if old is None:
        return f"{asking} {last.question.text.rstrip('?')}"
    if stranded := _STRANDED.match(asking):
        return f"{asked_again(stranded['asking'], last)} {stranded['preposition'].lower()}"
    if made := _out_of(asking, last, old):
        return made
    if re.match(r"how (?:many|much)\b|which\b", asking, re.I) and old.asks_noun:
        return _counted(asking, last, old)
    if re.search(r"\belse\b", asking, re.I):
        return joined(asking, old.auxiliary, old.subject, old.said())
    answer = _known(last)
    if old.asks_subject:
        plural = bool(last.answer and last.answer.plural)
        return with_subject(
            asking,
            answer or (f"the {old.noun}" if old.noun else "someone" if old.asks_person else "something"),
            old,
            plural,
        )
    if not old.asking:
        return joined(asking, old.auxiliary.lower(), old.subject, old.said())
    if old.is_copular:
        degree = re.match(r"how (?P<word>\w+)$", old.asking, re.I)  # "How full is it?" asks for a part of "97 % full"
        told = f"{answer.removesuffix(degree['word'])} {degree['word']}".split() if degree else []
        return joined(asking, old.auxiliary, old.subject, old.rest, *told, answer if old.asks_noun else "")
    inner = (answer or _clause_said(last, old) or (f"the {old.noun}" if old.noun else "")) if old.asks_noun else ""
    inner = "" if inner and old.rest.startswith(inner) else inner
    if re.fullmatch(r"off|up|out|down|away|back|over|of|from|for|with|to|about|on|at|against", old.rest):
        # "lay off 1,200 workers", "die of pneumonia"
        return joined(asking, old.auxiliary, old.subject, old.verb, old.rest, inner)
    where = _located(last) if old.asks_place and not re.search(r"\bwhere\b", asking, re.I) else ""
    # What they say or want is a clause, which has the answer in it.
    if old.lemma in REPORTING and old.rest and (old.rest.startswith("to ") or not OPENS.match(old.rest)):
        return joined(asking, old.auxiliary, old.subject, old.verb, old.rest, inner or where)
    return joined(asking, old.auxiliary, old.subject, old.verb, inner, old.rest, where)


def _out_of(asking: str, last: Spoken, old: Clause) -> str:
    """ "Out of how many?" after a number: the whole is asked for, and the part is kept; "" for anything else.

    "In how many?" after "What did she find in the wells?" is "In how many wells did she find lead?".
    """
    some = re.match(r"(?:(?P<preposition>\w+) )?how many\b", old.asking, re.I)
    if some and re.fullmatch(r"out of how many", asking, re.I) and old.noun and last.said:
        part = joined((some["preposition"] or "").lower(), _NUMBER_OF.sub("", last.said.strip(" .")))
        if not old.asks_subject:
            return joined(asking, old.noun, old.auxiliary, old.subject, old.said(), part)
        return with_subject(f"{asking} {old.noun}", part, old, plural=True)
    among = re.fullmatch(r"(?P<preposition>in|at|on|from|of) how many", asking, re.I)
    held = (
        re.search(rf"\b{among['preposition']} (?:the |its |their )?(?P<noun>[a-z-]+s)$", old.rest, re.I)
        if among
        else None
    )
    if held is None:
        return ""
    inner = _known(last) if old.asks_noun else ""
    return joined(asking, held["noun"], old.auxiliary, old.subject, old.verb, inner, old.rest[: held.start()].strip())


def _clause_said(last: Spoken, old: Clause) -> str:
    """ "That the pipes were made of lead", where that was found out or said."""
    told = last.said.strip(" .?!")
    if last.answer or old.rest or not told or old.lemma not in REPORTING | _LEARNING:
        return ""
    return told if told.startswith(("that ", "to ")) else f"that {told}"


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
    return as_question(old.asking, old.rest, "", analyser)


def as_told(last: Spoken, analyser: Analyser) -> Spoken:
    """ "What did the bank do?" "It raised rates" as "Did the bank raise rates?", which can be asked on.

    "What broke the gate?" "A boat hit it" as "Did a boat hit it?".
    """
    old = last.clause
    if old is None or old.asking.lower() != "what" or not last.said:
        return last
    if old.asks_subject and last.answer is None and old.lemma not in ("do", "happen"):
        return _restated(last, as_question("", uncapitalised(last.said.strip(" .")), "", analyser), analyser)
    if old.lemma not in ("do", "happen"):
        return last
    subject = old.subject if old.lemma == "do" else re.sub(r"^(?:to|with) ", "", old.rest)
    when = old.rest if old.lemma == "do" else ""
    return _restated(last, as_question("", joined(last.said.strip(" ."), when), subject, analyser), analyser)


def _restated(last: Spoken, text: str, analyser: Analyser) -> Spoken:
    """The turn as if this had been asked; as it is when there is no text."""
    question = parse(text, analyser)
    asked = clause(question) if text else None
    return replace(last, clause=asked, question=question, answer=None) if asked else last


def as_question(asking: str, statement: str, subject: str, analyser: Analyser) -> str:
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


def _reported(last: Spoken, analyser: Analyser) -> str:
    """The shortest clause with the answer that the quote gives as somebody's words; "" where none stands by itself."""
    told = last.said.strip(" .?!").lower()
    quote = next((quote for quote in last.quotes if told and told in quote.lower()), "")
    if not quote:
        return ""
    analysis = analyser.analyse([quote])[0]
    inside = [quote[one.start : one.end] for saying in sayings(quote, analysis) for one in saying.contents]
    whole = min((text for text in inside if told in text.lower()), key=len, default="")
    first = re.split(r" [–—-]+ |; ", whole)[0]  # what is added after a dash was said too
    whole = first if told in first.lower() else whole
    words = re.sub(r"^that ", "", re.sub(r"[“”\"]", "", whole).strip(" ,.;:"), flags=re.I).split()
    if not 4 <= len(words) <= MAX_STATEMENT or _NEEDS_OTHERS.search(" ".join(words)):
        return ""
    return uncapitalised(" ".join(words))


def _located(last: Spoken) -> str:
    """The answer as a place, with its preposition."""
    if last.answer is None or last.answer.sort != "place":
        return ""
    return last.answer.text if last.answer.text != last.answer.bare else f"in {last.answer.bare}"


def _known(last: Spoken) -> str:
    return last.answer.text if last.answer else ""


def with_subject(asking: str, subject: str, old: Clause, plural: bool = False) -> str:
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
    noun = "" if _OWN_NOUN.match(phrase) else noun
    auxiliary = PLURAL.get(old.auxiliary.lower(), old.auxiliary) if "many" in phrase.lower() else old.auxiliary
    return joined(phrase, noun, auxiliary, old.subject, old.said())


def who_said(last: Spoken, analyser: Analyser) -> str:
    """Who the speaker of the last answer is, asked in the words that the quote reports, else in those of the turn."""
    statement = _reported(last, analyser) or last.statement()
    if not statement and not last.said:
        return _who_says_so(last)
    return f"Who said that {statement}" if statement else f"Who said {last.said.strip(' .?!')[:200]}"


def _who_says_so(last: Spoken) -> str:
    """After a question of yes or no without an answer, in its own words; else the question itself."""
    old, bare = last.clause, last.question.text.rstrip("?")
    if old is None or old.asking or not old.subject:
        return bare
    verb = (finite(old.auxiliary, old.verb),) if old.verb else (old.auxiliary.lower(),)
    return f"Who said that {joined(old.subject, *verb, old.rest)}"
