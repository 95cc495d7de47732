"""Groups to the answer: how sure, whether to answer at all, and in which words to say that the articles are silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from qa.cite import cite_whole
from qa.confidence import Calibration, confidence
from qa.types import Answer, Claim, Group, Hit, Kind

MAX_CITATIONS = 8
# Log-odds behind the best place of a claim. Of right answers to the sample's 189 questions 99.1 % of the citations are
# in the evidence at 2 and at 1.5, 98.0 % at 3, 89.7 % without a limit; of the 90 of the project's own gold the shares
# are 98, 99, 97 and 86 %.
# Again: the figure "citations right" of python -m eval.
CITED_GAP = 2.0
MAX_ALTERNATIVES = 5
MAX_CLOSEST = 3


# Log-odds behind the first item. Of 2.0, 1.5 and 1.0 the middle one loses no item of the development lists.
LIST_GAP = 1.5
MAX_ITEMS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as typed, as searched, whether it asks for a list, and of how many where it says so."""

    question: str
    searched: str
    wants_list: bool = False
    count: int | None = None


def decide(
    asked: Asked,
    groups: Sequence[Group],
    sides: Sequence[Group],
    hits: Sequence[Hit],
    calibration: Calibration,
    risk: float,
) -> Answer:
    """The best group as the answer when its chance of being wrong is at most `risk`; else none, with the closest.

    `sides` are the first group and those that contradict it; two or more are a conflict. A list takes every group that
    is nearly as good as the first.
    """
    shown, kind = _shown(asked, groups, sides)
    rest = [group for group in groups if not any(_is_there(group, other) for other in shown)]
    # Items and sides stand beside each other: only what is not shown is a rival, and of a yes or no only another.
    decided = bool(shown) and shown[0].best.polarity is not None
    rivals = [group for group in rest if group.best.polarity is not None or not decided]
    claims = [_claim(group, confidence([group, *rivals], calibration)) for group in shown]
    if not claims or 1 - claims[0].confidence > risk:
        sure = claims[0].confidence if claims else 0.0
        closest = tuple(cite_whole(hit.passage) for hit in _without_copies(hits)[:MAX_CLOSEST])
        return Answer(asked.question, asked.searched, "none", sure, _silence(hits), closest=closest)
    alternatives = [
        _claim(group, confidence([group, *_others(groups, group)], calibration)) for group in rest[:MAX_ALTERNATIVES]
    ]
    message = _message(kind, claims)
    return Answer(
        asked.question, asked.searched, kind, claims[0].confidence, message, tuple(claims), tuple(alternatives)
    )


def _without_copies(hits: Sequence[Hit]) -> list[Hit]:
    """The hits in order, of each story only those in the article that has its best one."""
    told: dict[str, str] = {}
    articles = [hit.passage.article for hit in hits]
    best = [told.setdefault(article.story or article.id, article.id) for article in articles]
    return [hit for hit, article, kept in zip(hits, articles, best, strict=True) if article.id == kept]


def _shown(asked: Asked, groups: Sequence[Group], sides: Sequence[Group]) -> tuple[Sequence[Group], Kind]:
    if asked.wants_list and groups:
        near = [group for group in groups if groups[0].best.score - group.best.score <= LIST_GAP]
        return near[: asked.count or MAX_ITEMS], "list"
    return (sides, "conflict") if len(sides) > 1 else (groups[:1], "answer")


def _is_there(group: Group, shown: Group) -> bool:
    """Whether a group is shown already, or stands where a side was found beside the answer."""
    one, other = group.best.citation, shown.best.citation
    together = one.answer_start < other.answer_end and other.answer_start < one.answer_end
    return group is shown or (one.article.id == other.article.id and together)


def _others(groups: Sequence[Group], group: Group) -> list[Group]:
    return [other for other in groups if other is not group]


def _claim(group: Group, sure: float) -> Claim:
    """A group as it is shown: a place that only has the same words, about another matter, is no evidence of it."""
    near = (one for one in group.candidates if group.best.score - one.score <= CITED_GAP)
    citations = tuple(candidate.citation for candidate in islice(near, MAX_CITATIONS))
    return Claim(sure, citations, polarity=group.best.polarity)


def _message(kind: Kind, claims: Sequence[Claim]) -> str:
    if kind == "conflict":
        return f"The articles disagree: {len(claims)} values that cannot all be right, each with its source."
    if kind == "list":
        return f"{len(claims)} found, best first." if len(claims) > 1 else "Only one found."
    articles = len({citation.article.id for citation in claims[0].citations})
    if articles == 1:
        return "Said in one article."
    origins = "1 origin" if claims[0].origins == 1 else f"{claims[0].origins} origins"
    return f"Said in {articles} articles, {origins}."


def _silence(hits: Sequence[Hit]) -> str:
    if not hits:
        return "The articles do not say: no passage is near to this question."
    return f"The articles do not say: {len(hits)} passages were read and none answers this; the closest are shown."
