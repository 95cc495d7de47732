"""Candidates about an article's topic, or another who does it, where the question names one spoken of elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.sentences import sentences
from qa.analysers import Analyser
from qa.inquiry import Fault, Inquiry, Place
from qa.level import contradicts, may_be_person, of_one_sort
from qa.realms import is_realm
from qa.restriction import said
from qa.rival import akin
from qa.slots import Slot, slots
from qa.tree import tree_of

_BODY = "body"  # what the analyser takes for a body is no person
LEAD = 3  # sentences after the title in which an article names what it is about


def other_topic(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Who is captain of Orsa, in an article about Tulm Rovers that speaks of Orsa two sentences away or more.

    News says what it tells of by its title: what no name stands beside is told of that.
    """
    article, names = place.citation.article, asked.names
    title = said(article.title or "")
    ties = [tie for tie in asked.ties if tie.slot.how in ("which", "actor", "is") or tie.is_place]
    near = f"{next(place.back(), '')} {place.quote}"
    if not ties or any(name.is_in(title) or is_realm(name.text) or name.is_hinted(near) for name in names):
        return None
    if not any(name.is_in(said(article.text)) for name in names):
        return None
    around = f"{asked.text} {article.text}"
    for slot, topic in _topics(article.text, title, analyser):
        for tie in ties:
            if not slot.ending:
                is_sort = not may_be_person(topic, around)
            else:
                is_sort = not any(_is_place(name, article.text) for name in (topic, tie.name.text))
            is_rival = is_sort and of_one_sort(tie.name.text, topic, around)
            if is_rival and contradicts(tie.name, tie.slot, topic, slot, place.citation):
                return Fault(tie.name.text, topic)
    return None


def _is_place(name: str, text: str) -> bool:
    return bool(re.search(rf"\b(?:in|near|from|to|across|of) (?:the )?{re.escape(name)}\b", text))


def _topics(text: str, title: frozenset[str], analyser: Analyser) -> Iterator[tuple[Slot, str]]:
    """The names of the first sentences that the title has too."""
    for one in sentences(text)[1 : LEAD + 1]:
        lead = text[one.start : one.end]
        tree = tree_of(lead, analyser)
        known = (Slot("", "", name, 0, _BODY) for name in tree.analysis.names if name.label == "ORG")
        for slot in [*slots(tree), *known]:
            name = lead[slot.name.start : slot.name.end].removeprefix("The ")
            if (told := said(name)) and told <= title:
                yield slot, name


def other_subject(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Another is the subject of what the answer belongs to: how many tickets Orsa sold; "Tulm sold nine tickets"."""
    verb = asked.clause.lemma if asked.clause else ""
    ties = [tie for tie in asked.ties if tie.slot.how in ("actor", "object") and akin(tie.slot.word, verb)]
    ties = [tie for tie in ties if not asked.has_words_of(tie)]
    governing = set(_governing(place))
    for slot in place.slots:
        rival = place.quote[slot.name.start : slot.name.end]
        subject = place.tree.subject(slot.at)
        holds = subject is not None and slot.name.start <= place.tree.tokens[subject].start < slot.name.end
        if slot.at not in governing or place.answers_with(slot) or any(name.is_called(rival) for name in asked.names):
            continue
        for tie in ties:
            is_same_act = akin(slot.word, verb) and slot.how == tie.slot.how
            if not (holds or (is_same_act and slot.how == "object")):
                continue
            if not is_same_act and any(name.is_hinted(place.quote) for name in asked.names):
                continue
            around = f"{asked.text} {place.citation.article.text}"
            if of_one_sort(tie.name.text, rival, around) and contradicts(
                tie.name, tie.slot, rival, slot, place.citation
            ):
                return Fault(tie.name.text, rival)
    return None


def _governing(place: Place) -> Iterator[int]:
    """The verbs above the answer, up to one of which a plain noun is the subject: "his teams"."""
    tree = place.tree
    at = tree.top(*place.citation.answer_in_quote)
    while at is not None:
        subject = tree.subject(at) if tree.tokens[at].pos in ("VERB", "AUX") else None
        if tree.tokens[at].pos in ("VERB", "AUX"):
            yield at
        at = None if subject is not None and tree.tokens[subject].pos == "NOUN" else tree.up(at)
