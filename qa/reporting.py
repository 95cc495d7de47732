"""Reporting verbs, and who says so at the end of a clause: "…, the head of the group said"."""

from __future__ import annotations

import re

# As base forms. With these a subject is somebody who says something:
SAYING = frozenset(
    "say tell claim call warn describe announce promise argue deny react respond suggest state think believe blame "
    "praise accuse expect want ask demand criticise criticize admit report estimate predict write".split()
)
# With these a question can be asked of another source as well: "What did the board find?"
REPORTING = SAYING | frozenset("find answer reply show conclude hope fear".split())
_TELLS = re.compile(
    r"[ ,]*(?:said|says|told|added|explained|estimated|reported|announced|wrote|argued|claimed|confirmed)\b"
)
# "…, a spokesman", "…, its secretary, Ada Brook".
_TELLER = re.compile(
    r",[ \u00a0](?!(?:and|but|which|who|that|as|so)\b)[^,“”\"]{2,80}(?:,[ \u00a0](?:[A-Z][\w.’'-]+[ \u00a0]?){1,4})?,?$"
)


def before_teller(text: str, start: int, end: int) -> int:
    """Where a clause of a sentence ends if a verb of saying follows it: before who says so."""
    found = _TELLER.search(text, start, end) if _TELLS.match(text, end) else None
    return found.start() if found else end
