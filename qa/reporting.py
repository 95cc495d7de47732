"""Verbs of saying, for questions and for articles; and who says so at the end of a clause: "…, the head said"."""

from __future__ import annotations

import re

# As base forms. With these somebody gives words.
_GIVING = frozenset(
    "say tell claim state announce declare report add note write argue insist warn explain believe think "
    "suggest predict estimate confirm deny admit describe call accuse blame praise promise quote comment "
    "reply respond answer conclude ask".split()
)
# With these as well the subject of a question is somebody who speaks, though no words need follow: "react to it".
SAYING = _GIVING | frozenset("speak talk react expect want demand criticise criticize".split())
# With these the subject may also be a study or a crowd, and the question be put to another: "What did the board find?"
REPORTING = SAYING | frozenset("find show hope fear".split())
# With these a clause in an article is what somebody says (qa/content.py: what else is). Not with "wants" or "hopes",
# of which the article tells; and "who tweeted it" of a question may ask for a picture.
CLAUSAL = _GIVING | frozenset(
    "complain tweet post acknowledge concede allege assert maintain contend hint stress emphasize emphasise underline "
    "reiterate repeat remark observe reveal disclose reject pledge vow urge boast joke testify cite continue shout "
    "whisper recount wonder caution forecast calculate express voice inform assure agree indicate read caption dismiss "
    "denounce condemn".split()
)
# Who does not do this says nothing, nor the opposite. Not "think" or "claim": not to think so is to think otherwise.
UNSAID = frozenset(
    "say tell report announce confirm add explain write note state insist reveal disclose comment read call "
    "quote".split()
)
# As they stand in a text, those that give words and do little else: not "called" or "asked", which is done to somebody,
# nor what is mostly a noun there: "states", "posts", "report".
ASSERTED = (
    "said|says?|saying|claim(?:s|ed)?|stated|announce[sd]?|declare[sd]?|told|tells|add(?:s|ed)|wr(?:ote|ites)|"
    "tweeted|posted|argue[sd]?|insist(?:s|ed)?|warn(?:s|ed)?|believe[sd]?|thinks?|thought|den(?:y|ies|ied)|confirm(?:s|ed)?|"
    "suggest(?:s|ed)?|predict(?:s|ed)?|estimate[sd]?|admit(?:s|ted)?|complain(?:s|ed)?|explain(?:s|ed)?|reported"
)
_TELLS = re.compile(rf"[ ,]*(?:{ASSERTED})\b")
# "…, a spokesman", "…, its secretary, Ada Brook".
_TELLER = re.compile(
    r",[ \u00a0](?!(?:and|but|which|who|that|as|so)\b)[^,“”\"]{2,80}(?:,[ \u00a0](?:[A-Z][\w.’'-]+[ \u00a0]?){1,4})?,?$"
)


def before_teller(text: str, start: int, end: int) -> int:
    """Where a clause of a sentence ends if a verb of saying follows it: before who says so."""
    found = _TELLER.search(text, start, end) if _TELLS.match(text, end) else None
    return found.start() if found else end
