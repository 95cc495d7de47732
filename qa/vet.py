"""Candidates that speak of another than the question asks about, put behind those that do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa import age, kin, namesake, premise, swapped, topic, unmet
from qa.analysers import Analyser
from qa.inquiry import Fault, Inquiry, Place, inquiry, place
from qa.spellings import Spellings
from qa.types import Candidate

VETTED = 8  # of a question's candidates, the best; what is shown is among them
# Log-odds that a fault costs: enough that no candidate with one is given at the shipped risk.
PENALTY = 6.0
# The share of it that all others lose where the best has a fault: what comes first then is wrong more often than not.
DOUBT = 0.2
_Rule = Callable[[Inquiry, Place, Analyser], Fault | None]
_RULES: tuple[_Rule, ...] = (
    premise.unheard,
    swapped.other_here,
    swapped.other_beside,
    swapped.never_named,
    swapped.other_before,
    swapped.other_town,
    swapped.other_he,
    topic.other_topic,
    topic.other_subject,
    namesake.other_bearer,
    namesake.other_speaker,
    premise.unnamed,
    premise.itself,
    premise.dateline,
    kin.other_kin,
    age.other_age,
    premise.other_role,
    premise.no_reason,
    unmet.untold,
    unmet.unreal,
    age.no_age,
)


@dataclass(frozen=True, slots=True)
class Vetted:
    """Candidates, best first, and the fault of the one that was the best before; None when it has none."""

    candidates: list[Candidate]
    fault: Fault | None = None


def vet(question: str, candidates: Sequence[Candidate], spellings: Spellings, analyser: Analyser) -> Vetted:
    """The same candidates; of the first VETTED those that have a fault are PENALTY worse, as their evidence says."""
    if not candidates:
        return Vetted([])
    asked = inquiry(question, spellings, analyser)
    faults = [fault(asked, place(candidate.citation, analyser), analyser) for candidate in candidates[:VETTED]]
    doubt = DOUBT if faults[0] else 0.0
    shares = [1.0 if found else doubt for found in faults] + [doubt] * len(candidates[VETTED:])
    vetted = [_faulty(one, share) for one, share in zip(candidates, shares, strict=True)]
    ordered = sorted(vetted, key=lambda c: (-c.score, c.citation.article.id, c.citation.answer_start))
    return Vetted(ordered, faults[0])


def _faulty(candidate: Candidate, share: float) -> Candidate:
    known = candidate.evidence and replace(candidate.evidence, fault=share)
    return replace(candidate, score=candidate.score - share * PENALTY, evidence=known)


def fault(asked: Inquiry, found: Place, analyser: Analyser) -> Fault | None:
    """The first fault of a candidate; None when nothing speaks against it."""
    return next((fault for rule in _RULES if (fault := rule(asked, found, analyser)) is not None), None)
