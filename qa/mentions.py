"""What a turn of a conversation spoke of: noun phrases with what a pronoun must agree with, most salient first.

Salience follows centering (Grosz, Joshi and Weinstein 1995): what the answer brought, then subject, object, the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qa.analysers import Analyser, Stretch
from qa.clauses import ASKING, Clause, Parsed, parse
from qa.fullest import fullest, named_beside, person_name
from qa.inflections import finite
from qa.reporting import REPORTING, SAYING
from qa.sorts import Sort, gender, is_body, is_people, looks_like_person, sort_of

Role = Literal["answer", "subject", "object", "other"]

MAX_OWNER_WORDS = 5
MAX_ANSWER_WORDS = 8  # a longer answer is a clause, not a thing that "it" can be
_OFFICES = re.compile(
    r"\b(?:mayor|governor|president|king|queen|people|residents?|inhabitants|citizens|bishop)\b", re.I
)
_LEADING = re.compile(
    r"^(?!at (?:least|most)\b)"
    r"(?:in|at|on|near|from|by|to|of|for|with|about|along|around|inside|outside|since|until|after|before|over|under"
    r"|through|because of|due to|thanks to)\s+",
    re.I,
)
_UNIT = re.compile(
    r"\b(?:per cent|percent|points|dollars|euros|pounds|crowns|roubles|rubles|hryvnias|yen|francs|cents"
    r"|\w*met(?:re|er)s|miles|feet|inches|acres|hectares|tonn?es|tons|\w*grams?|lit(?:re|er)s|degrees|\w*watts"
    r"|seconds|minutes|hours|days|weeks|months|years|decades)$",
    re.I,
)
_EDGE = " \t\n.,;:!?\"“”„'’‘"


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase as it can stand in a question, and what agrees with it. `plural` is None where both may be meant.

    `gender` is "f", "m" or "" (unknown).
    """

    text: str
    sort: Sort
    role: Role
    plural: bool | None = False
    named: bool = False
    gender: str = ""

    @property
    def bare(self) -> str:
        """Without a preposition before it."""
        return _LEADING.sub("", self.text)


def of_question(question: Parsed, clause: Clause | None) -> list[Mention]:
    """The phrases of a question but for the words that ask, the most salient first."""
    found = [m for start, end in _phrases(question, clause) if (m := _mention(question, start, end, clause))]
    order: dict[Role, int] = {"answer": 0, "subject": 1, "object": 2, "other": 3}
    asked = [_asked_for(clause)] if clause and clause.noun and clause.asks_noun else []
    return sorted([*filter(None, asked), *found], key=lambda mention: order[mention.role])


def of_answer(answer: str, clause: Clause | None, analyser: Analyser, quotes: Sequence[str] = ()) -> Mention | None:
    """The answer as a thing that can be spoken of; None when it is a clause, or nothing.

    A person goes by the fullest name that the answer or its quotes have.
    """
    text = answer.strip(_EDGE)
    if clause and clause.asks_person and (name := person_name(text, analyser)):
        return Mention(fullest(name, quotes), "person", "answer", named=True, gender=gender(text))
    if not 0 < len(text.split()) <= MAX_ANSWER_WORDS or (clause and not clause.asking and " " in text):
        return None  # also the clause that answers a question of yes or no
    nominal = any(token.pos in ("NOUN", "PROPN", "NUM", "PRON") for token in parse(text, analyser).tokens)
    if not nominal and text[:1].islower():
        return None  # "safe to drink"
    if clause and clause.asks_person and (name := named_beside(text, quotes)):
        return Mention(name, "person", "answer", named=True, gender=gender(text))
    parsed = parse(text, analyser)
    first = text.split()[0]
    began = parsed.tokens[0].pos in ("NUM", "DET", "ADP", "PRON") if parsed.tokens else False
    if began or (is_people(first) and is_people(first.removesuffix("s")) and first != first.removesuffix("s")):
        text = text[:1].lower() + text[1:]  # it began a sentence there, not here
    tags = {token.tag for token in parsed.tokens}
    if parsed.tokens and parsed.tokens[0].tag in ("VB", "VBP", "TO") and parsed.tokens[0].pos != "PROPN":
        return None
    if tags & {"VBD", "VBZ", "VBP", "MD"} and not re.search(r"[A-Z]", text[1:]):
        return None
    if len(parsed.tokens) > 2 and parsed.tokens[0].tag == "VBN" and parsed.tokens[1].tag in ("DT", "PRP", "PRP$", "RP"):
        return None  # "fined the seller", "blown up a bridge"
    sort = _sort_of_answer(text, parsed, clause)
    plural = _plural_of_answer(text, parsed, sort)
    return Mention(text, sort, "answer", plural, named=_is_named(text), gender=gender(text))


