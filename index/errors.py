"""Every error that newsroom-qa raises on purpose.

NewsroomError
├── QuestionError        the question is empty, too long or not text
├── IndexMissing         there is no index where one was expected
├── IndexForeign         the folder is no index of ours, or was made by another format or embedder
├── IndexDamaged         a checksum does not fit and no older generation is whole
├── IndexLocked          another process is writing
├── IndexUnwritable      the system refuses to write: a full disk, a folder that is not ours
├── PathMissing          a path given, or a root that the index remembers, is not there
├── NothingIndexed       no article is left to answer from
├── ArticleUnknown       no article, or more than one, has that id, prefix or path
├── DecisionsInvalid     decisions.toml or qa.toml cannot be read as what it should be
├── GoldInvalid          a file of gold questions or answers is not of its form
├── ModelMissing         weights or a tokenizer are not where they should be
├── ServerError          the web server cannot start (a busy port, an address without a token)
└── Refused              one file, record or member cannot be read: its reason; never leaves index.load

A message is one line that says what was found, what was expected and what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.types import Reason


class NewsroomError(Exception):
    """Base of all errors of newsroom-qa; `str(error)` is one clear line for a person."""


class QuestionError(NewsroomError):
    """The question is empty, too long or not text."""


class IndexMissing(NewsroomError):
    """There is no index where one was expected."""


class IndexForeign(NewsroomError):
    """The folder is no index of ours, or was made by another format or embedder."""


class IndexDamaged(NewsroomError):
    """A checksum does not fit and no older generation is whole."""


class IndexLocked(NewsroomError):
    """Another process is writing to this index."""


class IndexUnwritable(NewsroomError):
    """The system refuses to write the index: a full disk, a folder that is read-only or not ours."""


class PathMissing(NewsroomError):
    """A path given, or a root that the index remembers, is not there."""


class NothingIndexed(NewsroomError):
    """No article is left to answer from."""


class ArticleUnknown(NewsroomError):
    """No article, or more than one, has that id, prefix or path."""


class DecisionsInvalid(NewsroomError):
    """decisions.toml or qa.toml cannot be read as what it should be."""


class GoldInvalid(NewsroomError):
    """A file of gold questions or answers is not of its form."""


class ModelMissing(NewsroomError):
    """Weights or a tokenizer are not where they should be."""


class ServerError(NewsroomError):
    """The web server cannot start."""


class Refused(NewsroomError):
    """One file, record or member cannot be read; it becomes a `Skipped` with this reason and stops nothing."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
