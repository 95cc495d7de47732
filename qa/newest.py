"""Groups by date where the newest is asked for: "latest" goes by when the articles were published."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.types import Group

NEARLY_AS_GOOD = 2.0  # log-odds behind the best: what an older article says better is still older
_LATEST = re.compile(r"\b(?:latest|newest|most recent(?:ly)?|currently|current|up[ -]to[ -]date)\b", re.I)


def asks_latest(question: str) -> bool:
    """Whether the newest answer is wanted, not the best attested."""
    return bool(_LATEST.search(question))


def newest(groups: Sequence[Group]) -> list[Group]:
    """The same groups, those nearly as good as the first ordered by date, the newest first; undated ones after them."""
    if not groups:
        return []
    least = groups[0].best.score - NEARLY_AS_GOOD
    good = [group for group in groups if group.best.score >= least]
    rest = [group for group in groups if group.best.score < least]
    return [*sorted(good, key=_published, reverse=True), *rest]


def _published(group: Group) -> str:
    """The newest date of its articles, ISO 8601; "" when none has one."""
    return max(c.citation.article.published or "" for c in group.candidates)
