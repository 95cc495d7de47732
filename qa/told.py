"""What an article tells of a speaker, with pronouns and bare surnames traced back to whom they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa.analysers import Analyser, Stretch
from qa.saying import Saying, described, sayings, subject
from qa.speaker import TITLES, Speaker
from qa.surroundings import Surroundings

SENTENCES_BACK = 6  # that "he" may look back; newspapers name a speaker again about every second paragraph
PARAGRAPHS_BACK = 2
_HE, _SHE = frozenset(("he", "him")), frozenset(("she", "her"))
_MALE = re.compile(r"\b(?:\w*(?<!wo)man|Mr|king|prince|father|brother|son|husband|actor|his)\b", re.I)
_FEMALE = re.compile(r"\b(?:\w*woman|Mrs|Ms|Miss|queen|princess|mother|sister|daughter|wife|actress)\b", re.I)


@dataclass(frozen=True, slots=True)
class Told:
    """A reporting clause in offsets of the article; all empty when nothing is told."""

    sentence: Stretch | None = None
    speaker: Speaker | None = None
    via: Stretch | None = None
    contents: tuple[Stretch, ...] = ()
    verb: Stretch | None = None
    also: Stretch | None = None  # the sentence that names whom a pronoun means
    here: Stretch | None = None  # the name as it stands beside the verb, where `speaker` is a fuller one

    @property
    def who(self) -> Stretch | None:
        """Where the speaker is named; None for a pronoun that nobody was found for."""
        return None if self.speaker is None or self.speaker.pronoun else self.speaker.who

    @property
    def names(self) -> list[Stretch]:
        """Where the speaker is named, the fuller name first."""
        return [one for one in (self.who, self.here) if one is not None]

    @property
    def role(self) -> Stretch | None:
        """What the speaker is."""
        return None if self.who is None or self.speaker is None else self.speaker.role

    @property
    def could_go_on(self) -> bool:
        """Whether the next sentence's words can be this speaker's."""
        return self.speaker is not None and (self.speaker.person or bool(self.speaker.pronoun))

    @property
    def places(self) -> list[Stretch]:
        """The sentences that a quotation needs so that its speaker is in it."""
        return [one for one in (self.sentence, self.also) if one is not None]

    def holds(self, content: Stretch, answer: Stretch) -> bool:
        """Whether an answer is among the words said, and not the speaker."""
        if self.speaker is not None and self.speaker.who.start < answer.end and answer.start < self.speaker.who.end:
            return False
        return content.start <= answer.start and answer.end <= content.end

    def is_source(self, answer: Stretch) -> bool:
        """Whether an answer is X in "according to X"."""
        who, verb = self.who, self.verb
        if who is None or verb is None or who.start - verb.end > len(" to the ") or self.via is not None:
            return False
        return verb.end - verb.start == len("according") and who.start < answer.end and answer.start < who.end

    def inside(self, answer: Stretch) -> bool:
        """Whether an answer is the whole report, verb and all."""
        verb, who = self.verb, self.who
        if verb is None or who is None or not (answer.start <= verb.start and verb.end <= answer.end):
            return False
        return any(answer.start <= c.start and c.end <= answer.end + 2 for c in self.contents)

    def through(self, outer: Told | None) -> Told:
        """The same, come through the outlet that reports it all."""
        return self if outer is None or self.via is not None else replace(self, via=outer.via)


def absolute(saying: Saying, sentence: Stretch) -> Told:
    """A reporting clause of a sentence in the article's offsets."""
    at = sentence.start
    who = saying.speaker
    moved = (
        None if who is None else replace(who, who=_moved(who.who, at), role=_moved(who.role, at) if who.role else None)
    )
    via = _moved(saying.via, at) if saying.via else None
    contents = tuple(_moved(one, at) for one in saying.contents)
    return Told(sentence, moved, via, contents, _moved(saying.verb, at))


def _moved(stretch: Stretch, by: int) -> Stretch:
    return Stretch(stretch.start + by, stretch.end + by)


def resolved(told: Told, around: Surroundings, analyser: Analyser) -> Told:
    """With a pronoun's antecedent, a surname's full name and an earlier told role, where each is plain."""
    who = told.speaker
    if who is not None and who.pronoun:
        found = _antecedent(told, who.pronoun, around, analyser)
        if found is None:
            return told
        told = replace(told, speaker=found.speaker, also=found.sentence)
    return _introduced(told, around, analyser)


def _antecedent(told: Told, pronoun: str, around: Surroundings, analyser: Analyser) -> Told | None:
    """The nearest earlier speaker or subject that a pronoun fits; None past one that may be a person or not."""
    for one in _earlier(told, around, analyser):
        if pronoun in _HE | _SHE and _doubtful(around.article.text, one):
            one = _introduced(one, around, analyser)
            if _doubtful(around.article.text, one):
                return None
        if _fits(around.article.text, pronoun, one):
            return one
    return None


