"""Whose voice a range of an article is: who speaks a quotation, who is reported, or nobody but the outlet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.analysers import Analyser, Stretch
from qa.saying import Saying, sayings, subject
from qa.speaker import Speaker
from qa.speech import Speech
from qa.surroundings import Surroundings, surroundings
from qa.told import Told, absolute, resolved
from qa.types import Attribution, Citation, Voice

MAX_QUOTE = 1_200  # characters of a quote made wider; chosen by hand: about three long paragraphs
MAX_ADDED = 700
FRAGMENT_WORDS = 4  # marks round fewer words that nobody is said to speak are a title, a nickname or scorn


@dataclass(frozen=True, slots=True)
class Attributed:
    """A citation, perhaps wider, who says so, and where in its quote the speaker is named (None: nowhere)."""

    citation: Citation
    attribution: Attribution
    name: Stretch | None = None


def spoken_by(citation: Citation, analyser: Analyser) -> Speaker | None:
    """The speaker whom an answer names, where its own sentence says that this person or body says something."""
    around = surroundings(citation.article)
    number = around.at(citation.answer_start)
    if number is None:
        return None
    return _Finder(around, analyser).speaking(number, Stretch(citation.answer_start, citation.answer_end))


def heard(citation: Citation, analyser: Analyser) -> Attributed:
    """Who says what a citation answers, and the citation wide enough to hold that speaker."""
    around = surroundings(citation.article)
    number = around.at(citation.answer_start)
    if number is None:
        return Attributed(citation, Attribution(None, None, None, "outlet"))
    finder = _Finder(around, analyser)
    answer = Stretch(citation.answer_start, citation.answer_end)
    voice, told = finder.voiced(number, answer)
    text = citation.article.text
    said = Attribution(_slice(text, told.who), _slice(text, told.role), _slice(text, told.via), voice)
    wide = _wider(citation, around, told.places)
    return Attributed(
        wide, said, next((one for one in told.names if wide.start <= one.start and one.end <= wide.end), None)
    )


def _slice(text: str, stretch: Stretch | None) -> str | None:
    return None if stretch is None else text[stretch.start : stretch.end]


def _wider(citation: Citation, around: Surroundings, places: Sequence[Stretch]) -> Citation:
    """The quote with the sentences that tell who speaks, each while it is near and nothing between is muted."""
    for place in sorted(places, key=lambda one: (abs(one.start - citation.start), one.start)):
        start, end = min(citation.start, place.start), max(citation.end, place.end)
        added = (end - start) - (citation.end - citation.start)
        if 0 < added <= MAX_ADDED and end - start <= MAX_QUOTE and around.free(start, end):
            citation = replace(citation, start=start, end=end)
    return citation


@dataclass(frozen=True, slots=True)
class _Finder:
    """Looks for who speaks in one article."""

    around: Surroundings
    analyser: Analyser

    @property
    def text(self) -> str:
        return self.around.article.text

    def voiced(self, number: int, answer: Stretch) -> tuple[Voice, Told]:
        """The voice of a range of a paragraph and what is told of its speaker."""
        speech = next(
            (s for s in self.around.speeches(number) if s.start <= answer.start and answer.end <= s.end), None
        )
        began = self.around.opened(number)
        outer = self._outer(began)
        continued = speech is not None and began is not None and speech.start == self.around.paragraphs[number].start
        if speech is not None and not continued:
            told = self._spoken(number, speech, answer)
            if told is not None:
                return "quote", self._resolved(told).through(outer)
            if outer is None:
                return ("outlet" if self._fragment(speech) else "quote"), Told()
        if continued and speech is not None:
            told = self._tagged(number, speech) or outer
            return "quote", self._resolved(told) if told is not None else Told()
        governed = self._governed(number, answer)
        if governed is not None:
            return "report", self._resolved(governed).through(outer)
        return ("quote", self._resolved(outer)) if outer is not None else ("outlet", Told())

    def _outer(self, began: int | None) -> Told | None:
        """Who speaks the quotation over several paragraphs that began in that one."""
        if began is None:
            return None
        speech = self._last_open(began)
        return self._spoken(began, speech, Stretch(speech.start, speech.start + 1))

    def _spoken(self, number: int, speech: Speech, answer: Stretch) -> Told | None:
        """Who speaks a quotation: by a tag, by the sentence it is part of, by what stands before or after it."""
        told = self._tagged(number, speech) or self._governed(number, answer)
        if told is not None or self._fragment(speech):
            return told
        if speech.open and number + 1 < len(self.around.paragraphs) and self.around.opened(number + 1) == number:
            # A paragraph that only closes the quotation has no speech of its own.
            told = next((self._tagged(number + 1, one) for one in self.around.speeches(number + 1)[:1]), None)
        return told or self._before(number, speech)

    def _fragment(self, speech: Speech) -> bool:
        words = self.text[speech.start : speech.end].split()
        ends = self.text[speech.end - 2] in ".!?…,"
        title = all(word.strip("“”\"'‘’,.")[:1].isupper() for word in words if len(word) > 4)
        return len(words) < FRAGMENT_WORDS or title or not (ends or speech.open)

    def _last_open(self, number: int) -> Speech:
        return next(speech for speech in reversed(self.around.speeches(number)) if speech.open)

    def _tagged(self, number: int, speech: Speech) -> Told | None:
        """The reporting clause right after a quotation, or the one that leads to it."""
        whole = self.around.sentence(number, speech.start, speech.end)
        others = self.around.speeches(number)
        after = min([whole.end, *(s.start for s in others if s.start >= speech.end)])
        before = max([whole.start, *(s.end for s in others if s.end <= speech.start)])
        return self._tail(speech.end, after) or self._head(number, before, speech.start)

    def _tail(self, start: int, end: int) -> Told | None:
        inside, follows = self.text[start - 2 : start - 1], self.text[start : start + 1]
        if inside not in set(",!?…—–") and follows != ",":
            return None
        while start < end and not self.text[start].isalnum():
            start += 1
        found = self._sayings(Stretch(start, end)) if start < end else []
        return found[0] if found and (found[0].speaker is not None or found[0].via is not None) else None

    def _head(self, number: int, start: int, end: int) -> Told | None:
        lead = self.text[start:end].rstrip()
        if not lead and number > 0 and start == self.around.paragraphs[number].start:
            return self._lead(number - 1)
        if not lead or lead[-1] not in ":,":
            return None
        found = [one for one in self._sayings(Stretch(start, start + len(lead))) if not one.contents or lead[-1] == ":"]
        if found:
            return found[-1]
        return self._subject(Stretch(start, start + len(lead))) if lead[-1] == ":" else None

    def _lead(self, number: int) -> Told | None:
        """A paragraph that only leads to a quotation: "Associated Press reported:", or one that does not end."""
        last = self.around.sentences(number)[-1]
        words = self.text[last.start : last.end]
        if words[-1] != ":" and (words[-1] in ".!?…”\"’'»)" or len(words) > 200):
            return None
        found = [one for one in self._sayings(last) if not one.contents or words[-1] == ":"]
        return found[-1] if found else None

    def _governed(self, number: int, answer: Stretch) -> Told | None:
        """The innermost reporting clause whose words the answer is among."""
        sentence = self.around.sentence(number, answer.start, answer.end)
        found = self._sayings(sentence)
        if any(one.is_source(answer) for one in found):
            return None
        holding = [(c.end - c.start, i) for i, one in enumerate(found) for c in one.contents if one.holds(c, answer)]
        if holding:
            inner, *outers = [found[i] for _, i in sorted(holding)]
            return inner.through(next((one for one in outers if one.via is not None), None))
        return next((one for one in found if one.inside(answer)), None)

    def _before(self, number: int, speech: Speech) -> Told | None:
        """The speaker of the sentence before a quotation that has no tag, in its paragraph or just before."""
        earlier = [s for s in self.around.sentences(number) if s.end <= speech.start]
        if earlier:
            return self._speaking(number, earlier[-1])
        own = self.around.paragraphs[number]
        if number == 0 or any(c.isalnum() for c in self.text[min(speech.end, own.end) : own.end]):
            return None
        return self._speaking(number - 1, self.around.sentences(number - 1)[-1], only_saying=True)

    def _speaking(self, number: int, sentence: Stretch, only_saying: bool = False) -> Told | None:
        """Who speaks in a sentence: the last person that is said to say something, else its subject."""
        for part in reversed(list(self.around.outside(number, sentence))):
            people = [one for one in self._sayings(part) if one.speaker is not None and one.could_go_on]
            if people:
                return people[-1]
        if only_saying:
            return None
        parts = list(self.around.outside(number, sentence))
        found = self._subject(parts[0]) if parts else None
        return found if found is not None and found.could_go_on else None

    def _sayings(self, stretch: Stretch) -> list[Told]:
        words = self.text[stretch.start : stretch.end]
        found: list[Saying] = sayings(words, self.analyser.analyse([words])[0])
        return [absolute(one, stretch) for one in found]

    def _subject(self, stretch: Stretch) -> Told | None:
        words = self.text[stretch.start : stretch.end]
        found: Speaker | None = subject(words, self.analyser.analyse([words])[0])
        if found is None or not (found.person or found.pronoun in ("he", "she")):
            return None
        return absolute(Saying(found.who, found, None, ()), stretch)

    def speaking(self, number: int, answer: Stretch) -> Speaker | None:
        """The first speaker of a reporting clause, outside direct speech, that an answer overlaps."""
        sentence = self.around.sentence(number, answer.start, answer.end)
        parts = [sentence, *self.around.outside(number, sentence)]
        named = [one.speaker for part in parts for one in self._sayings(part) if one.who is not None]
        found = (one for one in named if one is not None)
        return next((one for one in found if one.who.start < answer.end and answer.start < one.who.end), None)

    def _resolved(self, told: Told) -> Told:
        return resolved(told, self.around, self.analyser)
