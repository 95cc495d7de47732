"""Cut an article into passages: runs of whole sentences that the embedder can read to their end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.sentences import Sentence as Sentence
from index.sentences import carries_text, clauses, is_cuttable, opens_quotation, paragraphs
from index.sentences import sentences as sentences
from index.tokens import count_minilm, count_tiktoken
from index.types import Article, Muted, Passage

Count = Callable[[str], int]

# A title longer than this is cut for the embedder (never for people): it must leave room for the passage.
_HEADING = 160  # characters
# Longer sentences are first cut without counting: 200 tokens of prose are about 900 characters, and counting tokens of
# megabytes without a blank is slow.
_LONGEST = 4_000  # characters
_HEADLINE = 80  # characters

_INNER_ENDS = (
    re.compile(r"[.!?…;:][”’\"'»)\]]*(?=\s)"),
    re.compile(r"[,–—][”’\"'»)\]]*(?=\s)"),
    re.compile(r"\S(?=\s)"),
    re.compile(r"\W(?=\w)|\w(?=\W)"),
    re.compile(r"."),
)


@dataclass(frozen=True, slots=True)
class SplitSettings:
    """How long passages are. The first three count tiktoken tokens (cl100k_base) of the passage alone.

    `embedder_tokens` is what the embedder reads of heading and passage together, in its own tokens and with those that
    it adds around a text.
    """

    # Best on the development questions between 80 and 240, to be measured again: qa eval sweep passage_tokens
    passage_tokens: int = 160
    limit_tokens: int = 200
    overlap_tokens: int = 40
    embedder_tokens: int = 256


def heading(article: Article) -> str:
    """Title, outlet and day, joined: what stands above a passage when it is embedded; empty when nothing is known."""
    known = [article.title, article.outlet, (article.published or "")[:10]]
    title = " | ".join(" ".join(part.split()) for part in known if part and part.strip())
    if len(title) <= _HEADING:
        return title
    at = next(at for at in range(_HEADING, 0, -1) if is_cuttable(title, at))
    return title[: title.rfind(" ", 0, at + 1)] if " " in title[1 : at + 1] else title[:at]


def headed(passage: Passage) -> str:
    """What is embedded: the heading on a line of its own, if there is one, then the passage."""
    above = heading(passage.article)
    return f"{above}\n{passage.text}" if above else passage.text


def split(article: Article, settings: SplitSettings = SplitSettings(), count: Count = count_minilm) -> list[Passage]:
    """Cut an article into overlapping passages of whole sentences, in order of their start.

    `count` is the embedder's own, with the tokens it adds around a text. No passage touches a muted range, and together
    they hold every other word; a passage without letters and digits is not made. Only a sentence that is itself too
    long is cut: a quotation at its sentence ends, else at the best mark or blank, inside a word only when that word
    alone is too long, never between a letter and its marks.
    """
    rule = _Rule(article, settings, count)
    passages: list[Passage] = []
    for region in _regions(article):
        if carries_text(article.text[region.start : region.end]):
            passages.extend(Passage(article, found.start, found.end) for found in _assemble(rule, region))
    return passages


class _Rule:
    """What fits into one passage of one article."""

    def __init__(self, article: Article, settings: SplitSettings, count: Count) -> None:
        self.text = article.text
        self.settings = settings
        self._count = count
        above = heading(article)
        self._above = f"{above}\n" if above else ""
        self._around = count("")
        self._room_below = max(settings.embedder_tokens - count(self._above), 1)

    def fits(self, start: int, end: int) -> bool:
        """Whether a range can be a passage."""
        if end - start > _LONGEST:
            return False
        text = self.text[start:end]
        return (
            count_tiktoken(text) <= self.settings.limit_tokens
            and self._count(self._above + text) <= self.settings.embedder_tokens
        )

    def weight(self, start: int, end: int) -> float:
        """Tokens of a range, in tiktoken's or, where that is the tighter limit, scaled from the embedder's."""
        text = self.text[start:end]
        own = self._count(text) - self._around
        return max(count_tiktoken(text), own * self.settings.limit_tokens / self._room_below)


@dataclass(frozen=True, slots=True)
class _Units:
    """What passages of a region are made of: sentences, or pieces of those too long; sizes in tokens, added up."""

    ranges: list[Sentence]
    sums: list[float]  # sums[n] is the size of the first n
    bound: list[bool]  # bound[n]: better not to cut before unit n


def _regions(article: Article) -> Iterator[Sentence]:
    """The unmuted ranges of an article; a byte order mark is character 0 of its text, and of no passage."""
    start = len(article.text) - len(article.text.removeprefix("\ufeff"))
    for muted in (*article.muted, Muted(len(article.text), len(article.text), "")):
        if start < muted.start:
            yield Sentence(start, muted.start)
        start = max(start, muted.end)


def _assemble(rule: _Rule, region: Sentence) -> Iterator[Sentence]:
    units = _units(rule, region)
    first, done = 0, 0
    while done < len(units.ranges):
        after = _end(rule, units, first, done)
        if first < done and (after is None or (after < len(units.ranges) and units.bound[after])):
            first, after = done, None  # without overlap there is more room
        after = after or _end(rule, units, first, done) or done + 1
        found = Sentence(units.ranges[first].start, units.ranges[after - 1].end)
        if carries_text(rule.text[found.start : found.end]):
            yield found
        first, done = _overlap(rule, units, first, after), after


def _end(rule: _Rule, units: _Units, first: int, done: int) -> int | None:
    """The unit before which the passage that begins with `first` best ends; None when it cannot pass `done`."""
    last = len(units.ranges)
    within_limit = bisect_right(units.sums, units.sums[first] + rule.settings.limit_tokens) - 1
    within_limit = next((n for n in range(within_limit, done, -1) if _holds(rule, units, first, n)), done)
    if within_limit in (done, last):
        return within_limit if within_limit > done else None
    within_target = bisect_right(units.sums, units.sums[first] + rule.settings.passage_tokens) - 1
    within_target = min(max(within_target, done + 1), within_limit)
    shorter = (n for n in range(within_target, done, -1) if not units.bound[n])
    longer = (n for n in range(within_target, within_limit + 1) if not units.bound[n])
    return next(shorter, None) or next(longer, None) or within_target


def _holds(rule: _Rule, units: _Units, first: int, after: int) -> bool:
    return rule.fits(units.ranges[first].start, units.ranges[after - 1].end)


def _overlap(rule: _Rule, units: _Units, first: int, after: int) -> int:
    """Where the next passage begins: some whole units before the end of this one, or at its end."""
    begin = after
    while begin - 1 > first and units.sums[after] - units.sums[begin - 1] <= rule.settings.overlap_tokens:
        begin -= 1
    while begin < after and units.bound[begin]:
        begin += 1
    return begin


def _units(rule: _Rule, region: Sentence) -> _Units:
    ranges: list[Sentence] = []
    sums, bound = [0.0], [False]
    blocks = [_moved(block, region.start) for block in paragraphs(rule.text[region.start : region.end])]
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        for sentence in sentences(rule.text[block.start : block.end]):
            for unit in _pieces(rule, _moved(sentence, block.start)):
                sums.append(sums[-1] + rule.weight(ranges[-1].end if ranges else unit.start, unit.end))
                ranges.append(unit)
                bound.append(False)
        bound[-1] = following is not None and (
            opens_quotation(rule.text, block, following) or _is_headline(rule.text[block.start : block.end])
        )
    return _Units(ranges, sums, bound)


def _moved(found: Sentence, by: int) -> Sentence:
    return Sentence(found.start + by, found.end + by)


def _is_headline(line: str) -> bool:
    return len(line) <= _HEADLINE and line[-1].isalnum() and line.count(" ") >= 1


def _pieces(rule: _Rule, sentence: Sentence) -> Sequence[Sentence]:
    """The sentence itself when it fits, else its quotation's sentences, else its parts."""
    if rule.fits(sentence.start, sentence.end):
        return [sentence]
    parts = clauses(rule.text, sentence)
    if len(parts) > 1:
        return [piece for part in parts for piece in _pieces(rule, part)]
    return list(_parts(rule, sentence))