def _doubtful(text: str, told: Told) -> bool:
    """A single capitalised word that says something, which the pipeline takes for a place or a body: a surname?"""
    who = told.speaker
    if who is None or who.person or who.pronoun or told.verb == who.who:
        return False
    return text[who.who.start : who.who.end].istitle() and text[who.who.start : who.who.end].isalpha()


def _fits(text: str, pronoun: str, told: Told) -> bool:
    who = told.speaker
    if who is None or who.pronoun:
        return False
    if pronoun in _HE | _SHE:
        words = text[who.who.start : who.who.end] + " " + (text[who.role.start : who.role.end] if who.role else "")
        return who.person and not (_FEMALE if pronoun in _HE else _MALE).search(words)
    if pronoun in ("they", "them"):
        return who.plural
    return pronoun == "it" and not who.person and not who.plural


def _earlier(told: Told, around: Surroundings, analyser: Analyser) -> Iterator[Told]:
    """Speakers and subjects of the sentences before, the nearest first."""
    if told.sentence is None or told.speaker is None:
        return
    number, seen = around.at(told.sentence.start), 0
    if number is None:
        return
    for paragraph in range(number, max(-1, number - PARAGRAPHS_BACK - 1), -1):
        for sentence in reversed(around.sentences(paragraph)):
            if sentence.start >= told.speaker.who.start:
                continue
            end = min(sentence.end, told.speaker.who.start)
            seen += 1
            if seen > SENTENCES_BACK:
                return
            yield from _named_in(paragraph, Stretch(sentence.start, end), sentence, around, analyser)


def _named_in(
    paragraph: int, part: Stretch, sentence: Stretch, around: Surroundings, analyser: Analyser
) -> Iterator[Told]:
    for piece in reversed(list(around.outside(paragraph, part))):
        words = around.article.text[piece.start : piece.end]
        analysis = analyser.analyse([words])[0]
        main = subject(words, analysis)
        found = [one.speaker for one in reversed(sayings(words, analysis)) if one.speaker is not None]
        for who in [*found, *([main] if main is not None else [])]:
            verb = who.who if who is main else Stretch(0, 0)  # a mere subject says nothing
            yield replace(absolute(Saying(verb, who, None, ()), piece), sentence=sentence)
        if not any(who.person for who in [*found, *([main] if main is not None else [])]):
            lone = [one for one in analysis.names if one.label == "PERSON"]
            one = described(words, analysis, lone[0]) if len(lone) == 1 else None
            yield Told(sentence, one if one is None else absolute(Saying(one.who, one, None, ()), piece).speaker)


def _introduced(told: Told, around: Surroundings, analyser: Analyser) -> Told:
    """A surname's full name, and the role, from where the article introduces the person."""
    who, text = told.speaker, around.article.text
    if who is None or who.role is not None:
        return told
    name = text[who.who.start : who.who.end]
    if not who.person and not name.isalpha():
        return told
    first = _first_mention(text, name, who.who.start) if " " in name or name[:1].isupper() else None
    number = around.at(first.start) if first is not None else None
    if first is None or number is None:
        return told
    sentence = around.sentence(number, first.start, first.end)
    words = text[sentence.start : sentence.end]
    introduction = described(words, analyser.analyse([words])[0], _moved(first, -sentence.start))
    if introduction is None or not introduction.person:
        return told if not who.person or " " in name else replace(told, speaker=replace(who, who=first), here=who.who)
    found = absolute(Saying(introduction.who, introduction, None, ()), sentence).speaker
    return replace(told, speaker=found, here=who.who)


def _first_mention(text: str, name: str, before: int) -> Stretch | None:
    """The first place before that gives this name in full; None when two people share the surname."""
    surname = re.escape(name.split()[-1])
    found: dict[str, Stretch] = {}
    for match in re.finditer(rf"(?<![\w’'-])((?:[A-Z][\w’'-]+[ \u00a0]){{1,3}}){surname}(?![\w-])", text[:before]):
        start = match.start()
        for word in match[1].split():
            if word.lower().rstrip(".") in TITLES or not _forename(word):
                start = text.index(word, start) + len(word) + 1
        if start < match.start() + len(match[1]):
            found.setdefault(text[start : match.end()], Stretch(start, match.end()))
    if " " in name:
        return found.get(name)
    return next(iter(found.values())) if len(found) == 1 else None


def _forename(word: str) -> bool:
    return word not in _NO_FORENAME and not word.endswith(("’s", "'s"))


_NO_FORENAME = frozenset(
    "The A An And But As In On At By For From When While After Before Mr Mrs Ms Dr Miss Sir Lord Lady Defence "
    "Defense Foreign Interior Prime Deputy Vice Former Russian Ukrainian American British French German Israeli "
    "Chinese Kremlin Senate House Police State Local Regional Federal National General Army Navy Union City "
    "County According Then However Yet Meanwhile Also Finance Health Transport Energy Justice Education "
    "Environment".split()
)
