"""Messages that no article can answer: small talk, questions about the assistant or its articles, and other requests.

Each rule takes the whole message, or opens it with words that ask nothing of the news: "who thanked the mayor" and
"what does the insurance cover" are questions. What is said between quotation marks is not looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from index.normalise import search_form
from index.types import Article

_Kind = Literal["greeting", "thanks", "assistant", "corpus", "request", "opinion"]

MAX_OUTLETS = 4  # named in one line
_ASK = "ask who, what, when, where, how many or why, and the articles' own words are quoted"
_REPLIES: dict[_Kind, str] = {
    "greeting": f"Hello. I quote news articles, I do not chat: {_ASK}.",
    "thanks": f"You are welcome: {_ASK}.",
    "assistant": f"I answer from the indexed articles only, in their exact words: {_ASK}.",
    "request": f"I cannot summarise, translate or write, only quote: {_ASK}.",
    "opinion": f"I have no opinion, only the articles' words: {_ASK}.",
}

# A message of these words alone asks nothing, if one of the first two lines is among them.
_GREETINGS = frozenset("hi hello hey hiya howdy greetings meet".split())
_CLOSINGS = frozenset(
    "thanks thank thx ty cheers bye goodbye ok okay cool great perfect nice fine got good sorry lol haha wow yes no "
    "yeah yep nope sure understood alright".split()
)
_FILLERS = frozenset(
    "there all everyone again you your u so much very a lot for the that this it helps helped help was is useful "
    "helpful answer and really right too i to me my friend assistant have".split()
)
_MEETING = re.compile(r"\bgood (?:morning|afternoon|evening|day)\b")
_PARTING = re.compile(r"\b(?:see|talk to) you(?: (?:later|tomorrow|soon|then|around))?\b|\bbye for now\b")

_ARTICLES = r"(?:articles?|news(?:papers?)?|papers?|outlets?|sources?|documents?|files?|texts?|topics?|subjects?|corpus"
_ARTICLES += r"|index|collection|archive|database|data|information|answers?|stories|dates?|years?|period|languages?)"
_RULES: tuple[tuple[_Kind, str], ...] = (
    ("greeting", r"how (?:are|is|do) (?:you|things|it|u)(?: do| doing| going| hanging| feeling)?(?: today| now)?"),
    ("greeting", r"what is up|how is life|pleased to meet you"),
    ("thanks", r"(?:that|this|it|you) (?:is|was|are|were) (?:not |very |so |really )?(?:wrong|right|great|good|bad"
     r"|useful|useless|helpful|nonsense|stupid|smart|clever|amazing|awesome|brilliant|funny|nice|true|false|correct)"),
    ("assistant", r"(?:who|what) are you(?: exactly| really)?|where are you(?: from)?|how old are you"),
    ("assistant", r"are you (?:an? )?(?:\w+ )?(?:ro)?(?:bot|human|person|machine|computer|program|ai|chatgpt|gpt|llm"
     r"|model|assistant|real|sure|there|certain|alive|ready|ok|okay|serious|kidding|claude|gemini)"
     r"(?: about (?:that|this|it))?"),
    ("assistant", r"who (?:made|built|created|wrote|trained|programmed|developed|owns|runs) you"),
    ("assistant", r"what is your (?:name|purpose|job|age|goal|function)|do you have (?:a name|feelings)"),
    ("assistant", r"how do you work|how does (?:this|it|that)(?: thing| assistant| chat| page| site| tool)? work"),
    ("assistant", r"what (?:can|do|could) you do(?: for (?:me|us)| here)?|what are you (?:able|made) to do"),
    ("assistant", r"(?:what|how) (?:can|should|could|do|may) (?:i|we) (?:ask|use)(?: you| this| here| of you)*"),
    ("assistant", r"(?:can|could|will|would) you help(?: me| us)?(?: out| with (?:something|this|that))?"),
    ("assistant", r"(?:i need )?help(?: me)?"),
    ("assistant", r"(?:do|can|could) you (?:speak|understand|talk)(?: \w+){1,3}"),
    ("assistant", r"do you (?:understand|remember)(?: me)?"),
    ("corpus", rf"(?:what|which)(?: kinds? of| sorts? of)?(?: {_ARTICLES})? (?:do|can|are|have) you (?:cover\w*|know"
     rf"|have|use|using|contain|hold|search|read|index(?:ed)?|based on|offer)(?: about| in here| here| indexed)*"),
    ("corpus", rf"(?:what|which|how many) {_ARTICLES} (?:are|is|can|do|have)(?: (?:there|in|here|i|we|you|the|this|your"
     r"|index(?:ed)?|loaded|available|search|read|ask|about|have|has|cover|use|stored))+"),
    ("corpus", rf"what (?:is|are) (?:in )?(?:this|these|the|your) (?:indexed )?{_ARTICLES}(?: about| here)?"),
    ("corpus", rf"(?:what|how|where|which|who)\b.* (?:is|are|does|do|did) your {_ARTICLES}\b.*"),
    ("corpus", rf"where (?:do|did) you (?:get|take|have|find) (?:your|the|this|that|these) {_ARTICLES}(?: from)?"),
    ("corpus", r"what (?:can|could) (?:i|we) (?:read|find|search|look up|see)(?: in)?(?: here| this| index)*"),
    ("corpus", r"(?:which|what|how many)(?: of)?(?: the| your| these| all)* (?:articles?|texts?|files?|outlets?)"
     r"(?: that)? (?:mentions?|discuss(?:es)?|covers?|contains?|(?:talks?|speaks?|is|are) about|deals? with)\b.*"),
    ("corpus", rf"(?:list|show)(?: me)? (?:all )?(?:your|the indexed) {_ARTICLES}"),
    ("request", r"(?:summari[sz]e|sum up|translate|paraphrase|rephrase|proofread|shorten)\b.*"),
    ("request", r"tl ?dr\b.*|(?:a )?(?:short )?summary of .*"),
    ("request", r"(?:write|draft|compose|generate|draw|create)(?: me| us)? (?:an?|the|some|my)\b.*"),
    ("request", r"sing (?:me|us|a|something)\b.*|play (?:me|us|a|some)\b.*"),
    ("request", r"(?:give|tell|show|send)(?: me| us) (?:an?|another|some|the) (?:short |quick |brief |funny |good )?"
     r"(?:summary|overview|joke|story|poem|song|recipe|translation|riddle|essay|fairy tale|tip|tips|secret)\b.*"),
    ("request", r"explain (?:it |this |that |to me )*(?:like|as if|in simple)\b.*|sum (?:it|this|that) up.*"),
    ("opinion", r".*\b(?:do|did|would|can) you (?:think|believe|agree|like|love|prefer|hate|feel|support|recommend"
     r"|suggest|predict|vote|imagine|guess)\b.*"),
    ("opinion", r"(?:.*\b)?(?:in )?your (?:\w+ )?(?:opinion|view|take|favou?rite|guess|prediction|thoughts)\b.*"),
    ("opinion", r"should (?:i|we)\b.*"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _RULES)
_QUOTED = re.compile(r"[\"“„«][^\"“”»]*[\"”»]")
_POLITE = re.compile(
    r"^(?:please|pls|now|so|well|and|but|ok|okay|hi|hello|hey|there|(?:can|could|would|will) you(?: please)?"
    r"(?= (?:please )?(?:summ?|trans|para|reph|proof|short|write|draft|comp|gener|draw|create|sing"
    r"|play|give|tell me a|explain|list|show)))\b "
)


def outside(message: str, articles: Sequence[Article] = ()) -> str | None:
    """One friendly line when the message asks nothing that articles could answer; None for a real question.

    `articles` are counted in the line only when the message asks what they are.
    """
    kind = _kind(message)
    if kind is None:
        return None
    return f"{covered(articles)}: {_ASK}." if kind == "corpus" else _REPLIES[kind]


def covered(articles: Sequence[Article]) -> str:
    """What a corpus covers, as one phrase: how many articles, of which time, by whom."""
    if not articles:
        return "I answer from the indexed articles only"
    dates = sorted(article.published for article in articles if article.published)
    by = [outlet for outlet, _ in Counter(a.outlet for a in articles if a.outlet).most_common()]
    count = "1 article" if len(articles) == 1 else f"{len(articles):,} articles"
    said = [f"I answer from {count}"]
    said += [f"published {_span(dates[0], dates[-1])}"] if dates else []
    said += [f"by {_enumerated(by)}"] if by else []
    return ", ".join(said)


def _kind(message: str) -> _Kind | None:
    text = " ".join(re.findall(r"[\w'-]+", search_form(_QUOTED.sub(" ", message))))
    text = (
        re.sub(r"\b(what|who|how|that|it|where)'?s\b", r"\1 is", text).replace("'re ", " are ").replace("i'm", "i am")
    )
    text = _PARTING.sub("bye", _MEETING.sub("hello", text))
    said = text.split()
    if said and set(said) <= _GREETINGS | _CLOSINGS | _FILLERS:
        if _GREETINGS & set(said):
            return "greeting"
        if _CLOSINGS & set(said):
            return "thanks"
    while (shorter := _POLITE.sub("", text)) != text:
        text = shorter
    if "according to" in text:
        return None
    return next((kind for kind, pattern in _COMPILED if pattern.fullmatch(text)), None)


def _span(first: str, last: str) -> str:
    one, other = _day(first), _day(last)
    return one if one == other else f"{one} to {other}"


def _day(published: str) -> str:
    """An ISO 8601 date, cut to what is known, in words: 2021-03-02 is "2 March 2021"."""
    months = "January February March April May June July August September October November December".split()
    year, *rest = published[:10].split("-")
    if not rest or not rest[0].isdigit() or not 1 <= int(rest[0]) <= len(months):
        return year
    month = f"{months[int(rest[0]) - 1]} {year}"
    return f"{int(rest[1])} {month}" if len(rest) > 1 and rest[1].isdigit() else month


def _enumerated(names: Sequence[str]) -> str:
    """ "A, B and C"; of many only the first, and how many more."""
    shown = list(names[:MAX_OUTLETS])
    if len(names) > MAX_OUTLETS:
        shown.append(f"{len(names) - MAX_OUTLETS} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
