"""The address of a place in an article: it can be shared, and opens the same place while the article is indexed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from index.types import Article
from qa.types import Citation

_RANGE = re.compile(r"(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in an article: the article alone, a range of it (half-open, characters), and the answer in that range."""

    quote: tuple[int, int] | None = None
    answer: tuple[int, int] | None = None

    @classmethod
    def read(cls, quote: str, answer: str) -> Spot:
        """From the query of an address; what is no range is none."""
        return cls(_range(quote), _range(answer))

    def cited(self, article: Article) -> Citation | None:
        """The same as a citation; None when it names no range, or one that is not in the article."""
        if self.quote is None:
            return None
        try:
            return Citation(article, *self.quote, *(self.answer or self.quote))
        except ValueError:
            return None


def permalink(citation: Citation, corpus: str) -> str:
    """Below the server's own address, such as "/article/0123456789abcdef?range=120-184&answer=130-141&corpus=news"."""
    quote, answer = (citation.start, citation.end), (citation.answer_start, citation.answer_end)
    query = {"range": "{}-{}".format(*quote)}
    if answer != quote:
        query["answer"] = "{}-{}".format(*answer)
    return article_link(citation.article, corpus, query)


def article_link(article: Article, corpus: str, query: dict[str, str] | None = None) -> str:
    """The article as a whole."""
    return f"/article/{article.id}?{urlencode({**(query or {}), 'corpus': corpus})}"


def _range(text: str) -> tuple[int, int] | None:
    match = _RANGE.fullmatch(text)
    return (int(match[1]), int(match[2])) if match else None
