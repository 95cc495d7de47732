"""Sentences as exact ranges of a text: the library sentencex, and what news text needs besides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

# A quotation longer than this is cut at its sentence ends like other text: about one passage of 200 tokens.
QUOTATION = 1_000  # characters
# sentencex looks for a closing bracket again and again: 200,000 nested ones take it 10 s, 20,000 take 0.1 s.
_WINDOW = 20_000  # characters
_MARGIN = 100  # characters: longer lines were not broken by a margin

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_LINE = re.compile(r"[^\s](?:[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*[^\s])?")
_QUOTED = re.compile(
    rf"""“[^“”]{{1,{QUOTATION}}}”
      | „[^„“”]{{1,{QUOTATION}}}[“”]
      | «[^«»]{{1,{QUOTATION}}}»
      | (?<![^\s(\[—–-])"(?=\S)[^"]{{1,{QUOTATION}}}(?<=\S)"(?!\w)
      | (?<![^\s(\[—–-])[‘'](?=[^\W\d_])[^‘“”"]{{1,{QUOTATION}}}?[.,!?…][’'](?!\w)
    """,
    re.VERBOSE,
)
_OPENERS = "“„«\"‘'"
_BEFORE_WORD = _OPENERS + "([¿¡"
# Marks of quotation are hidden from sentencex (quotations are merged here, where their length is known);
# an apostrophe inside a word becomes a letter so that the word stays one.
_APOSTROPHE = re.compile(r"(?<=\w)[’'](?=\w)")
_HIDE = str.maketrans(dict.fromkeys("“”„‟«»\"‘’'‹›", " "))

_TITLES = (
    "Mr Mrs Ms Mx Dr Prof St Ste Mt Sen Rep Gov Gen Lt Col Maj Brig Capt Cmdr Cpl Sgt Pvt Adm Rev Hon Pres Amb Supt "
    "Insp Det Fr Sr Messrs Mme Mlle vs cf ca approx al e.g i.e"
)
# "Gen. Roe": the mark ends a short form, and no sentence.
ABBREVIATION = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _TITLES.split()))})\.\s*$")
_BEFORE_NUMBER = re.compile(
    r"(?<!\w)(?:Nos?|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Art|Sec|Fig|pp?|vol)\.\s*$", re.I
)
# "at 6 p.m. EST", "at 6 p.m. Monday": what can follow an hour without ending the sentence.
_HOUR = re.compile(r"(?<!\w)[ap]\.\s?m\.\s*$", re.IGNORECASE)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_AFTER_HOUR = re.compile(rf"(?:[A-Z]{{2,4}}|{'|'.join(_DAYS.split())}|Eastern|Pacific|Central|Mountain)\b")
# "J. K. Rowling", "George W. Bush", but not "plan B. Then": the word before an initial is a name or another initial.
_INITIAL = re.compile(r"(?:^|[\s.(“\"‘'])(?:[A-Z][\w’'-]*\s+|(?:[A-Z]\.\s?)+|^\W*)?[A-HJ-Z]\.\s*$")
_ENUMERATOR = re.compile(r"\W*(?:\d{1,3}|[A-Za-z])[.)]\s*")
_SAYS = "said says asks? asked adds added told wrote tweeted replied explained argued warned shouted recalled continued"
_TAG = re.compile(rf"(?:[^\W\d_][\w’'-]*\s){{0,4}}?(?:{'|'.join(_SAYS.split())})\b")
_STARTS = "The A An He She It They We I In On At But And His Her This That There When While After As For If"
_STARTERS = re.compile(rf"(?:{'|'.join(_STARTS.split())})\b")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A half-open range of a text that begins and ends with a non-blank character."""

    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text in order: every non-blank character is in exactly one.

    A quotation of several sentences is one sentence, up to QUOTATION characters. A blank line ends a sentence always; a
    single line break ends one unless the line was merely wrapped. Marks that stand alone (". .") belong to the sentence
    before. Empty for a blank text.
    """
    return [sentence for block in paragraphs(text) for sentence in _cut(text, block, keep_quotations=True)]


def clauses(text: str, within: Sentence) -> list[Sentence]:
    """One sentence cut at every sentence end inside its quotations: for a quotation that is too long to keep whole."""
    return _cut(text, within, keep_quotations=False)


def paragraphs(text: str) -> list[Sentence]:
    """The lines of a text, those of a wrapped paragraph joined; blank lines are in none."""
    lines = [Sentence(*match.span()) for match in _LINE.finditer(text)]
    found: list[Sentence] = []
    for run in _runs(text, lines):
        wrapped = _is_wrapped(text, run)
        found.append(run[0])
        for before, line in pairwise(run):
            if wrapped or _goes_on(text, before, line):
                found[-1] = Sentence(found[-1].start, line.end)
            else:
                found.append(line)
    return found


def opens_quotation(text: str, paragraph: Sentence, following: Sentence) -> bool:
    """Whether a quotation goes on in the following paragraph: left open here, opened again there, as is the custom."""
    tail = text[max(paragraph.start, paragraph.end - QUOTATION) : paragraph.end]
    left_open = tail.rfind("“") > tail.rfind("”") or (tail.startswith('"') and tail.count('"') % 2 == 1)
    return left_open and text[following.start] in _OPENERS


def carries_text(text: str) -> bool:
    """Whether there is anything to read: at least one letter or digit."""
    return any(character.isalnum() for character in text)


def is_cuttable(text: str, at: int) -> bool:
    """Whether a text may be cut before `at` without tearing a character from its marks (or CR from LF)."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    torn = unicodedata.category(after)[0] == "M" or "\u200d" in (before, after) or "🏻" <= after <= "🏿"
    return not torn and not (before == "\r" and after == "\n")


def _runs(text: str, lines: list[Sentence]) -> Iterator[list[Sentence]]:
    """Lines without a blank line between them."""
    run: list[Sentence] = []
    for line in lines:
        if run and len(_BREAK.findall(text, run[-1].end, line.start)) > 1:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_wrapped(text: str, run: list[Sentence]) -> bool:
    """Whether a margin broke these lines: each was full, as the next one's first word would not have fitted."""
    width = max(line.end - line.start for line in run)
    if len(run) < 3 or width > _MARGIN:
        return False
    return all(
        before.end - before.start + 1 + len(text[line.start : line.end].split(maxsplit=1)[0]) > width
        for before, line in pairwise(run)
    )


def _goes_on(text: str, before: Sentence, line: Sentence) -> bool:
    """Whether a sentence was broken by a stray line break."""
    last = text[before.end - 1]
    return last == "," or (text[line.start].islower() and last not in '.!?…:;”"')


def _cut(text: str, block: Sentence, *, keep_quotations: bool) -> list[Sentence]:
    piece = text[block.start : block.end]
    quoted = [match.span() for match in _QUOTED.finditer(piece)] if keep_quotations else []
    starts = [0]
    for start in _starts(piece):
        while quoted and quoted[0][1] <= start:
            quoted.pop(0)
        inside = bool(quoted) and quoted[0][0] < start
        if not inside and _ends_before(piece, starts[-1], start):
            starts.append(start)
    if len(starts) > 1 and not carries_text(piece[starts[-1] :]):
        starts.pop()
    return [
        Sentence(block.start + start, block.start + start + len(piece[start:end].rstrip()))
        for start, end in pairwise([*starts, len(piece)])
    ]


def _starts(piece: str) -> Iterator[int]:
    """Where sentencex begins a new sentence, moved before the marks that open it."""
    from sentencex import get_sentence_boundaries

    shown = _APOSTROPHE.sub("x", piece).translate(_HIDE).encode("utf-8", "replace").decode("utf-8")
    for offset in range(0, len(shown), _WINDOW):
        for boundary in get_sentence_boundaries("en", shown[offset : offset + _WINDOW]):
            start = offset + boundary["end_index"]
            if start % _WINDOW and start < len(piece):
                yield _before_opening_marks(piece, start)


def _before_opening_marks(piece: str, start: int) -> int:
    while start < len(piece) and piece[start].isspace():
        start += 1
    at = start
    while at > 0 and piece[at - 1] in _BEFORE_WORD:
        at -= 1
    return at if at == 0 or piece[at - 1].isspace() or piece[at] in "“„«" else start


def _ends_before(piece: str, last: int, start: int) -> bool:
    """Whether the sentence that began at `last` really ends before `start`."""
    if start <= last or start >= len(piece) or not is_cuttable(piece, start):
        return False
    before, after = piece[max(last, start - 80) : start], piece[start : start + 80]
    if not carries_text(piece[last:start]) or before[-1].isalnum() or after[0].islower():
        return False
    if after[0] in "”»)]}" or not carries_text(after.split(maxsplit=1)[0]):
        return False
    if _ENUMERATOR.fullmatch(piece, last, start) or ABBREVIATION.search(before):
        return False
    if _BEFORE_NUMBER.search(before) and after[0].isdigit():
        return False
    if _HOUR.search(before) and _AFTER_HOUR.match(after):
        return False
    if _INITIAL.search(before) and not _STARTERS.match(after):
        return False
    return not (before.rstrip()[-1] in "”\"’'»" and before.rstrip()[-2] in "?!…—" and _TAG.match(after))
