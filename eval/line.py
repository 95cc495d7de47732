"""One question of a run as JSON values: all that a person needs to see why it was won or lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eval.gold import Evidence, Question
from eval.probe import Probed
from qa.types import Citation, Claim

SHOWN_CITATIONS = 3  # of a claim: more places of the same claim explain nothing more


def line(probed: Probed) -> dict[str, Any]:
    """The line of one question; only `took_ms` may differ between two equal runs."""
    return {
        **probed.outcome.to_dict(),
        "rank": probed.rank,
        "reason": probed.reason,
        "exact": probed.exact,
        "f1": probed.f1,
        "evidence_cited": probed.evidence_cited,
        "speech": _speech(probed),
        "bold": _bold(probed),
        "alone": None if probed.alone is None else probed.alone.mark,
        "standalone": probed.question.standalone,
        "answerable": probed.question.answerable,
        "evidence": [_evidence(one) for one in probed.question.evidence],
        "claims": [_claim(claim, probed.question, probed.docs) for claim in probed.outcome.answer.claims],
        "took_ms": dict(probed.outcome.answer.took_ms),
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"doc": evidence.doc, "text": evidence.text, "speakers": list(evidence.speakers)}


def _speech(probed: Probed) -> dict[str, Any] | None:
    found = probed.speech
    if found is None:
        return None
    return {"shown": found.shown, "named": found.named, "right": found.right, "stripped": found.stripped}


def _bold(probed: Probed) -> dict[str, Any] | None:
    """What would have been said if no doubt silenced it."""
    if probed.bold is None:
        return None
    return {"said": probed.bold.text, "confidence": probed.bold.confidence, "right": probed.bold_right}


def _claim(claim: Claim, question: Question, docs: Mapping[str, str]) -> dict[str, Any]:
    return {
        "text": claim.text,
        "confidence": claim.confidence,
        "origins": claim.origins,
        "attribution": claim.attribution.to_dict() if claim.attribution else None,
        "citations": [_cited(one, question, docs) for one in claim.citations[:SHOWN_CITATIONS]],
    }


def _cited(citation: Citation, question: Question, docs: Mapping[str, str]) -> dict[str, Any]:
    """A quote with two kinds of ranges in it: `answer`, and `gold` for the evidence that it shares with the gold."""
    doc = docs.get(citation.article.id, citation.article.relative)
    found = [one for one in question.evidence if one.doc == doc]
    shared = [(max(one.start, citation.start), min(one.end, citation.end)) for one in found]
    return {
        "doc": doc,
        "line": citation.line,
        "page": citation.page.number if citation.page else None,
        "quote": citation.quote,
        "answer": [citation.answer_start - citation.start, citation.answer_end - citation.start],
        "gold": sorted({(a - citation.start, b - citation.start) for a, b in shared if a < b}),
    }
