"""How a sentence enumerates: where the pieces of "a, b and c" stand, also those that a span of it left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.analysers import Analysis

MAX_ITEM_WORDS = 7  # of an enumeration that a reader found: longer pieces are clauses, not items
MAX_LISTED_WORDS = 14  # of an item after a colon
MAX_NEIGHBOUR_WORDS = 5  # of a piece beside the span: the reader did not vouch for it
_BETWEEN = re.compile(
    r"\s*[,;]\s*(?:and|or|as well as)\s+|\s*;\s*|,(?:\s+|(?=[^\d\s]))"
    r"|\s+(?:and|or|as well as|along with|plus|including)\s+"
    r"|\s*\n\s*(?:[-*•–]\s*|\d+[.)]\s+)?",
    re.I,
)
# One name with "and" in it, which the analyser may take for two.
PAIRED = re.compile(
    r"Trinidad and Tobago|Antigua and Barbuda|Bosnia and Herzegovina|(?:Saint|St\.?) (?:Kitts|Vincent) and (?:the )?\w+"
    r"|Turks and Caicos|Tyne and Wear|Newfoundland and Labrador|S[aã]o Tom[eé] and Pr[ií]ncipe|Serbia and Montenegro"
)
CAPITAL = r"[A-Z][\w’'.-]*"
_NAME = rf"(?:[Tt]he )?{CAPITAL}(?: (?:{CAPITAL}|of|the|upon|de|von|van))*(?: (?:in|from|at) (?:the )?{CAPITAL})?"
NAMES_LISTED = re.compile(rf"{_NAME}(?:, {_NAME})*,? and {_NAME}")
_ENDS_NAME = re.compile(
    r", (?!(?:Inc|Ltd|LLC|Jr|Sr|Co|Corp)\b)[A-Z]"
)  # "Viktor, Pavel", which the analyser takes for one
_COLON = re.compile(r":\s+(?=\S)| (?:--|–|—) (?=\S)")
_BULLET = re.compile(r"^(?:[-*•–]\s*|\d+[.)]\s+)")
_LEAD = re.compile(r"^(?:and|or|both|including|such as|namely|for example|also|then)\s+", re.I)
_EDGE = " \t\r\n\u00a0,;:."


def enumerated(quote: str, analysis: Analysis, start: int, end: int) -> tuple[list[tuple[int, int]], bool]:
    """The pieces of the enumeration that the span is or stands in, and whether it is one; else the span alone."""
    if listed := _after_colon(quote, analysis, start, end):
        return listed, True
    for match in NAMES_LISTED.finditer(quote):
        if match.start() < end and start < match.end() and quote[start:end].count(" ") <= 2 * MAX_ITEM_WORDS:
            wide = list(pieces(quote, analysis, min(start, match.start()), max(end, match.end())))
            if all(len(quote[a:b].split()) <= MAX_ITEM_WORDS for a, b in wide):
                return wide, len(wide) > 1
    inside = list(pieces(quote, analysis, start, end))
    if len(inside) > 1 and any(len(quote[a:b].split()) > MAX_ITEM_WORDS for a, b in inside):
        return [(start, end)], False
    before, after = _neighbours(quote, analysis, start, end)
    whole = [*before, *inside, *after]
    if any(_is_number(quote, analysis, *piece) for piece in whole):  # "doors 3 and 8", "1, 3 and 5 June"
        return [(whole[0][0], whole[-1][1])], False
    return (whole, True) if len(whole) > 1 else ([(start, end)], False)


def _after_colon(quote: str, analysis: Analysis, start: int, end: int) -> list[tuple[int, int]]:
    """The pieces of "three things: a, b, and c" where the span is among them, or is all of it; else none."""
    for colon in _COLON.finditer(quote):
        stop = next((m.start() for m in re.finditer(r"[.!?](?:\s|$)", quote) if m.start() >= colon.end()), len(quote))
        if colon.group()[0] == " " and (closing := quote.find(colon.group().rstrip(), colon.end(), stop)) >= 0:
            stop = closing  # between two dashes
        is_whole = start < colon.start() and colon.end() < end <= stop
        if not colon.end() <= start < stop and not is_whole:
            continue
        listed = list(pieces(quote, analysis, colon.end(), stop, _COMMAS))
        if len(listed) > 2 and all(len(quote[a:b].split()) <= MAX_LISTED_WORDS for a, b in listed):
            return listed
    return []


_COMMAS = re.compile(r"\s*[,;]\s*(?:and\s+|or\s+)?")


def _neighbours(
    quote: str, analysis: Analysis, start: int, end: int
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Pieces of the same sort right before and right after a span that the analyser joins with it by "and"."""
    joined = _conjuncts(analysis, start, end)
    ranges = sorted(_phrase_of(analysis, at) for at in joined)
    short = [(a, b) for a, b in ranges if len(quote[a:b].split()) <= MAX_NEIGHBOUR_WORDS and quote[a:b].strip(_EDGE)]
    return [r for r in short if r[1] <= start], [r for r in short if r[0] >= end]


