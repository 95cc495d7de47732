"""Mute what stands on a news page without being news: never indexed nor quoted, and never taken out of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.furniture import FRONT_MATTER, LEADING, furniture_rule, tells
from index.normalise import search_form
from index.sentences import carries_text, sentences
from index.types import Article, Muted

# Chosen on 5,000 articles of one American site and five of others: precision by eye first, recall second.
_LINE = 400  # characters: longer lines are not compared with others
_REPEATED = 3  # stories at least
_REPEATED_SHARE = 0.002  # of all stories
# A whole sentence of the third person may be background that wires repeat: it must be much more frequent.
_SENTENCE_REPEATED = 5
_SENTENCE_SHARE = 0.02
_LINK = 120  # characters of a headline
_EDGE_LINES = 4  # first and last lines of an article where furniture stands
_AT_EDGE = 0.8  # of the stories with a line

_BREAK = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")
_ADDRESSES = re.compile(
    r"\b(?:you|your|yours|click|sign[- ]up|subscri\w+|newsletters?|follow|download|e-?mail|contact|inbox|podcasts?"
    r"|here>*|live (?:scores?|updates|blog)|latest|scores|schedules|watch|listen|read|check out|shop"
    r"|reach (?:him|her|them))\b"
    r"|@\w|https?:|www\."
)
_LABELLED = re.compile(r"[^:\"']{3,40}: .{20,150}(?<![.!?\"'])")
_SENTENCE_END = re.compile(r"[.!?…][\"')\]]*$")


@dataclass(frozen=True, slots=True)
class Restored:
    """A range that a person wants to read again: no mute that touches it is kept."""

    article: str  # id
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    form: str  # search form


def mute(articles: Sequence[Article], restored: Collection[Restored] = ()) -> list[Article]:
    """Set `muted` of every article: sorted, disjoint ranges of whole lines, without the line break, each with its rule.

    The named rules of furniture.py, then "repeated-line": lines that stand in many different stories (`story` must be
    set; copies of one story count once). A line that tells what somebody said is never muted.
    """
    lines = [list(_lines(article.text)) for article in articles]
    repeated = _repeated(articles, lines)
    wanted: Mapping[str, list[Restored]] = _by_article(restored)
    return [
        replace(article, muted=_muted(article, its_lines, repeated, wanted.get(article.id, []) if wanted else []))
        for article, its_lines in zip(articles, lines, strict=True)
    ]


def _by_article(restored: Collection[Restored]) -> dict[str, list[Restored]]:
    found: dict[str, list[Restored]] = defaultdict(list)
    for one in restored:
        found[one.article].append(one)
    return found


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for end, following in [*(match.span() for match in _BREAK.finditer(text)), (len(text), len(text))]:
        line = text[at:end]
        start = at + len(line) - len(line.lstrip("\ufeff \t\u00a0"))
        stop = at + len(line.rstrip())
        if start < stop and carries_text(text[start:stop]):
            form = search_form(text[start:stop]) if stop - start <= _LINE else ""
            yield _Line(start, stop, form)
        at = following


def _muted(
    article: Article, lines: list[_Line], repeated: Collection[str], wanted: list[Restored]
) -> tuple[Muted, ...]:
    front = _front_matter(article)
    body = [line for line in lines if line.start >= (front[0].end if front else 0)]
    found = [_by_rule(article.text, line) or _by_repetition(line, repeated) for line in body]
    found = _with_links(article.text, body, found)
    found = _with_tail(body, found)
    kept = [m for m in (*front, *found) if m and not any(w.start < m.end and m.start < w.end for w in wanted)]
    return tuple(_merged(article.text, kept))


def _front_matter(article: Article) -> list[Muted]:
    match = FRONT_MATTER.match(article.text) if article.format == "md" else None
    return [Muted(match.start(1), match.end(1), "front-matter")] if match else []


def _by_rule(text: str, line: _Line) -> Muted | None:
    name = furniture_rule(line.form)
    if name:
        return Muted(line.start, line.end, name)
    return _leading(text, line) if "ookie" in text[line.start : line.end] else None


def _leading(text: str, line: _Line) -> Muted | None:
    """A notice glued in front of the first words of an article: only its own sentences are muted."""
    for name, pattern in LEADING.items():
        end = 0
        for sentence in sentences(text[line.start : min(line.end, line.start + 5 * _LINE)]):
            form = search_form(text[line.start + sentence.start : line.start + sentence.end])
            if not pattern.fullmatch(form) or tells(form):
                break
            end = sentence.end
        if end:
            return Muted(line.start, line.start + end, name)
    return None


def _by_repetition(line: _Line, repeated: Collection[str]) -> Muted | None:
    return Muted(line.start, line.end, "repeated-line") if line.form and line.form in repeated else None


def _with_links(text: str, lines: list[_Line], found: list[Muted | None]) -> list[Muted | None]:
    """Headlines of other stories right below "You may also like": short lines of its block that end no sentence."""
    linked = list(found)
    for at in range(1, len(lines)):
        above, line = linked[at - 1], lines[at]
        if linked[at] is None and above and above.rule == "related" and _is_link(text[above.end : line.start], line):
            linked[at] = Muted(line.start, line.end, "related")
    return linked


def _is_link(between: str, line: _Line) -> bool:
    one_block = between.count("\n") + between.count("\r") - between.count("\r\n") == 1
    is_short = 0 < len(line.form) <= _LINK and "(" not in line.form  # a caption credits its photographer in brackets
    return one_block and is_short and not _SENTENCE_END.search(line.form) and not tells(line.form)


def _with_tail(lines: list[_Line], found: list[Muted | None]) -> list[Muted | None]:
    """Scraps of a form ("After", "down") between muted lines at the very end are muted with them."""
    tail = list(found)
    pending: list[int] = []
    for at in range(len(lines) - 1, -1, -1):
        muted = found[at]
        if muted is None:
            pending.append(at)
            if at == len(lines) - 1 or len(pending) > 3 or not _is_scrap(lines[at].form):
                break
        else:
            for scrap in pending:
                tail[scrap] = Muted(lines[scrap].start, lines[scrap].end, "scrap-of-a-form")
            pending = []
    if len(lines) > 1 and _is_link_below(lines[-1], found[-2:]):
        tail[-1] = Muted(lines[-1].start, lines[-1].end, "link-below-copyright")
    return tail


def _is_link_below(line: _Line, found: list[Muted | None]) -> bool:
    """Whether the last line is the labelled headline of another article, under the copyright line of this one."""
    above, own = found
    ends = own is not None or above is None or above.rule != "copyright"
    return not ends and bool(_LABELLED.fullmatch(line.form))


def _is_scrap(form: str) -> bool:
    return 0 < len(form) <= 20 and form.count(" ") <= 1 and not _SENTENCE_END.search(form) and form.isascii()


def _merged(text: str, muted: list[Muted]) -> Iterator[Muted]:
    """Neighbours of one rule with nothing but blanks between them are one range."""
    kept = sorted(muted, key=lambda m: m.start)
    begun: Muted | None = None
    for one in kept:
        if begun and begun.rule == one.rule and not text[begun.end : one.start].strip():
            begun = Muted(begun.start, one.end, one.rule)
            continue
        if begun:
            yield begun
        begun = one
    if begun:
        yield begun


@dataclass(slots=True)
class _Seen:
    stories: set[str]
    at_edge: set[str]


def _repeated(articles: Sequence[Article], lines: Sequence[list[_Line]]) -> set[str]:
    """The lines, in search form, that are furniture because so many stories have them."""
    seen: dict[str, _Seen] = defaultdict(lambda: _Seen(set(), set()))
    for article, its_lines in zip(articles, lines, strict=True):
        story = article.story or article.id
        for number, line in enumerate(its_lines):
            if " " in line.form and line.form[0] not in "\"'":
                one = seen[line.form]
                one.stories.add(story)
                if number < _EDGE_LINES or number >= len(its_lines) - _EDGE_LINES:
                    one.at_edge.add(story)
    stories = len({article.story or article.id for article in articles})
    return {form for form, one in seen.items() if _is_furniture(form, one, stories)}


def _is_furniture(form: str, seen: _Seen, stories: int) -> bool:
    times = len(seen.stories)
    if times < max(_REPEATED, _REPEATED_SHARE * stories) or tells(form):
        return False
    if _ADDRESSES.search(form):
        return True
    at_edge = len(seen.at_edge) >= _AT_EDGE * times
    if _SENTENCE_END.search(form):
        return at_edge and times >= max(_SENTENCE_REPEATED, _SENTENCE_SHARE * stories)
    return at_edge and not any(character.isdigit() for character in form)
