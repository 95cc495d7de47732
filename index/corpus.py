"""corpus.sqlite: files as first read, articles, passages and their full text in one file that is written once.

Text goes in as bytes: SQLite would refuse a lone surrogate, and nothing that is quoted may change.
"""

from __future__ import annotations

import json
import queue
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, overload
from urllib.parse import quote

from index.errors import ArticleUnknown, IndexUnwritable
from index.normalise import words
from index.types import Article, Loaded, Muted, Page, Passage, Scored, Skipped, Source

# How much more a word in the title counts than one in the passage (BM25 column weight).
# Neutral until measured. Again: qa eval retrieval --sweep
TITLE_WEIGHT = 1.0
TOKENIZER = "porter unicode61 remove_diacritics 2"
# Connections that may search at once; SQLite runs one query a connection.
_CONNECTIONS = 4
_ARTICLES_KEPT = 4096  # in memory; others are read again when needed
_ID_PREFIX = re.compile(r"[0-9a-f]{6,16}")

_SCHEMA = f"""
CREATE TABLE files (number INTEGER PRIMARY KEY, root BLOB, relative BLOB, path BLOB, sha256 TEXT, skipped TEXT);
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE, file INTEGER, place INTEGER, path BLOB, relative BLOB, record BLOB,
    text BLOB, format TEXT, read TEXT, corrected TEXT, pages TEXT, muted TEXT, story TEXT
);
CREATE INDEX articles_by_file ON articles (file, place);
CREATE INDEX articles_by_path ON articles (path);
CREATE TABLE passages (number INTEGER PRIMARY KEY, article INTEGER, "start" INTEGER, "end" INTEGER);
CREATE INDEX passages_by_article ON passages (article);
CREATE TABLE vocabulary (word TEXT PRIMARY KEY, passages INTEGER) WITHOUT ROWID;
CREATE VIRTUAL TABLE full_text USING fts5 (title, body, content='', tokenize='{TOKENIZER}');
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a corpus is written from.

    `articles` are in the order of their ids, with corrections, mutes and stories; `passages` by (article id, start):
    a passage's number is its place. Every article stands in one of `files`, there as first read.
    """

    files: Sequence[Loaded]
    articles: Sequence[Article]
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was when it was read: its absolute path, and the SHA-256 of its bytes in hex."""

    path: str
    sha256: str


def write_corpus(path: Path, contents: Contents) -> None:
    """Write the whole file at once; the caller makes it durable. Raises IndexUnwritable, as when the disk is full."""
    try:
        # Nothing is lost without a journal: until the generation is published nobody reads this file.
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA}")
            connection.execute("BEGIN")
            _write_files(connection, contents)
            _write_passages(connection, contents)
            connection.execute("COMMIT")
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise IndexUnwritable(f"{path} cannot be written: {error}; check the disk and its free space") from error


def _write_files(connection: sqlite3.Connection, contents: Contents) -> None:
    finished = {article.id: (number, article) for number, article in enumerate(contents.articles)}
    for file, loaded in enumerate(contents.files):
        source = loaded.source
        skipped = json.dumps([[skip.record, skip.reason] for skip in loaded.skipped])
        connection.execute(
            "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)",
            (file, _pack(source.root), _pack(source.relative), _pack(source.path), loaded.sha256, skipped),
        )
        connection.executemany(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_article_row(file, place, read, *finished[read.id]) for place, read in enumerate(loaded.articles)),
        )


def _article_row(file: int, place: int, read: Article, number: int, article: Article) -> tuple[Any, ...]:
    record = None if article.record is None else _pack(article.record)
    return (
        *(number, article.id, file, place, _pack(article.path), _pack(article.relative), record, _pack(article.text)),
        *(article.format, _metadata(read), _metadata(article)),
        json.dumps([[page.start, page.number, page.label] for page in article.pages]),
        json.dumps([[muted.start, muted.end, muted.rule] for muted in article.muted]),
        article.story,
    )


def _write_passages(connection: sqlite3.Connection, contents: Contents) -> None:
    numbers = {article.id: number for number, article in enumerate(contents.articles)}
    titles = [words(article.title or "") for article in contents.articles]
    found: Counter[str] = Counter()
    for number, passage in enumerate(contents.passages):
        article = numbers[passage.article.id]
        body = words(passage.text)
        found.update({*titles[article], *body})
        connection.execute("INSERT INTO passages VALUES (?, ?, ?, ?)", (number, article, passage.start, passage.end))
        connection.execute(
            "INSERT INTO full_text (rowid, title, body) VALUES (?, ?, ?)",
            (number, " ".join(titles[article]), " ".join(body)),
        )
    connection.executemany("INSERT INTO vocabulary VALUES (?, ?)", sorted(found.items()))
    connection.execute("INSERT INTO full_text (full_text) VALUES ('optimize')")


class Corpus:
    """A written corpus, opened to read; safe for many threads, and unmoved when its file is unlinked."""

    def __init__(self, path: Path) -> None:
        address = f"file:{quote(str(path))}?mode=ro&immutable=1"
        self._connections: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        for _ in range(_CONNECTIONS):
            self._connections.put(sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False))
        self._article = lru_cache(maxsize=_ARTICLES_KEPT)(self._read_article)
        self._sizes = self._rows("SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM passages)")[0]

    @property
    def articles(self) -> Sequence[Article]:
        """All articles in the order of their ids, each read when it is asked for."""
        return _Articles(self)

    @property
    def passages(self) -> int:
        """How many passages there are; they are numbered from 0."""
        return int(self._sizes[1])

    def article_at(self, number: int) -> Article:
        """The article at a place in the order of ids."""
        return self._article(number)

    def article(self, id: str) -> Article:
        """The article with exactly this id. Raises ArticleUnknown."""
        rows = self._rows("SELECT number FROM articles WHERE id = ?", id)
        if not rows:
            raise ArticleUnknown(f"no article has the id {id!r}; `qa list` shows them all")
        return self._article(rows[0][0])

    def find(self, key: str) -> Article:
        """The article that a person means: by id, by a prefix of it of 6 digits or more, or by its path.

        Raises ArticleUnknown when there is none or more than one.
        """
        start = key.strip().lower()
        rows: list[Any] = []
        if _ID_PREFIX.fullmatch(start):
            rows = self._rows("SELECT number, id FROM articles WHERE id >= ? AND id < ? LIMIT 4", start, f"{start}g")
        if not rows:
            absolute = str(Path(key).expanduser().absolute())
            query = "SELECT number, id FROM articles WHERE path IN (?, ?, ?) LIMIT 4"
            normal = str(Path(absolute).parent.resolve() / Path(absolute).name)
            rows = self._rows(query, _pack(key), _pack(absolute), _pack(normal))
        if len(rows) == 1:
            return self._article(rows[0][0])
        if rows:
            ids = ", ".join(row[1] for row in rows[:3])
            raise ArticleUnknown(f"{key!r} means more than one article ({ids} …): name one by its id, see `qa list`")
        raise ArticleUnknown(f"no article has the id, prefix (6 or more) or path {key!r}; `qa list` shows them all")

    def story(self, story: str) -> list[Article]:
        """All copies of one story, in the order of their ids; empty for an unknown story."""
        return [self._article(row[0]) for row in self._rows("SELECT number FROM articles WHERE story = ?", story)]

    def file_of(self, id: str) -> File:
        """The file that an article was read from. Raises ArticleUnknown."""
        query = "SELECT files.path, sha256 FROM articles JOIN files ON files.number = file WHERE id = ?"
        rows = self._rows(query, id)
        if not rows:
            raise ArticleUnknown(f"no article has the id {id!r}; `qa list` shows them all")
        return File(_unpack(rows[0][0]), rows[0][1])

    def passage(self, number: int) -> Passage:
        """The passage of that number, from 0. Raises IndexError of Python's own when there is none."""
        rows = self._rows('SELECT article, "start", "end" FROM passages WHERE number = ?', number)
        if not rows:
            raise IndexError(f"there is no passage {number} among {self.passages}")
        article, start, end = rows[0]
        return Passage(self._article(article), start, end)

    def passage_numbers(self, article_id: str) -> Sequence[int]:
        """The numbers of an article's passages, in the order of their start; empty for an unknown id."""
        query = "SELECT number FROM passages WHERE article = (SELECT number FROM articles WHERE id = ?) ORDER BY number"
        return [row[0] for row in self._rows(query, article_id)]

    def lexical(self, terms: Sequence[str], limit: int) -> list[Scored]:
        """Passages that hold any of the terms, by BM25: best first, then by number. A term given twice counts once.

        Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009; k1 1.2, b 0.75.
        """
        phrases = [f'"{term}"' for term in dict.fromkeys(_searchable(term) for term in terms) if term]
        if not phrases or limit < 1:
            return []
        query = (
            "SELECT rowid, bm25(full_text, ?, 1.0) AS cost FROM full_text "
            "WHERE full_text MATCH ? ORDER BY cost, rowid LIMIT ?"
        )
        return [Scored(number, -cost) for number, cost in self._rows(query, TITLE_WEIGHT, " OR ".join(phrases), limit)]

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """Each word, as `index.normalise.words` gives it, and how many passages hold it or have it in their title."""
        return dict(self._rows("SELECT word, passages FROM vocabulary"))

    def files(self) -> list[Loaded]:
        """Every file as it was first read, in the order in which it was read."""
        rows = self._rows("SELECT number, root, relative, path, sha256, skipped FROM files ORDER BY number")
        return [self._loaded(row) for row in rows]

    def close(self) -> None:
        """Let go of the file; only when no thread searches any more."""
        while not self._connections.empty():
            self._connections.get().close()

    def _loaded(self, row: Any) -> Loaded:
        number, root, relative, path, sha256, skipped = row
        articles = self._rows("SELECT number, read FROM articles WHERE file = ? ORDER BY place", number)
        return Loaded(
            Source(_unpack(root), _unpack(relative), _unpack(path)),
            sha256,
            tuple(self._as_read(at, read) for at, read in articles),
            tuple(Skipped(record, reason) for record, reason in json.loads(skipped)),
        )

    def _as_read(self, number: int, metadata: str) -> Article:
        return replace(self._read_article(number), **json.loads(metadata), muted=(), story="")

    def _read_article(self, number: int) -> Article:
        query = (
            "SELECT path, relative, record, text, format, corrected, pages, muted, story FROM articles WHERE number = ?"
        )
        path, relative, record, text, format, metadata, pages, muted, story = self._rows(query, number)[0]
        return Article(
            _unpack(relative),
            None if record is None else _unpack(record),
            _unpack(text),
            _unpack(path),
            **json.loads(metadata),
            format=format,
            pages=tuple(Page(*page) for page in json.loads(pages)),
            muted=tuple(Muted(*its) for its in json.loads(muted)),
            story=story,
        )

    def _rows(self, query: str, *values: Any) -> list[Any]:
        with self._connection() as connection:
            return connection.execute(query, values).fetchall()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = self._connections.get()
        try:
            yield connection
        finally:
            self._connections.put(connection)


class _Articles(Sequence[Article]):
    """The articles of a corpus as a sequence that reads each one when it is asked for."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def __len__(self) -> int:
        return int(self._corpus._sizes[0])

    @overload
    def __getitem__(self, at: int) -> Article: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Article]: ...
    def __getitem__(self, at: int | slice) -> Article | Sequence[Article]:
        if isinstance(at, slice):
            return [self._corpus.article_at(number) for number in range(len(self))[at]]
        return self._corpus.article_at(range(len(self))[at])


def _metadata(article: Article) -> str:
    names = ("title", "outlet", "author", "published", "url")
    return json.dumps({name: getattr(article, name) for name in names})


def _searchable(term: str) -> str:
    """A term that FTS5 can be asked for in quotes: no quotes, NULs or lone surrogates."""
    whole = term.encode("utf-8", "replace").decode("utf-8")
    return whole.replace('"', " ").replace("\0", " ").strip()


def _pack(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _unpack(content: bytes) -> str:
    return content.decode("utf-8", "surrogatepass")
