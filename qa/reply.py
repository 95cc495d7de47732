"""What another voice replies to a claim in the sentences beside it: another number, a denial, another culprit.

"96 people were inside, the owner said. The union counted 140." A reader who is asked how many people were inside
seldom takes the second, for it names no people; that it replies is told by its words and its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.normalise import words
from index.sentences import Sentence, sentences
from qa.factuality import NEGATIONS
from qa.quantity import Quantity, amounts, incompatible, quantity, stems
from qa.question import terms
from qa.reporting import before_teller
from qa.rival import FATES, SPEECH, Matter, present
from qa.tolls import amount
from qa.types import Candidate, Citation, Group, Polarity

BLAME = re.compile(
    r"\b(blame\w*|fault|responsib\w+|caus\w+|trigger\w*|spark\w*|started|behind|fired|provoked|at fault|guilty|because"
    r"|led to|lead to|due to|owing to|attribut\w+|result\w* from)\b",
    re.I,
)
_BE = frozenset("be is are was were".split())
LOOKED_AT = 3  # places of a claim, the best
WINDOW = 1_000  # characters before and after a claim that are looked at
MAX_CHARACTERS = 300  # of a reply
BEHIND = 0.5  # log-odds behind the claim that it replies to
_COUNTS = (
    r"number|figure|toll|total|cost|costs|damages?|price|fee|sum|amount|count|loss|losses|size|crowd|attendance|turnout|share|"
    r"bill|value|length|height|speed|age|strength|deaths?|dead"
)
_HEDGE = re.compile(
    r"(?:(?:only|just|about|around|some|nearly|almost|roughly|barely|at least|up to|as many as|(?:more|fewer|less) than"
    r"|over|under|closer? to|no more than|approximately) )+$",
    re.I,
)
# What stands before a number that says nothing of what is counted, for the sentence before has said it.
_ELLIPTIC = re.compile(
    r"\b(?:put|puts|putting|gave|gives|estimat\w+|reckon\w*|place[sd]?) (?:it|that|them"
    rf"|(?:the|its|their|this) (?:\w+ )?(?:{_COUNTS})(?: of [\w’' -]{{1,40}})?) (?:at|as)$"
    r"|\b(?:spoke|speaks?|talk(?:s|ed)?) of$|\b(?:count(?:s|ed)?|says?|said|claim(?:s|ed)?)$"
    rf"|\b(?:it|that|the (?:\w+ )?(?:{_COUNTS})) (?:(?:had|has) been|was|were|is|are|would be|will be)$",
    re.I,
)
_SAME_VOICE = re.compile(r"^(?:he|she|they|it)\b|\b(?:he|she|they|it) (?:also )?(?:said|says|added|told)\b", re.I)
_UPDATES = re.compile(
    r"\b(?:earlier|initially|previously|at first|so far|by then|revised|raised|later|up from|since)\b", re.I
)
_DENIES = re.compile(
    r"(?<!not )(?<!n[’']t )(?<!never )"
    r"\b(?:den(?:y|ies|ied)|(?:reject|contradict|refut|disput)(?:s|es|ed)?|dismiss(?:es|ed)?) "
    r"(?:(?P<pronoun>it|this|that|him|her|them)|(?:(?:the|any|all|these|those|such|his|her|its|their) )?"
    r"(?:claims?|accusations?|allegations?|reports?|charges?|statements?|accounts?|rumou?rs?|part|role|involvement))\b",
    re.I,
)
_GOES_ON = re.compile(r"(?::|, (?:saying|insisting|stating|arguing|claiming)(?: that)?) (?P<said>.+)", re.S)
_QUOTED = re.compile(r"[“\"](?P<said>[^“”\"]{3,})[”\"]")
_CLAUSE = re.compile(r" (?:that|of|about) ")
_CULPRIT = (
    re.compile(r"\bblam(?:ed|es) (?P<who>[^.“”;]+?)(?= for (?!\w+ (?:days|weeks|months|years))|[.;“”]|$)"),
    re.compile(
        r"(?:^|\b(?:says?|said|claims?|claimed|insists?|insisted)(?: that)? )(?P<who>(?:(?! said | says )[^.,;:“”])+?)"
        r" (?:was|were|is|are|had been) (?:to blame|at fault|responsible|behind it)\b"
    ),
    re.compile(r"\baccus(?:ed|es) (?P<who>[^.,;:“”]+?) of\b"),
)
_OPPOSITE: dict[str, Polarity] = {"yes": "no", "no": "yes"}


@dataclass(frozen=True, slots=True)
class _Place:
    """A claim with the sentences beside it; their ranges are of the article."""

    candidate: Candidate
    before: tuple[Sentence, ...]
    after: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return self.candidate.citation.article.text

    @property
    def next_voice(self) -> tuple[Sentence, ...]:
        """The sentences after the claim, without one in which the same speaker goes on: "…," she said."""
        text = self.of(self.after[0]) if self.after else ""
        goes_on = _SAME_VOICE.search(text) and not _DENIES.search(text)
        return self.after[1:] if goes_on else self.after

    def of(self, sentence: Sentence) -> str:
        return self.text[sentence.start : sentence.end]


def reply(matter: Matter, claim: Group) -> Candidate | None:
    """What another voice sets against a claim right before or after it; None where nobody does."""
    for candidate in claim.candidates[:LOOKED_AT]:
        place = _placed(candidate)
        if matter.want == "polar":
            found = _denials(matter, place)
        elif quantity(candidate.citation.answer):
            found = _numbers(matter, place)
        else:
            found = _culprits(matter, place) if _seeks_culprit(matter) else iter(())
        if (one := next(found, None)) is not None:
            return one
    return None


def _placed(candidate: Candidate) -> _Place:
    cited = candidate.citation
    first = max(0, cited.start - WINDOW)
    near = [
        Sentence(one.start + first, one.end + first)
        for one in sentences(cited.article.text[first : cited.end + WINDOW])
    ]
    if first:
        near = near[1:]  # cut
    before = tuple(one for one in near if one.end <= cited.start)
    return _Place(candidate, before[-1:], tuple(one for one in near if one.start >= cited.end)[:3])


def _made(place: _Place, sentence: Sentence, start: int, end: int, first: Sentence | None = None) -> Candidate | None:
    """A reply from `start` to `end` of a sentence, without marks around it and who says so at its end."""
    text = place.of(sentence)
    end = before_teller(text, start, end)
    said = text[start:end]
    end = start + len(said.rstrip(' ,;:.“”"\u00a0\n'))
    start += len(said) - len(said.lstrip(' ,;:“”"\u00a0\n'))
    if not start < end or end - start > MAX_CHARACTERS:
        return None
    from_ = (first or sentence).start
    cited = Citation(
        place.candidate.citation.article, from_, sentence.end, sentence.start + start, sentence.start + end
    )
    return replace(place.candidate, citation=cited, score=place.candidate.score - BEHIND, polarity=None)


def is_other_voice(one: str, other: str) -> bool:
    """Whether two sentences, in their order, are of two speakers."""
    if _SAME_VOICE.search(other):
        return False
    teller = words(other[: found.start()]) if (found := SPEECH.search(other)) else []
    return not teller or len(teller) > 12 or not set(teller[:6]) <= set(words(one))


def _numbers(matter: Matter, place: _Place) -> Iterator[Candidate]:
    own = amount(place.candidate.citation)
    quote = place.candidate.citation.quote
    if own is None:
        return
    for sentence in place.next_voice[:1]:
        if is_other_voice(quote, place.of(sentence)) and not _UPDATES.search(place.of(sentence)):
            yield from _amounts_of(matter, place, own, sentence, elliptic=True)
    start = place.candidate.citation.answer_in_quote[0]
    if _is_elliptic(quote, start) and not _UPDATES.search(quote):
        for sentence in place.before:
            if is_other_voice(place.of(sentence), quote):
                yield from _amounts_of(matter, place, own, sentence, elliptic=False)


def _is_elliptic(text: str, at: int) -> bool:
    """Whether the number at a place is of what the sentence before counts."""
    before = text[:at]
    return bool(_ELLIPTIC.search(_HEDGE.sub("", before).rstrip()))


def _amounts_of(
    matter: Matter, place: _Place, own: Quantity, sentence: Sentence, elliptic: bool
) -> Iterator[Candidate]:
    text = place.of(sentence)
    for start, end in amounts(text):
        if elliptic and not _is_elliptic(text, start):
            continue
        if hedge := _HEDGE.search(text[:start]):
            start = hedge.start()
        if unit := re.match(r"(?: ?%| per cent| percent|[ -][\w’]+)", text[end:]):
            with_unit = quantity(text[start : end + unit.end()])
            if with_unit and (with_unit.dimension or with_unit.unit & own.unit):
                end += unit.end()
        made = _made(place, sentence, start, end)
        other = amount(made.citation) if made else None
        asked = stems(matter.question) | matter.counted | own.unit
        if made is None or other is None or not (elliptic or other.unit or other.dimension):
            continue  # the sentence that is replied to says what it counts
        one_fate = _is_of_one_fate(matter, place.candidate.citation.quote, text)
        if one_fate and incompatible(_priced_as(own, other), _priced_as(other, own), asked):
            yield made


def _priced_as(bare: Quantity, other: Quantity) -> Quantity:
    """A bare number beside a sum of money or a share is one too: "3 million euros", "the fee was 5 million"."""
    is_bare = not bare.dimension and not bare.unit and other.dimension.startswith(("money", "share"))
    return replace(bare, dimension=other.dimension) if is_bare else bare


def _is_of_one_fate(matter: Matter, one: str, other: str) -> bool:
    """Whether the other tells of no fate that neither question nor claim tells of: of the injured beside the dead."""
    known, told = ({*words(matter.question), *words(one)}, set(words(other)))
    return all(forms & known or not forms & told for forms in FATES)


def _denials(matter: Matter, place: _Place) -> Iterator[Candidate]:
    """Who denies what was just said, by what is said instead where that follows; or what a denial denies."""
    quote, opposite = place.candidate.citation.quote, _OPPOSITE.get(place.candidate.polarity or "")
    for sentence in place.next_voice[:1]:
        text = place.of(sentence)
        denied = _DENIES.search(text)
        if (
            denied
            and (denied["pronoun"] or is_other_voice(quote, text))
            and _denies_what_is_asked(matter, text, denied)
        ):
            yield from (replace(one, polarity=opposite) for one in _instead(place, sentence, denied.end()))
    own = _DENIES.search(quote)
    for sentence in place.before:
        if own and own["pronoun"]:
            made = _made(place, sentence, 0, sentence.end - sentence.start)
            yield from [replace(made, polarity=opposite)] if made else []


def _denies_what_is_asked(matter: Matter, text: str, denied: re.Match[str]) -> bool:
    """Whether "denied reports that …" goes on with a word of the question; "denied it" has no need to."""
    clause = _CLAUSE.match(text, denied.end())
    return clause is None or bool(present(terms(matter.question), text[clause.end() :]))


def _instead(place: _Place, sentence: Sentence, at: int) -> Iterator[Candidate]:
    """What follows a denial in its sentence or in a quotation right after it; else the denial itself."""
    text = place.of(sentence)
    after = next(iter(place.next_voice[1:]), None)
    if goes_on := _GOES_ON.match(text, at):
        made = _made(place, sentence, *goes_on.span("said"))
    elif quoted := _QUOTED.search(text, at):
        made = _made(place, sentence, *quoted.span("said"))
    elif after and (quoted := _QUOTED.match(place.of(after))):
        made = _made(place, after, *quoted.span("said"), first=sentence)
    else:
        made = _made(place, sentence, 0, len(text))
    yield from [made] if made else []


def _seeks_culprit(matter: Matter) -> bool:
    """Whether it is asked who did something, or what or who caused it; not who says so or who somebody is."""
    if BLAME.search(matter.question):
        return matter.want in ("who", "why", "what", "which")
    return matter.want == "who" and matter.predicate not in {"", *_BE} and not SPEECH.search(matter.question)


def _culprits(matter: Matter, place: _Place) -> Iterator[Candidate]:
    """Whom or what another voice blames."""
    own = frozenset(terms(place.candidate.citation.answer)) - frozenset(terms(matter.question))
    quote = place.candidate.citation.quote
    for sentence in (*place.next_voice[:1], *place.before):
        text = place.of(sentence)
        pair = (quote, text) if sentence in place.after else (text, quote)
        if not is_other_voice(*pair):
            continue
        for pattern in _CULPRIT:
            if (found := pattern.search(text)) and (made := _made(place, sentence, *found.span("who"))):
                other = frozenset(terms(made.citation.answer)) - frozenset(terms(matter.question))
                if own and other and not own & other and not frozenset(words(text)) & NEGATIONS:
                    yield made
