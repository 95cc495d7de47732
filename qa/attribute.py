"""Who says so: the speaker, role and channel of a claim, and quotations wide enough to hold them."""

from __future__ import annotations

from dataclasses import replace

from qa.analysers import Analyser
from qa.types import Claim
from qa.voice import heard


def attribute(claim: Claim, analyser: Analyser) -> Claim:
    """The claim with who says so in its first citation, every citation wide enough to hold its own speaker.

    A speaker is given only where the grammar names one: what merely follows somebody's words is the outlet's. Each of
    speaker, role and via is an exact slice of the article.
    """
    found = [heard(citation, analyser) for citation in claim.citations]
    return replace(claim, citations=tuple(one.citation for one in found), attribution=found[0].attribution)
