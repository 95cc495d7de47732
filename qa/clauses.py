"""A question taken apart: what it asks for, its auxiliary, its subject, and the rest.

"How many sandbags did the men lay in Halm?" asks for "How many sandbags", with "did", "the men" and "lay in Halm".
By word order and part of speech alone: a small model's trees of questions are often wrong, its tags rarely.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.analysers import Analyser, Analysis, Stretch, Token

ASKING = frozenset("who whom whose what which when where why how".split())
AUXILIARIES = frozenset(
    "do does did is are was were be has have had will would can could shall should may might must 's 're 'd’s".split()
)
_DO = frozenset("do does did".split())
_MODALS = frozenset("will would can could shall should may might must".split())
_ADVERBS = frozenset("not n't also ever still already now then actually really just".split())
_BE = frozenset("is are was were 's".split())
_NOMINAL = frozenset("NOUN PROPN PRON NUM DET ADJ".split())
_END = "?!. \t\n\u00a0"
PLACES_IN = frozenset("in at near from around outside inside towards toward to across above below along".split())


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text with its analysis."""

    text: str
    analysis: Analysis

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.analysis.tokens

    def word(self, at: int) -> str:
        """The token in lower case."""
        token = self.tokens[at]
        return self.text[token.start : token.end].lower()

    def words(self) -> list[str]:
        return [self.word(at) for at in range(len(self.tokens))]

    def between(self, first: int, last: int) -> str:
        """The text of tokens first to last, the last excluded; stripped."""
        if first >= last or first >= len(self.tokens):
            return ""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end].strip()

    def at(self, place: int) -> int:
        """The number of the token that begins at or after a character."""
        return next((i for i, token in enumerate(self.tokens) if token.start >= place), len(self.tokens))

    def covering(self, stretch: Stretch) -> range:
        """The tokens of a stretch."""
        inside = [i for i, t in enumerate(self.tokens) if t.start < stretch.end and stretch.start < t.end]
        return range(inside[0], inside[-1] + 1) if inside else range(0)


def parse(text: str, analyser: Analyser) -> Parsed:
    """The text, analysed as a sentence: with a capital and a question mark, which parsing leans on."""
    bare = text.strip().rstrip(_END)
    spoken = f"{bare[:1].upper()}{bare[1:]}?"
    return Parsed(spoken, analyser.analyse([spoken])[0])


@dataclass(frozen=True, slots=True)
class Clause:
    """The parts of a question, as text; "" where there is none.

    `asking` is the question phrase with its preposition ("In which town"), `noun` what it asks for ("town").
    `subject` is empty when the question phrase is the subject itself. `verb` is the main verb, `lemma` its base form.
    """

    asking: str
    noun: str
    auxiliary: str
    subject: str
    verb: str
    lemma: str
    tag: str
    rest: str

    @property
    def asks_subject(self) -> bool:
        return bool(self.asking) and not self.subject

    @property
    def asks_noun(self) -> bool:
        """Whether a thing or person is asked for that the verb takes without a preposition."""
        return bool(re.match(r"(?:who|whom|what|which|whose|how (?:many|much)\b)", self.asking, re.I))

    @property
    def asks_person(self) -> bool:
        return bool(re.search(r"\bwho(?:m|se)?\b", self.asking, re.I))

    @property
    def asks_place(self) -> bool:
        return bool(
            re.search(
                r"\b(?i:where)\b|\b(?:city|town|village|place|country|region|province|district|stadium)\b", self.asking
            )
        )

    @property
    def asks_time(self) -> bool:
        return bool(re.search(r"\b(?i:when)\b|\b(?:day|date|month|year|time|week)\b", self.asking))

    @property
    def is_copular(self) -> bool:
        return not self.verb and self.auxiliary.lower() in _BE

    def said(self) -> str:
        """Verb and rest: "lay in Halm"."""
        return _joined(self.verb, self.rest)


