"""Where a quotation stands in the articles: exactly, altered, or nowhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from index.errors import QuestionError
from index.normalise import words
from index.sentences import is_cuttable
from index.types import Article, Passage, Scored

QuoteKind = Literal["exact", "altered", "absent"]
RunKind = Literal["same", "inserted", "deleted"]

# Measured on sentences of 600 news articles, 60 each: with a fifth of the words changed the least similar was 0.62,
# with a third 0.47 (median 0.71); sentences of other articles reached 0.39, but for formulas that outlets repeat.
SIMILAR = 0.5
_CANDIDATES = 60  # passages by BM25, searched for the exact wording
_ALIGNED = 20  # of them, aligned word by word
_PLACES = 5  # altered places shown at most
_LONGEST = 3_000  # words of a quotation

_SINGLE, _DOUBLE, _DASH = "'‘’‚‛′`´ʼ", '"“”„‟″«»', "-‐‑‒–—―−"
_TOKEN = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")
_CLASSES = {character: f"[{re.escape(group)}]" for group in (_SINGLE, _DOUBLE, _DASH) for character in group}
_PLAIN = {ord(character): group[0] for group in (_SINGLE, _DOUBLE, _DASH) for character in group}
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")
_OMITTED = re.compile(rf"^(?:\[?(?:{_ELLIPSIS.pattern})\]?\s*)+|(?:\s*\[?(?:{_ELLIPSIS.pattern})\]?)+$")


class Searchable(Protocol):
    """What is asked of a generation."""

    @property
    def articles(self) -> Sequence[Article]: ...
    def passage(self, number: int) -> Passage: ...
    def lexical(self, terms: Sequence[str], limit: int) -> list[Scored]: ...


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row: the same in both, only in the quotation as given, or only in the article."""

    kind: RunKind
    text: str


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """A half-open range of an article, how much of the wording is the same (0 to 1), and the differences in order."""

    article: Article
    start: int
    end: int
    similarity: float
    difference: tuple[Run, ...] = ()

    @property
    def key(self) -> tuple[str, int]:
        """Article id and start."""
        return self.article.id, self.start

    @property
    def text(self) -> str:
        """What the article really says."""
        return self.article.text[self.start : self.end]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "article": {"id": self.article.id, "path": self.article.path, "title": self.article.title},
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "similarity": round(self.similarity, 4),
            "difference": [{"kind": run.kind, "text": run.text} for run in self.difference],
        }


@dataclass(frozen=True, slots=True)
class QuoteResult:
    """What became of a quotation; `places` best first, by (-similarity, article id, start), empty when absent."""

    kind: QuoteKind
    places: tuple[QuotePlace, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"kind": self.kind, "places": [place.to_dict() for place in self.places]}


def find_quote(text: str, generation: Searchable) -> QuoteResult:
    """Look a quotation up: "exact" means the same letters and marks; only quotes, dashes and blanks may differ in kind.

    All else is "altered" (case and punctuation too), with a word by word difference; under SIMILAR it is "absent".
    Marks of quotation around the whole, and dots that only say that it goes on, are not part of it.
    Raises QuestionError when it has no words or too many.
    """
    given = _unquoted(text)
    count = len(words(given))
    if not 0 < count <= _LONGEST:
        raise QuestionError(f"the quotation has {count} words: give between 1 and {_LONGEST} of them")
    candidates = _candidates(given, generation)
    likely = {passage.article.id: passage.article for passage in candidates}
    for form in dict.fromkeys((given, _whole(given))):
        exact = list(_exact(form, likely.values())) or list(_exact(form, generation.articles))
        if exact:
            return QuoteResult("exact", tuple(sorted(exact, key=lambda place: place.key)))
    given = _whole(given)
    altered = [place for passage in candidates[:_ALIGNED] for place in _altered(given, passage)]
    places = tuple(_apart(sorted(altered, key=lambda place: (-place.similarity, *place.key))))
    return QuoteResult("altered" if places else "absent", places[:_PLACES])


def _apart(places: Iterable[QuotePlace]) -> Iterator[QuotePlace]:
    """Passages overlap, so that one place is found from several, sometimes in part: the first is kept."""
    kept: list[QuotePlace] = []
    for place in places:
        own = (other for other in kept if other.article.id == place.article.id)
        if not any(other.start < place.end and place.start < other.end for other in own):
            kept.append(place)
            yield place


def _whole(text: str) -> str:
    """Without dots of omission at its ends: "the bridge fell …" quotes what stands before them."""
    return _OMITTED.sub("", text) or text