def _is_number(quote: str, analysis: Analysis, start: int, end: int) -> bool:
    """Whether a piece is a bare number: alone it says nothing of what."""
    inside = [token.pos for token in analysis.tokens if start <= token.start and token.end <= end]
    return inside == ["NUM"] or quote[start:end].isdigit()


def _conjuncts(analysis: Analysis, start: int, end: int) -> set[int]:
    """Heads of the phrases that one chain of "conj" joins with a head inside the span."""
    tokens = analysis.tokens
    inside = {at for at, token in enumerate(tokens) if start <= token.start and token.end <= end}
    heads = {at for at in inside if tokens[at].head not in inside and tokens[at].pos in ("NOUN", "PROPN")}
    firsts = set()
    for at in heads:
        while tokens[at].dep == "conj" and tokens[at].head != at:
            at = tokens[at].head
        firsts.add(at)
    chain = {at for at in firsts if tokens[at].pos in ("NOUN", "PROPN")}
    grown = True
    while grown:
        more = {i for i, t in enumerate(tokens) if t.dep == "conj" and t.head in chain and t.pos in ("NOUN", "PROPN")}
        grown = bool(more - chain)
        chain |= more
    return chain - inside


def _phrase_of(analysis: Analysis, at: int) -> tuple[int, int]:
    """The name or base noun phrase that a token heads."""
    token = analysis.tokens[at]
    for stretch in (*analysis.names, *analysis.phrases):
        if stretch.start <= token.start and token.end <= stretch.end:
            return stretch.start, stretch.end
    return token.start, token.end


def pieces(
    quote: str, analysis: Analysis, start: int, end: int, between: re.Pattern[str] = _BETWEEN
) -> Iterator[tuple[int, int]]:
    """Ranges between separators, without bullets and blanks; a separator inside a name separates nothing."""
    begin = start
    joined = [(name.start, name.end) for name in analysis.names] + [m.span() for m in PAIRED.finditer(quote)]
    for separator in [*between.finditer(quote, start, end), None]:
        inside = separator and any(first < separator.start() and separator.end() < last for first, last in joined)
        if separator and inside and not _ENDS_NAME.match(quote, separator.start()):
            continue
        if separator and _joins_parts(analysis, separator):
            continue
        stop = separator.start() if separator else end
        piece = _trimmed(quote, begin, stop)
        if piece[0] < piece[1]:
            yield piece
        begin = separator.end() if separator else end


def _joins_parts(analysis: Analysis, separator: re.Match[str]) -> bool:
    """Whether it joins verbs or what describes one thing: "find or repair", "a blue, white and yellow flag"."""
    tokens = analysis.tokens
    last = max((at for at, token in enumerate(tokens) if token.end <= separator.start()), default=None)
    while last is not None and tokens[last].dep == "conj" and tokens[last].head != last:
        last = tokens[last].head
    if last is not None and tokens[last].pos == "ADJ" and tokens[last].dep == "amod":
        return tokens[tokens[last].head].start >= separator.end()
    later = (at for at, token in enumerate(tokens) if token.start >= separator.end() and token.dep == "conj")
    at = next((at for at in later if tokens[tokens[at].head].start < separator.start()), None)
    if at is None or "," in separator.group() or "\n" in separator.group():
        return False
    return tokens[at].pos in ("VERB", "AUX")


def _trimmed(quote: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (lead := _BULLET.match(quote[start:end]) or _LEAD.match(quote[start:end])):
        start += lead.end()
    while start < end and quote[start] in _EDGE:
        start += 1
    while end > start and quote[end - 1] in _EDGE and not re.search(r"\b[A-Z]\.$", quote[start:end]):
        end -= 1
    return start, end
