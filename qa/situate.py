"""Where a town, a mine or a hall is: candidates to what an article says of its site right behind its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.split import sentences
from qa.analysers import Analyser
from qa.cite import moved, one_a_passage
from qa.clauses import clause, parse
from qa.moments import moment
from qa.types import Candidate

SITED = 12  # of a question's candidates, the best; their passages are searched
OWN = 3.0  # log-odds of a reader: as that of a place of the question's own verb (qa/locate.py)
_SIDE = r"(?:(?:north|south)[ -]?)?(?:east|west)(?:ern)?|(?:north|south)(?:ern)?"
# "Halm, (12 km) north of Orla", "Halm, in the Orla valley", "Halm (near Orla)", "Halm, a port on the Lenn".
_SITE = re.compile(
    r"(?:,| \() ?"
    r"(?P<site>(?:(?:an?|the) [a-z -]{3,40}? )?(?:(?:about|some|around|just|only) )?"
    r"(?:[\d.,]+ ?[a-z]+ |\w+ (?:miles|kilomet\w+) )?"
    rf"(?:(?:to the |on the )?(?:{_SIDE}|outskirts|edge|shores?|banks?|side) of|in|near|outside|on|off|beside|between"
    r"|at|not far from|close to) (?:the |its )?(?:[a-z]+ ){0,4}[A-Z][^,.;:()–—]{1,60}?)(?=[,.;:)–—]| ?$)"
)


def situate(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The candidates of "Where is Halm?", surer at what stands behind this name as its site: "Halm, north of Orla"."""
    name = asked_site(question, analyser)
    if not name:
        return list(candidates)
    return [*candidates, *_sites(candidates[:SITED], name)]


def asked_site(question: str, analyser: Analyser) -> str:
    """The thing whose site is asked for, as the question names it; "" when something else is asked."""
    parts = clause(parse(question, analyser))
    if parts is None or parts.asking.lower() != "where" or parts.auxiliary.lower() not in ("is", "are", "was", "were"):
        return ""
    bare = parts.said().lower() in ("", "located", "situated")
    return re.sub(r"(?i)^the ", "", parts.subject) if bare else ""


def _sites(candidates: Sequence[Candidate], name: str) -> Iterator[Candidate]:
    own = re.compile(rf"\b{re.escape(name)}", re.I)
    for candidate in one_a_passage(candidates):
        text = candidate.hit.passage.text
        for one in sentences(text):
            for found in own.finditer(text, one.start, one.end):
                site = _SITE.match(text, found.end(), one.end)
                if site and not moment(site["site"]):  # "Halm, on Monday a ruin"
                    yield moved(replace(candidate, score=candidate.score + OWN), *site.span("site"))
