"""The JSON objects of the command line that are not the answer object: article, hit."""

from __future__ import annotations

from typing import Any

from index.types import Article
from qa.types import Hit, article_object


def whole_article_object(article: Article) -> dict[str, Any]:
    """The article with its text and what is muted in it, for `qa show --json`."""
    muted = [{"start": muted.start, "end": muted.end, "rule": muted.rule} for muted in article.muted]
    return {**article_object(article), "story": article.story, "text": article.text, "muted": muted}


def hit_object(rank: int, hit: Hit) -> dict[str, Any]:
    """One row of `qa search --json`; `rank` counts from 1."""
    passage = hit.passage
    return {
        "rank": rank,
        "score": hit.score,
        "article": article_object(passage.article),
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
    }
