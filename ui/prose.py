"""An answer as the text of a chat message: the answer, its quotes, their sources; and where in it each quote stands.

For interfaces that know only messages. Quotes stand in it exactly, character for character, so that they can be found
again. Where a chat client would take what an article says for markup (a picture from elsewhere, a tag), the quote is
fenced as code: shown, never obeyed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.types import Answer, Citation, Claim
from ui.escape import one_line
from ui.words import attribution_words, confidence_words, origin_words, place_words, source_words, when_words

_ACTIVE = re.compile(r"!\[|\]\(|\]\[|\]:|<|`|\$|\*\*|__|~~|^\s*(?:[#>|=-]|\d+\.\s|[*+]\s)", re.M)
_OURS = re.compile(r"[\\`*\[\]<>]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation and the half-open range of the message in which its quote stands."""

    citation: Citation
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A message; `content[one.start:one.end] == one.citation.quote` for each of `quoted`, in order."""

    content: str
    quoted: tuple[Quoted, ...]


def prose(answer: Answer) -> Prose:
    """The message of an answer; for "none" why, and the closest passages."""
    page = _Page()
    if answer.message and answer.kind != "answer":  # that of an answer says what its confidence says
        page.line(_safe(answer.message))
    for number, claim in enumerate(answer.claims, 1):
        _claim(page, claim, "" if len(answer.claims) == 1 else f"{number}. ")
    if answer.closest:
        page.line("The closest passages:")
    for citation in answer.closest:
        page.quote(citation)
    if answer.alternatives:
        page.line("Considered too: " + " | ".join(_safe(one.text) for one in answer.alternatives))
    for note in answer.notes:
        page.line(f"Note: {_safe(note)}")
    page.sources()
    return Prose(page.content, tuple(page.quoted))


class _Page:
    """A message that is being written."""

    def __init__(self) -> None:
        self.content = ""
        self.quoted: list[Quoted] = []
        self._sources: list[str] = []

    def line(self, text: str) -> None:
        """A paragraph of our own words, or of words made safe."""
        self.content += ("\n\n" if self.content else "") + text

    def exact(self, text: str, before: str = "", after: str = "") -> int:
        """A paragraph that holds `text` as it is, and where it begins."""
        self.line(before)
        start = len(self.content)
        self.content += text + after
        return start

    def quote(self, citation: Citation) -> None:
        """A quotation with the number of its source."""
        source = f"{_safe(source_words(citation.article))} · {_safe(place_words(citation))}"
        if source not in self._sources:
            self._sources.append(source)
        number = f"[{self._sources.index(source) + 1}]"
        fence = _fence(citation.quote)
        before, after = (f"{fence}\n", f"\n{fence}\n{number}") if fence else ("“", f"” {number}")
        start = self.exact(citation.quote, before, after)
        self.quoted.append(Quoted(citation, start, start + len(citation.quote)))

    def sources(self) -> None:
        """The numbered list at the end."""
        if self._sources:
            self.line("Sources:\n" + "\n".join(f"[{n}] {source}" for n, source in enumerate(self._sources, 1)))


def _claim(page: _Page, claim: Claim, number: str) -> None:
    fence = _fence(claim.text)
    before, after = (f"{number}\n{fence}\n".lstrip(), f"\n{fence}") if fence else (number, "")
    page.exact(claim.text, before, after)
    for citation in claim.citations:
        page.quote(citation)
    said = [attribution_words(claim.attribution)] if claim.attribution else []
    when = [when_words(claim.when)] if claim.when else []
    facts = [confidence_words(claim.confidence), origin_words(claim), *said, *when]
    page.line(_safe("Confidence: " + "; ".join(facts)))


def _fence(text: str) -> str:
    """What fences a text that could be read as markup, longer than any in it; "" for plain text."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * max(3, longest + 1) if _ACTIVE.search(text) else ""


def _safe(text: str) -> str:
    """One line in which nothing is markup."""
    return _OURS.sub(lambda found: "\\" + found[0], one_line(text))
