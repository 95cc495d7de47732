"""Whether a candidate speaks of another than a question asks about, for tests of single rules."""

from __future__ import annotations

from index.normalise import words
from index.sentences import sentences
from index.types import Article
from qa.analysers import open_analyser
from qa.inquiry import inquiry, place
from qa.lexicon import ordinary_words
from qa.spellings import Spellings
from qa.types import Citation
from qa.vet import fault

ANALYSER = open_analyser()


def article(text: str, title: str | None = None) -> Article:
    return Article(relative="a.jsonl", record="1", text=text, path="/a.jsonl", title=title)


def cited(source: Article, start: int, answer: str) -> Citation:
    end = start + len(answer)
    holding = [one for one in sentences(source.text) if one.start < end and start < one.end]
    return Citation(source, holding[0].start, holding[-1].end, start, end)


def spellings(question: str) -> Spellings:
    """Of articles that have all words of a question, somewhere: what is named nowhere is another fault."""
    return Spellings(dict.fromkeys(words(question), 1), ordinary=ordinary_words())


def speaks_of_another(question: str, text: str, answer: str, title: str | None = None) -> bool:
    found = cited(article(text, title), text.index(answer), answer)
    return fault(inquiry(question, spellings(question), ANALYSER), place(found, ANALYSER), ANALYSER) is not None