def _unquoted(text: str) -> str:
    bare = text.strip()
    if len(bare) > 2 and bare[0] in _SINGLE + _DOUBLE and bare[-1] in _SINGLE + _DOUBLE:
        inner = bare[1:-1].strip()
        return inner if not set(inner) & set(_DOUBLE) else bare
    return bare


def _candidates(given: str, generation: Searchable) -> list[Passage]:
    found = generation.lexical(sorted(set(words(given))), _CANDIDATES)
    return [generation.passage(one.number) for one in found]


def _exact(given: str, articles: Iterable[Article]) -> Iterator[QuotePlace]:
    pattern = _pattern(given)
    for article in articles:
        for match in pattern.finditer(article.text):
            if is_cuttable(article.text, match.end()):
                yield QuotePlace(article, match.start(), match.end(), 1.0)


def _pattern(given: str) -> re.Pattern[str]:
    """The quotation with every kind of its quotes, dashes, blanks and dots, at the ends of words."""
    text = _ELLIPSIS.sub("…", unicodedata.normalize("NFC", given))
    parts = [r"\s+" if part.isspace() else "".join(map(_any_form, part)) for part in re.split(r"(\s+)", text) if part]
    before = r"(?<!\w)" if text[0].isalnum() else ""
    after = r"(?!\w)" if text[-1].isalnum() else ""
    return re.compile(before + "".join(parts) + after)


def _any_form(character: str) -> str:
    if character == "…":
        return r"(?:…|\.\s?\.\s?\.)"
    apart = unicodedata.normalize("NFD", character)
    if apart != character:
        return f"(?:{re.escape(character)}|{re.escape(apart)})"
    return _CLASSES.get(character, re.escape(character))


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    form: str  # as compared: case and letters count, kinds of quotes and dashes do not


def _tokens(text: str, start: int = 0, end: int | None = None) -> list[_Token]:
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [_Token(match.start(), match.end(), _plain(match.group())) for match in found]


def _plain(token: str) -> str:
    return unicodedata.normalize("NFC", token).translate(_PLAIN)


def _altered(given: str, passage: Passage) -> list[QuotePlace]:
    """The best place in and around a passage, where it is similar enough."""
    from rapidfuzz import fuzz

    text = passage.article.text
    begin, end = max(passage.start - len(given), 0), passage.end + len(given)
    ours, theirs = _tokens(given), _tokens(text, begin, end)
    asked, told = [token.form.casefold() for token in ours], [token.form.casefold() for token in theirs]
    found = fuzz.partial_ratio_alignment(asked, told)
    if found is None or len(asked) >= len(told):
        first, after = 0, len(told)
    else:
        first, after = max(found.dest_start - len(ours) // 4, 0), found.dest_end + len(ours) // 4
    window = _trimmed(asked, told[first:after], first)
    chosen = theirs[window.start : window.stop]
    similarity = _similarity(asked, told[window.start : window.stop])
    if similarity < SIMILAR:
        return []
    difference = tuple(_difference(given, ours, text, chosen))
    return [QuotePlace(passage.article, chosen[0].start, chosen[-1].end, similarity, difference)]


def _trimmed(asked: Sequence[str], told: Sequence[str], offset: int) -> range:
    """The part of a window between the first and the last word that both have."""
    from rapidfuzz.distance import Indel

    same = [block for block in Indel.opcodes(asked, told) if block.tag == "equal"]
    return range(offset + same[0].dest_start, offset + same[-1].dest_end) if same else range(0)


def _similarity(asked: Sequence[str], told: Sequence[str]) -> float:
    from rapidfuzz.distance import Levenshtein

    left, right = [t for t in asked if t[:1].isalnum()], [t for t in told if t[:1].isalnum()]
    return float(Levenshtein.normalized_similarity(left, right)) if right else 0.0


def _difference(given: str, ours: Sequence[_Token], text: str, theirs: Sequence[_Token]) -> Iterator[Run]:
    from rapidfuzz.distance import Indel

    for block in Indel.opcodes([token.form for token in ours], [token.form for token in theirs]):
        if block.tag == "insert":
            yield Run("deleted", _slice(text, theirs[block.dest_start : block.dest_end]))
        else:
            kind: RunKind = "same" if block.tag == "equal" else "inserted"
            yield Run(kind, _slice(given, ours[block.src_start : block.src_end]))


def _slice(text: str, tokens: Sequence[_Token]) -> str:
    return text[tokens[0].start : tokens[-1].end]