def clause(parsed: Parsed) -> Clause | None:
    """The parts of a question; None when it is none, or only keywords."""
    count = len(parsed.tokens) - 1  # without the question mark
    begin, end = _asking(parsed, count)
    if end >= count:
        return None
    asking = parsed.between(0, end)
    noun = _noun(parsed, begin, end)
    if parsed.word(end) not in AUXILIARIES or not _is_auxiliary(parsed, end, count):
        return _with_verb(parsed, asking, noun, "", end, end, count) if asking else None
    auxiliary = parsed.between(end, end + 1)
    subject = _subject(parsed, end + 1, count)
    return _with_verb(parsed, asking, noun, auxiliary, end + 1, subject, count)


def _asking(parsed: Parsed, count: int) -> tuple[int, int]:
    """First and last token of the question phrase; (0, 0) for a question without one."""
    begin = next((i for i in range(min(count, 4)) if parsed.word(i) in ASKING), None)
    if begin is None or any(parsed.tokens[i].pos not in ("ADP", "SCONJ", "VERB") for i in range(begin)):
        return 0, 0
    end = begin + 1
    if parsed.word(begin) in ("who", "whom", "why", "when", "where"):
        return begin, end + (end < count and parsed.word(end) in ("else", "exactly", "all"))
    while end < count and not _ends_asking(parsed, begin, end):
        told = _after_relative(parsed, end, count)
        if told:
            return begin, told
        end += 1
    return begin, end


def _after_relative(parsed: Parsed, at: int, count: int) -> int:
    """Where the verb stands after a relative clause that begins here: "How many of the people that it hit | drowned".

    0 where none begins, or no verb follows.
    """
    if not at or parsed.word(at) not in ("that", "who", "whom") or parsed.tokens[at - 1].pos not in ("NOUN", "PROPN"):
        return 0
    verbs = [i for i in range(at + 1, count) if parsed.tokens[i].pos in ("VERB", "AUX")]
    last = next((i for i in verbs if parsed.tokens[i].pos == "VERB" or i + 1 not in verbs), count)
    return next((i for i in verbs if i > last), 0)


def _ends_asking(parsed: Parsed, begin: int, at: int) -> bool:
    token, word = parsed.tokens[at], parsed.word(at)
    if word in AUXILIARIES and token.tag != "POS":
        return True
    return token.pos in ("VERB", "AUX") and token.tag not in ("VBG", "VBN") and at > begin


def _noun(parsed: Parsed, begin: int, end: int) -> str:
    """What is asked for, without the word that asks: "square kilometers"; "" for a bare "what" or "how long"."""
    word = parsed.word(begin) if begin < len(parsed.tokens) else ""
    first = begin + 2 if word == "how" and end > begin + 1 and parsed.word(begin + 1) in ("many", "much") else begin + 1
    named = any(parsed.tokens[i].pos in ("NOUN", "PROPN") for i in range(first, end))
    return parsed.between(first, end) if named and word in ("which", "what", "how", "whose") else ""


def _is_auxiliary(parsed: Parsed, at: int, count: int) -> bool:
    """Whether "have" or "do" helps another verb here, or "be" stands with a subject; a main verb otherwise."""
    word = parsed.word(at)
    if word in ("has", "have", "had", *_DO):
        return any(parsed.tokens[i].pos in ("VERB", "AUX") for i in range(at + 1, count)) or word in _DO
    return True


def _subject(parsed: Parsed, first: int, count: int) -> int:
    """Where the subject that begins at `first` ends; `first` itself when no noun phrase begins there."""
    at = first
    while at < count and parsed.word(at) in _ADVERBS:
        at += 1
    if at >= count or not (_needs_subject(parsed, first - 1) or _begins_phrase(parsed, at)):
        return first
    verbs = [i for i in range(at + 1, count) if _is_verb(parsed, i)]
    verbs = [i for i in verbs if parsed.word(i) == "be"] or verbs
    main = next((i for i in verbs if not _is_relative(parsed, i)), None)
    if main is None and parsed.word(first - 1) in _BE:  # "were the smugglers from Orsa hiding"
        main = next((i for i in reversed(verbs) if parsed.tokens[i].tag in ("VBN", "VBG")), None)
    if main is not None and parsed.word(first - 1) in _BE and parsed.word(main - 1) == "to" and main - 2 in verbs:
        return main - 2  # "were the miners told to leave"
    return _end_of_phrase(parsed, at, count) if main is None else main