def _parts(rule: _Rule, sentence: Sentence) -> Iterator[Sentence]:
    start = sentence.start
    while not rule.fits(start, sentence.end):
        end = _best_cut(rule, start, sentence.end)
        yield Sentence(start, end)
        start = end
        while start < sentence.end and rule.text[start].isspace():
            start += 1
    if start < sentence.end:
        yield Sentence(start, sentence.end)


def _best_cut(rule: _Rule, start: int, end: int) -> int:
    """The best place to end a piece: in the second half of what fits, after the strongest mark there is."""
    stop = min(end - 1, start + _LONGEST)
    for blank_or_finer in range(2, len(_INNER_ENDS)):
        cuts = _cuts(rule.text, start, stop, blank_or_finer)
        longest = _longest(rule, start, cuts)
        if longest is not None:
            middle = (start + longest) // 2
            stronger = (cut for level in range(blank_or_finer) for cut in _cuts(rule.text, middle, longest, level)[-1:])
            return next(stronger, longest)
    return next((at for at in range(start + 1, end) if is_cuttable(rule.text, at)), end)


def _cuts(text: str, start: int, stop: int, level: int) -> list[int]:
    found = (match.end() for match in _INNER_ENDS[level].finditer(text, start, min(stop + 1, len(text))))
    return [at for at in found if start < at <= stop and is_cuttable(text, at)]


def _longest(rule: _Rule, start: int, cuts: list[int]) -> int | None:
    low, high = 0, len(cuts)  # cuts[:low] fit, cuts[high:] do not
    while low < high:
        middle = (low + high) // 2
        if rule.fits(start, cuts[middle]):
            low = middle + 1
        else:
            high = middle
    return cuts[low - 1] if low else None
