"""Candidates to those that suit the kind of question: who somebody is, how many of what, in whose account."""

from __future__ import annotations

from collections.abc import Sequence

from qa.analysers import Analyser
from qa.ascribe import ascribe
from qa.befall import befall
from qa.cite import unique
from qa.classify import classify
from qa.coordinate import coordinate
from qa.deed import deed
from qa.doer import doer
from qa.enact import enact
from qa.introduce import introduce
from qa.locate import locate
from qa.measure import measure
from qa.situate import situate
from qa.tally import tally
from qa.types import Candidate


def suit(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The candidates, best first: moved to the words beside them that answer this kind of question, added, or left out.

    By grammar alone; what no rule speaks of stays as the reader found it.
    """
    found = measure(question, candidates)
    for rule in (introduce, tally, locate, situate, enact, ascribe, doer, deed, befall, classify, coordinate):
        found = rule(question, found, analyser)
    return unique(found)
