"""What stands around a place of an article: its paragraphs, sentences and direct speech, without muted ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index.sentences import Sentence, paragraphs, sentences
from index.types import Article
from qa.analysers import Stretch
from qa.speech import Speech, speeches

MAX_PARAGRAPHS = 8  # over which one quotation may run


@dataclass(frozen=True, slots=True)
class Surroundings:
    """An article's paragraphs in order. Raises nothing: a place in no paragraph has no surroundings (None)."""

    article: Article
    paragraphs: tuple[Sentence, ...]

    def at(self, place: int) -> int | None:
        """The number of the paragraph that holds a place."""
        return next((i for i, one in enumerate(self.paragraphs) if one.start <= place < one.end), None)

    def sentences(self, number: int) -> list[Stretch]:
        """A paragraph's sentences."""
        own = self.paragraphs[number]
        found = sentences(self.article.text[own.start : own.end])
        return [Stretch(own.start + one.start, own.start + one.end) for one in found]

    def sentence(self, number: int, start: int, end: int) -> Stretch:
        """From the beginning of the sentence that holds `start` to the end of that which holds `end`."""
        holding = [one for one in self.sentences(number) if one.start < end and start < one.end]
        return Stretch(min([start, *(s.start for s in holding)]), max([end, *(s.end for s in holding)]))

    def speeches(self, number: int) -> list[Speech]:
        """A paragraph's direct speech."""
        own = self.paragraphs[number]
        return speeches(self.article.text, own.start, own.end)

    def opened(self, number: int) -> int | None:
        """The paragraph in which a quotation began that goes on in this one; None when this one stands for itself.

        It goes on when each paragraph opens it again, as is the custom, or when a mark that closes nothing follows.
        """
        reopened = self._reopened(number)
        for before in range(number - 1, max(-1, number - MAX_PARAGRAPHS), -1):
            if self._surplus(before) < 0:
                return None
            if any(speech.open for speech in self.speeches(before)):
                if reopened and self._reopened(before) and self.opened(before) is not None:
                    continue
                return before if reopened or self._closes_later(number) else None
            if reopened:
                return None
        return None

    def _reopened(self, number: int) -> bool:
        return self.article.text[self.paragraphs[number].start] in '“"„«'

    def _closes_later(self, number: int) -> bool:
        for after in range(number, min(len(self.paragraphs), number + MAX_PARAGRAPHS)):
            if self._surplus(after) < 0:
                return True
            if self._surplus(after) > 0:
                return False
        return False

    def _surplus(self, number: int) -> int:
        """Opening less closing marks."""
        own = self.paragraphs[number]
        words = self.article.text[own.start : own.end]
        return words.count("“") - words.count("”")

    def outside(self, number: int, within: Stretch) -> Iterator[Stretch]:
        """The parts of a sentence that are no direct speech, in order; blank ones are left out."""
        at = within.start
        for speech in [*self.speeches(number), Speech(within.end, within.end)]:
            end = min(speech.start, within.end)
            if at < end and any(c.isalnum() for c in self.article.text[at:end]):
                yield Stretch(at, end)
            at = max(at, speech.end)

    def free(self, start: int, end: int) -> bool:
        """Whether nothing muted stands in a range."""
        return not any(muted.start < end and start < muted.end for muted in self.article.muted)


def surroundings(article: Article) -> Surroundings:
    """Of one article: its paragraphs but for those that muted ranges touch."""
    kept = [
        one
        for one in paragraphs(article.text)
        if not any(muted.start < one.end and one.start < muted.end for muted in article.muted)
    ]
    return Surroundings(article, tuple(kept))
