"""Who says so: whether an answer that somebody is said to say still shows that, and who.

Nothing here looks at how the product finds speakers: the gold names them, or words alone tell that somebody speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from eval.gold import Evidence, Question, Range
from eval.metrics import normalise, overlap
from qa.types import Attribution, Claim

_QUOTED = re.compile(r"[“\"„«][^”\"»]*[”\"»]?")
_SAYING = re.compile(
    r"\b(?:according to|(?:said|says|told|tells|asked|asks|called|calls|blamed|blames|claimed|claims|answered|answers|"
    r"rejected|rejects|denied|denies|announced|announces|warned|warns|accused|accuses|estimated|estimates|added|adds|"
    r"wrote|writes|reported|reports|quoted|stated|states|insisted|insists|argued|argues|admitted|admits|confirmed|"
    r"confirms|explained|explains))\b"
)
# The answer to such a question is the speaker, who cannot be left out of a quote that holds the answer.
_ASKS_WHO = re.compile(r"\s*(?:who|whom|whose|which)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Speech:
    """An answer that is quoted from where somebody is said to say it.

    `shown`: the quote still shows who, `named`: the claim's attribution has somebody, `right`: somebody that the gold
    accepts; None where the gold names nobody.
    """

    shown: bool
    named: bool
    right: bool | None

    @property
    def stripped(self) -> bool:
        """Whether a reader would take it for the outlet's own word, by the quote or by the claim."""
        return not (self.shown and self.named)


def names_speakers(questions: Iterable[Question]) -> bool:
    """Whether this gold says who speaks: then evidence without a speaker is in the outlet's own voice."""
    return any(evidence.speakers for one in questions for evidence in one.evidence)


def speech(question: Question, claim: Claim, cited: Range, named: bool) -> Speech | None:
    """How a claim, first cited at `cited`, keeps its speaker; None where it quotes no attributed speech.

    `named`: the gold names speakers (`names_speakers`); otherwise a word of saying outside quotation marks tells.
    """
    told = [one for one in question.evidence if overlap(one.range, cited) and _is_speech(question, one, named)]
    if not told:
        return None
    attributed = _names(claim.attribution)
    speakers = [name for evidence in told for name in evidence.speakers]
    quote = claim.citations[0].quote
    return Speech(
        shown=_has_any(quote, speakers) if named else is_said(quote),
        named=bool(attributed),
        right=_has_any(attributed, speakers) if named else None,
    )


def _is_speech(question: Question, evidence: Evidence, named: bool) -> bool:
    if named:
        return bool(evidence.speakers)
    return is_said(evidence.text) and not _ASKS_WHO.match(question.question)


def is_said(text: str) -> bool:
    """Whether a word of saying stands in the text, outside quotation marks."""
    return _SAYING.search(_QUOTED.sub(" ", text)) is not None


def _names(attribution: Attribution | None) -> str:
    """All that an attribution says about who speaks; empty when it names nobody."""
    if attribution is None:
        return ""
    return " ".join(part for part in (attribution.role, attribution.speaker, attribution.via) if part)


def _has_any(text: str, names: Iterable[str]) -> bool:
    """Whether one of the names stands in the text as whole words."""
    folded = normalise(text)
    return any(re.search(rf"(?<!\w){re.escape(normalise(name))}(?!\w)", folded) for name in names)