def names_inside(answer: str, analyser: Analyser) -> list[Mention]:
    """The bodies and places that an answer names beside something else: "the head of Arden Steel"."""
    names = parse(answer, analyser).analysis.names if len(answer.split()) <= MAX_ANSWER_WORDS else ()
    inside = [(answer[n.start : n.end], n.label) for n in names if n.end - n.start < len(answer) - len("the ")]
    inside = [(text, label) for text, label in inside if label != "NORP"]  # "the French Alps"
    found = [Mention(text, sort_of(text, label), "other", named=True) for text, label in inside if text[:1].isupper()]
    found = [mention for mention in found if mention.sort in ("group", "place")]
    several = re.search(r"[a-z] of (?P<whom>(?:[a-z]+ )*[a-z]+s)$", answer)
    if several and is_people(several["whom"].split()[-1]):  # "the release of two activists"
        found.append(Mention(f"the {several['whom']}", "person", "other", True))
    return found


def _is_named(text: str) -> bool:
    """Whether it is a name rather than a description that holds one: "a Halm official" is none."""
    return bool(re.match(r"(?:(?:the|in|at|on|near|from) )?(?:(?!an? )[a-z]{3,} )?[A-Z]", text))  # "the tanker Orion"


def _sort_of_answer(text: str, parsed: Parsed, clause: Clause | None) -> Sort:
    label = next((name.label for name in parsed.analysis.names if name.end - name.start >= len(text) // 2), "")
    if clause and clause.asks_place:
        return "place"
    if clause and clause.asks_person and is_body(text):
        return "group"
    if clause and (named := re.match(r"the names? of (?P<what>(?:the|that|this) [\w-]+)", clause.subject, re.I)):
        return sort_of(named["what"])
    if clause and re.match(r"(?:which|what) ", clause.asking, re.I) and sort_of(clause.noun) == "group":
        return "group"
    if clause and clause.asks_time:
        return "time"
    if clause and re.search(r"\bhow (?:many|much|far|long|old|high|tall|deep|often)\b", clause.asking, re.I):
        return "amount"
    bare = _LEADING.sub("", text)
    sort = sort_of(bare if text[:1].isupper() else re.sub(r" of .*$", "", bare), label)  # not what a release is of
    if sort == "amount" and parsed.tokens[-2:-1] and parsed.tokens[-2].tag == "NNS" and not _UNIT.search(bare):
        sort = sort_of(bare.split()[-1])  # "two million cars"
    if clause and clause.asks_person and sort != "group":
        return "person"
    return "person" if clause and is_people(clause.noun) and sort != "group" else sort


def _plural_of_answer(text: str, parsed: Parsed, sort: Sort) -> bool | None:
    if re.search(r"\b(?:and|both)\b|,", text) and sort != "time":
        return True
    nouns = [token for token in parsed.tokens if token.tag in ("NN", "NNS", "NNP", "NNPS")]
    inner = next((token.start for token in parsed.tokens[1:] if token.pos == "ADP"), len(text))  # "cracks in the wall"
    nouns = [token for token in nouns if token.start < inner] or nouns
    if (
        nouns
        and nouns[-1].tag == "NNS"
        and not text.isupper()  # letters that stand for a name
        and (is_people(nouns[-1].lemma) or not (sort in ("place", "person") and text[:1].isupper()))
    ):
        return True
    return None if sort == "group" else False


def _phrases(question: Parsed, clause: Clause | None) -> Iterator[tuple[int, int]]:
    """Token ranges of noun phrases with the "of" or "near" phrases that belong to them; inner ones come too."""
    subject = _subject(question, clause)
    spans = [_trimmed(question, question.covering(phrase)) for phrase in question.analysis.phrases]
    spans = [span for span in spans if span and not _cuts(subject, span)]
    named = [*(question.covering(name) for name in question.analysis.names), *_owners(question)]
    inner = [span for span in named if span and not any(_same(span, other) for other in [subject, *spans])]
    if subject:
        yield subject.start, subject.stop
    for span in [*spans, *inner]:
        if not _cuts(subject, span):
            said = question.between(span.start, span.stop)
            # Who did it is asked, so that a place after the object rather tells which one: "the dam at Ruden".
            close = clause is not None and clause.asks_subject and clause.rest.startswith(said)
            tells = clause is not None and clause.lemma in REPORTING  # "tell the witness | about the town"
            yield span.start, _whole(question, span.stop, spans, close, tells)


def _owners(question: Parsed) -> Iterator[range]:
    """Whose something is: the names before "'s"."""
    for at, token in enumerate(question.tokens):
        first = at
        while token.tag == "POS" and first and _is_of_name(question, first - 1):
            first -= 1
        if first < at:
            yield range(first, at)


def _is_of_name(question: Parsed, at: int) -> bool:
    """Whether it is a word of a name, or joins two: "Lind-Brook"."""
    joins = at > 0 and question.word(at) == "-" and question.tokens[at - 1].pos == "PROPN"
    return joins or question.tokens[at].pos == "PROPN"


def _subject(question: Parsed, clause: Clause | None) -> range:
    """The tokens of the clause's subject."""
    if clause is None or not clause.subject:
        return range(0)
    start = question.text.index(clause.subject)
    return question.covering(Stretch(start, start + len(clause.subject)))


def _cuts(subject: range, span: range) -> bool:
    """Whether a span is the subject, or lies across its end."""
    return bool(subject) and (
        span == subject or span.start < subject.stop < span.stop or span.start < subject.start < span.stop
    )


def _same(one: range, other: range) -> bool:
    return bool(other) and one.start >= other.start and one.stop <= other.stop and len(other) - len(one) <= 1


def _trimmed(question: Parsed, span: range) -> range:
    """Without the asking words and auxiliaries that a small model takes into a phrase."""
    start = span.start
    for at in span:
        token = question.tokens[at]
        if question.word(at) in ASKING or token.pos in ("AUX", "SCONJ", "CCONJ"):
            start = at + 1
    words = [question.word(at) for at in range(start, span.stop)]
    return range(start, span.stop) if any(word.isalnum() or "'" not in word for word in words) else range(0)


def _whole(question: Parsed, end: int, spans: list[range], close: bool = False, tells: bool = False) -> int:
    """The end with the prepositional phrases that follow and belong to the noun: by "of", or by the parse.

    Nobody's name takes one that says where; what somebody is told about (`tells`) tells nothing of who it is.
    """
    last = len(question.tokens) - 1
    person = any(end - 1 in question.covering(n) for n in question.analysis.names if n.label == "PERSON")
    if question.tokens[end - 1].pos == "NOUN":
        while end < last and question.tokens[end].pos == "PROPN":
            end += 1  # "the film Salt"
    if end < last and question.tokens[end].pos == "NUM" and question.tokens[end - 1].pos == "PROPN":  # "Metal 21"
        end += 1
    if end == last - 1 and question.tokens[end].pos == "ADJ":  # "the cup final"
        end += 1
    while end + 1 < last and question.tokens[end].pos == "ADP":
        following = next((span for span in spans if span and span.start == end + 1), None)
        head = question.tokens[question.tokens[end].head]
        belongs = question.word(end) in ("of", "from", "near", *(("at", "in") if close else ())) or head.pos in (
            "NOUN",
            "PROPN",
        )
        loose = (person and question.word(end) not in ("of", "from")) or (tells and question.word(end) == "about")
        if following is None or not belongs or loose:
            break
        end = following.stop
    return end


def _mention(question: Parsed, start: int, end: int, clause: Clause | None) -> Mention | None:
    text = re.sub(r"['’]s$", "", question.between(start, end).strip(_EDGE))
    head = _head(question, start, end)
    if not text or head is None or question.tokens[head].pos == "PRON":
        return None
    if clause and clause.asking and text in clause.asking:
        return None
    label = next((n.label for n in question.analysis.names if head in question.covering(n)), "")
    before = question.word(start - 1) if start else ""
    word = question.text[question.tokens[head].start :]
    named = question.tokens[head].pos == "PROPN" or (head > 0 and word[:1].isupper())
    part, role = _named_part(question, start, end), _role(text, clause)
    sort = sort_of(part, label, before, named or None)
    if clause and role == "subject" and clause.lemma in SAYING and sort in ("place", "thing") and _may_be_person(part):
        sort = "person"
    if clause and role == "subject" and clause.asks_person and clause.is_copular and sort in ("place", "thing"):
        sort = "person" if looks_like_person(part) else sort  # "Who is Ferdi Moll?"
    if clause and role == "subject" and clause.is_copular and clause.asking.lower() == "what" and not clause.rest:
        sort = "thing" if sort == "person" and named else sort  # "What is Silver Birch?"
    if sort == "person" and " " not in part and before == "of" and _OFFICES.search(question.word(start - 2)):
        sort = "place"
    plural = question.tokens[head].tag in ("NNS", "NNPS") or question.word(head) in ("people", "police")
    plural = plural and not (sort == "person" and named and not re.match(r"(?:the|both|all) ", part, re.I))  # "Torres"
    if sort == "group" and not re.match(r"(?:the|both) \S+s$", part, re.I):  # "the Greens" are several, a bank is both
        return Mention(text, sort, role, None, named, gender(text))
    return Mention(text, sort, role, plural, named, gender(text))


def _may_be_person(name: str) -> bool:
    """Whether what says something looks like a person: two names without article, "Ines Holt"."""
    return len(name.split()) > 1 and not re.match(r"(?:the|an?|this|that|its?|their|our)\b", name, re.I)


def _head(question: Parsed, start: int, end: int) -> int | None:
    """The last noun before the first preposition."""
    stop = next((i for i in range(start + 1, end) if question.tokens[i].pos == "ADP"), end)
    nouns = [i for i in range(start, stop) if question.tokens[i].pos in ("NOUN", "PROPN", "PRON")]
    nouns = nouns or [i for i in range(start, stop) if question.tokens[i].pos in ("ADJ", "VERB", "NUM")]
    return nouns[-1] if nouns else None


def _named_part(question: Parsed, start: int, end: int) -> str:
    """The phrase up to its first preposition or relative clause."""
    stop = next(
        (i for i in range(start + 1, end) if question.tokens[i].pos == "ADP" or question.word(i) in ASKING), end
    )
    return question.between(start, stop)


def _role(text: str, clause: Clause | None) -> Role:
    if clause is None:
        return "other"
    if clause.subject and text in clause.subject:
        return "subject" if clause.subject.startswith(text) else "other"
    return "object" if clause.rest.startswith(text) else "other"


def _asked_for(clause: Clause | None) -> Mention | None:
    """What was counted or chosen among, said as a noun with its clause: "the people evacuated from Halm"."""
    if clause is None or not clause.noun or re.match(r"how much of\b", clause.asking, re.I):
        return None
    plural = bool(re.match(r"how many\b", clause.asking, re.I)) or clause.noun.rstrip(_EDGE).endswith("s")
    if clause.asks_subject and clause.tag == "VBN":
        said = re.sub(r"^(?:been|be)\s+", "", clause.said())
        text = f"the {clause.noun} {said}"
    elif clause.asks_subject:
        text = f"the {clause.noun} that {' '.join(filter(None, (clause.auxiliary, clause.said())))}"
    else:
        told = (clause.subject, finite(clause.auxiliary, clause.verb), clause.rest)
        text = f"the {clause.noun} that {' '.join(filter(None, told))}"
        if clause.lemma == "have" and len(clause.subject.split()) <= MAX_OWNER_WORDS:
            text = f"the {clause.noun} of {clause.subject}"
    sort = sort_of(clause.noun)
    return replace(Mention(text.strip(), sort, "subject", plural), gender=gender(clause.noun))