def _is_verb(parsed: Parsed, at: int) -> bool:
    return parsed.tokens[at].pos in ("VERB", "AUX") and parsed.word(at) not in ("according", "including")


def _needs_subject(parsed: Parsed, auxiliary: int) -> bool:
    """Also after "will" where what follows cannot be its verb: "will trains run" has a noun that ends as verbs do."""
    inflected = parsed.word(auxiliary) in _MODALS and parsed.tokens[auxiliary + 1].tag in ("VBZ", "VBD", "VBN")
    return auxiliary == 0 or parsed.word(auxiliary) in _DO or inflected


def _begins_phrase(parsed: Parsed, at: int) -> bool:
    token = parsed.tokens[at]
    if any(phrase.start <= token.start < phrase.end for phrase in parsed.analysis.phrases):
        return True
    return token.pos in _NOMINAL and token.pos != "ADJ"


def _is_relative(parsed: Parsed, at: int) -> bool:
    """Whether a verb only says more about a noun, or is part of a name."""
    token = parsed.tokens[at]
    if token.tag == "VBG" and any(name.start <= token.start < name.end for name in parsed.analysis.names):
        return True
    return token.dep in ("relcl", "acl") and parsed.tokens[token.head].pos in ("NOUN", "PROPN")


def _end_of_phrase(parsed: Parsed, at: int, count: int) -> int:
    """Without a verb that was recognised: after "do" or "will" the last word is it, else all but an adjective."""
    if parsed.word(at - 1) in _DO | _MODALS:
        nouns = [i for i in range(at, count) if parsed.tokens[i].tag == "NN"]
        root = next((i for i in nouns[1:] if parsed.tokens[i].head == i), 0)
        if root and parsed.tokens[count - 2].tag in ("DT", "PRP$", "POS", "JJ"):  # the last word is surely no verb
            return root  # "will the pass cost in May": the small model takes it for a noun, but hangs all on it
        name = next((n for n in parsed.analysis.names if n.start <= parsed.tokens[at].start + 5 < n.end), None)
        end = max(parsed.covering(name)) + 1 if name else count - 1
        while end < count - 1 and parsed.tokens[end].pos == "PROPN":
            end += 1  # "the Orla Grove" where only Orla is known
        return end if at < end < count else max(at, count - 1)
    end = _before_circumstance(parsed, at, count)
    while end > at + 1 and parsed.tokens[end - 1].pos in ("ADJ", "ADV", "ADP") and parsed.tokens[end - 1].dep != "amod":
        end -= 1
    return end


def _before_circumstance(parsed: Parsed, at: int, count: int) -> int:
    """Where a subject ends before when or where it is: "was the envoy | on Sunday", "was Ada Brook | in office"."""
    for name in parsed.analysis.names:
        span = parsed.covering(name)
        if name.label in ("DATE", "TIME") and at + 1 < span.start and span.stop == count:
            return span.start - 1 if _opens_circumstance(parsed, span.start - 1) else count
        if name.label == "PERSON" and span.start == at and _opens_circumstance(parsed, span.stop):
            return span.stop
    return count


def _opens_circumstance(parsed: Parsed, at: int) -> bool:
    return parsed.tokens[at].pos == "ADP" and parsed.word(at) != "of"


def _with_verb(parsed: Parsed, asking: str, noun: str, auxiliary: str, first: int, end: int, count: int) -> Clause:
    """The clause whose subject is tokens `first` to `end`, and whose verb stands there."""
    subject = parsed.between(first, end)
    if end >= count:
        return Clause(asking, noun, auxiliary, subject, "", "", "", "")
    token = parsed.tokens[end]
    helped = auxiliary.lower() in _DO | _MODALS and bool(subject)
    if _is_verb(parsed, end) or helped:
        last = end + 1
        while last < count and token.pos == "AUX" and parsed.tokens[last].pos in ("VERB", "AUX"):
            last += 1
        main = parsed.tokens[last - 1]
        verb = parsed.between(end, last)
        lemma = verb if helped else main.lemma
        return Clause(asking, noun, auxiliary, subject, verb, lemma, main.tag, parsed.between(last, count))
    return Clause(asking, noun, auxiliary, subject, "", "", "", parsed.between(end, count))


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
