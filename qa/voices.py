"""A claim with the sentences beside it, and whether one of them is of another voice, or says the opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.normalise import words
from index.sentences import Sentence, sentences
from qa.antonyms import antonyms
from qa.factuality import NEGATIONS
from qa.reporting import before_teller
from qa.rival import SPEECH, Matter, present
from qa.types import Candidate, Citation

_NEGATIONS = NEGATIONS | {"without"}
_PRONOUN = re.compile(r"\b(?:he|she|it|they|I|we)\b", re.I)
BESIDE = 300  # characters between two voices that speak of one thing
WINDOW = 1_000  # characters before and after a claim that are looked at
MAX_CHARACTERS = 300  # of a reply
BEHIND = 0.5  # log-odds behind the claim that it replies to
SAME_VOICE = re.compile(r"^(?:he|she|they|it)\b|\b(?:he|she|they|it) (?:also )?(?:said|says|added|told)\b", re.I)
# Says that what was just said is not so.
DENIES = re.compile(
    r"(?<!not )(?<!n[’']t )(?<!never )"
    r"\b(?:den(?:y|ies|ied)|(?:reject|contradict|refut|disput)(?:s|es|ed)?|dismiss(?:es|ed)?) "
    r"(?:(?P<pronoun>it|this|that|him|her|them)|(?:(?:the|any|all|these|those|such|his|her|its|their) )?"
    r"(?:claims?|accusations?|allegations?|reports?|charges?|statements?|accounts?|rumou?rs?|part|role|involvement))\b"
    r"|\bcall(?:s|ed) (?P<called>(?:it|this|that|the \w+) [“\"]?(?:nonsense|a lie|lies|false|untrue|wrong|absurd)\b)"
    r"|^[“\"](?P<so>(?:that|this) is (?:a lie|nonsense|false|untrue|wrong|absurd|not true)\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A claim with the sentences beside it; their ranges are of the article."""

    candidate: Candidate
    before: tuple[Sentence, ...]
    after: tuple[Sentence, ...]
    quote: str  # its own sentence, or part of one

    @property
    def text(self) -> str:
        """The article."""
        return self.candidate.citation.article.text

    @property
    def next_voice(self) -> tuple[Sentence, ...]:
        """The sentences after the claim, without one in which the same speaker goes on: "…," she said."""
        text = self.of(self.after[0]) if self.after else ""
        goes_on = SAME_VOICE.search(text) and not DENIES.search(text)
        return self.after[1:] if goes_on else self.after

    @property
    def answer(self) -> tuple[int, int]:
        """The range of the claim's answer."""
        return self.candidate.citation.answer_start, self.candidate.citation.answer_end

    def is_told_otherwise(self, sentence: Sentence) -> bool:
        """Whether a sentence beside the claim and the claim itself are told, and by two voices."""
        text = self.of(sentence)
        pair = (self.quote, text) if sentence in self.after else (text, self.quote)
        return all(map(SPEECH.search, pair)) and is_other_voice(*pair)

    def of(self, sentence: Sentence) -> str:
        """The words of a sentence."""
        return self.text[sentence.start : sentence.end]


def placed(candidate: Candidate) -> Place:
    """A claim in its place."""
    cited = candidate.citation
    first = max(0, cited.start - WINDOW)
    text = cited.article.text[first : cited.end + WINDOW]
    near = [piece for one in sentences(text)[bool(first) :] for piece in _pieces(text, one)]  # the first may be cut
    near = [Sentence(one.start + first, one.end + first) for one in near]
    before = tuple(one for one in near if one.end <= cited.answer_start)
    after = tuple(one for one in near if one.start >= cited.answer_end)
    own = next((one for one in near if one not in before and one not in after), Sentence(cited.start, cited.end))
    return Place(candidate, before[-1:], after[:3], cited.article.text[own.start : own.end])


def _pieces(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """A sentence, or its parts between semicolons."""
    start = sentence.start
    for mark in re.finditer(r"; ", text[sentence.start : sentence.end]):
        yield Sentence(start, sentence.start + mark.start())
        start = sentence.start + mark.end()
    yield Sentence(start, sentence.end)


def made(place: Place, sentence: Sentence, start: int, end: int, first: Sentence | None = None) -> Candidate | None:
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
    if SAME_VOICE.search(other):
        return False
    teller = words(other[: found.start()]) if (found := SPEECH.search(other)) else []
    return not teller or len(teller) > 12 or not set(teller[:6]) <= set(words(one))


def say_opposites(matter: Matter, one: Candidate, other: Candidate) -> bool:
    """Whether one clause says yes and the other no.

    Or, where that is not sure of one, whether two voices of an article speak of the subject one after the other and
    only one of them negates it, or they use opposites: "it came on at once", "it never worked".
    """
    if one.polarity and other.polarity:
        return one.polarity != other.polarity
    early, late = sorted((one.citation, other.citation), key=lambda citation: citation.start)
    between = late.start - early.end
    if early.article.id != late.article.id or not 0 <= between <= BESIDE or not is_other_voice(early.quote, late.quote):
        return False
    about = [*matter.subject, matter.predicate]
    if not all(present(about, citation.quote) or _PRONOUN.search(citation.quote) for citation in (early, late)):
        return False
    said = [words(citation.answer) for citation in (early, late)]
    opposed = any(antonyms(a, b) for a in said[0] for b in said[1])
    return opposed != (bool(_NEGATIONS & set(said[0])) != bool(_NEGATIONS & set(said[1])))
