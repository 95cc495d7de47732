"""Messages that no article can answer: greetings, questions about the assistant, and requests that it cannot serve."""

from __future__ import annotations

import re

_ASK = "ask who, what, when, where, how many or why, and the articles' own words are quoted"
_KINDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"^(hi|hello|hey|good (morning|afternoon|evening|day)|greetings)\b[\s,!.]*"
            r"(there|everyone|who are you|how are you)?[\s?!.]*$",
            re.I,
        ),
        f"Hello. I quote news articles, I do not chat: {_ASK}.",
    ),
    (re.compile(r"^(thanks|thank you|thx|cheers|ok|okay|bye|goodbye)\b[^?]{0,20}$", re.I), f"You are welcome: {_ASK}."),
    (
        re.compile(
            r"^((hi|hello|hey)[\s,!.]+)?(who|what) are you\b|^what('s| is) your (name|purpose)|^are you (a|an) "
            r"|^(what|how) (can|do) you (do|work)|^help[\s?!.]*$",
            re.I,
        ),
        f"I answer from the indexed articles only, in their exact words: {_ASK}.",
    ),
    (
        re.compile(
            r"^what (do you (cover|know)|(articles|corpus|documents|sources|topics)( do you have| are (there|indexed))"
            r"|is (in )?(this|the|your) (corpus|index))"
            r"|^which (articles|sources|documents) (do you|are (there|indexed))",
            re.I,
        ),
        "`qa list` and the list of articles show what is indexed; every question is answered from these alone.",
    ),
    (
        re.compile(
            r"^(please |can you |could you )*(summari[sz]e|sum up|translate|rewrite|rephrase|paraphrase|explain like"
            r"|write (me )?(a|an|the)\b|draft|compose|generate|draw|tell me a (joke|story|poem))",
            re.I,
        ),
        f"I cannot summarise, translate or write, only quote: {_ASK}.",
    ),
    (
        re.compile(r"\b(what do you think|your opinion|do you (believe|agree|like)|should (i|we) )", re.I),
        f"I have no opinion, only the articles' words: {_ASK}.",
    ),
)


def outside(question: str) -> str | None:
    """One friendly line when the message asks nothing that articles could answer; None for a real question."""
    return next((reply for pattern, reply in _KINDS if pattern.search(question.strip())), None)
