"""The PDF behind an article, as it was when it was indexed: its page pictures, and the boxes of a quote on them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.archives import DAMAGE, read_members
from index.corpus import File
from index.errors import NewsroomError, Refused
from index.load import LIMITS
from index.types import Article, Page
from qa.types import Citation
from ui.boxes import Range
from ui.sheets import Asked, Sheet, Undrawable, draw

SHEETS_KEPT = 24  # drawn pages in memory, about 200 kB each
MOST_PAGES = 4  # of one quote


class Holding(Protocol):
    """What is asked of a generation."""

    def file_of(self, id: str) -> File: ...


@dataclass(frozen=True, slots=True)
class Printed:
    """A page that holds a part of the quote, drawn; its boxes are those of the quote and of the answer in it."""

    page: Page
    sheet: Sheet


class Papers:
    """Draws pages and remembers the last ones; one at a time, for drawing is heavy. Safe to use from many threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int], Sheet] = OrderedDict()
        self._drawing = threading.Lock()

    def quote(self, citation: Citation, generation: Holding) -> list[Printed]:
        """Every page that the quote stands on. Raises Undrawable."""
        article, found = citation.article, list[Printed]()
        for page, whole in _pages(article):
            if citation.start < whole.end and whole.start < citation.end and len(found) < MOST_PAGES:
                ranges = tuple(_ranges(citation, whole))
                asked = Asked(page.number, article.text[whole.start : whole.end], ranges)
                found.append(Printed(page, self._draw(article, generation, asked)))
        return found

    def page(self, article: Article, number: int, generation: Holding) -> Sheet:
        """One page without boxes. Raises Undrawable."""
        kept = self._kept.get((article.id, number))
        return kept or self._draw(article, generation, Asked(number, ""))

    def _draw(self, article: Article, generation: Holding, asked: Asked) -> Sheet:
        content = pdf_of(article, generation)
        with self._drawing:
            sheet = draw(content, asked)
            self._kept[article.id, asked.page] = sheet
            while len(self._kept) > SHEETS_KEPT:
                self._kept.popitem(last=False)
        return sheet


def pdf_of(article: Article, generation: Holding) -> bytes:
    """The bytes of the article's PDF. Raises Undrawable when the file is not the one that was indexed any more."""
    try:
        file = generation.file_of(article.id)
        content = _content(Path(file.path), LIMITS["zip"] if file.path != article.path else LIMITS["pdf"])
        if hashlib.sha256(content).hexdigest() != file.sha256:
            raise Undrawable("the file has changed since it was indexed")
        return content if file.path == article.path else _member(Path(file.path), article)
    except (OSError, NewsroomError, *DAMAGE) as error:
        raise Undrawable("the file is not there any more, or cannot be read") from error


def _content(path: Path, limit: int) -> bytes:
    """A regular file up to the limit; a pipe in its place is not waited for."""
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(file, "rb") as opened:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode) or status.st_size > limit:
            raise Refused("not-regular")
        return opened.read(limit)


def _member(path: Path, article: Article) -> bytes:
    """The member of a .zip that the article was read from."""
    name = article.path.removeprefix(f"{path}/")
    with path.open("rb") as file, contextlib.closing(read_members(file)) as members:  # type: ignore[type-var]
        for member in members:
            if member.name == name and member.file is not None:
                return member.file.read(LIMITS["pdf"])
    raise Undrawable("the file is not in its archive any more")


def _pages(article: Article) -> list[tuple[Page, Range]]:
    """Each page with the range of the text that is on it."""
    ends = [page.start for page in article.pages[1:]] + [len(article.text)]
    return [(page, Range(page.start, end)) for page, end in zip(article.pages, ends, strict=True)]


def _ranges(citation: Citation, whole: Range) -> list[Range]:
    """Quote and answer as far as they are on this page, counted from its start; the answer may be on another."""
    quote, answer = Range(citation.start, citation.end), Range(citation.answer_start, citation.answer_end)
    wanted = [quote] if answer == quote else [quote, answer]
    cut = [Range(max(one.start, whole.start), min(one.end, whole.end)) for one in wanted]
    return [Range(one.start - whole.start, one.end - whole.start) for one in cut if one.start < one.end]
