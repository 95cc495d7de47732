"""Reporting clauses of a sentence: who says, through whom, and which words are what is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa.analysers import Analysis, Stretch
from qa.content import content
from qa.outlet import channel, is_outlet, talks
from qa.reporting import CLAUSAL, UNSAID
from qa.source import called, is_passive, quoted, source, text_of
from qa.speaker import Speaker, bare, speaker
from qa.tree import Tree, grow

_WITHHOLDS = frozenset(("refuse", "decline", "fail", "stop", "avoid"))
_FINDS = frozenset(("find", "show"))
_FINDINGS = frozenset(
    "study report survey poll analysis investigation inquiry research audit review commission committee panel "
    "researcher scientist investigator inspector auditor".split()
)
_HEARSAY = frozenset(("reportedly", "allegedly", "purportedly"))


@dataclass(frozen=True, slots=True)
class Saying:
    """One reporting clause; ranges of one text. `verb` is where it says so; `contents` may be empty in a bare tag.

    `speaker` is None where the words name nobody ("it is reported that").
    """

    verb: Stretch
    speaker: Speaker | None
    via: Stretch | None
    contents: tuple[Stretch, ...]


def sayings(text: str, analysis: Analysis) -> list[Saying]:
    """Every reporting clause of an analysed sentence, in the order of its verbs."""
    tree = grow(text, analysis)
    found = [saying for at in range(len(tree.tokens)) for saying in _at(tree, at)]
    return sorted(found, key=lambda one: one.verb.start)


def subject(text: str, analysis: Analysis) -> Speaker | None:
    """The subject of the main clause: whom a later "he" or an unattributed quotation means."""
    tree = grow(text, analysis)
    roots = [at for at, token in enumerate(tree.tokens) if token.head == at]
    head = next((found for root in roots if (found := tree.subject(root)) is not None), None)
    return speaker(tree, head) if head is not None else None


def described(text: str, analysis: Analysis, name: Stretch) -> Speaker | None:
    """Whom a sentence introduces by this name, with the role it gives; None when it does not name a person there."""
    tree = grow(text, analysis)
    at = next((i for i, token in enumerate(tree.tokens) if token.end == name.end), None)
    while at is not None and (up := tree.up(at)) is not None:
        inside = name.start <= tree.tokens[up].start < name.end
        if not inside and tree.tokens[at].dep != "appos":
            break
        at = up
    found = speaker(tree, at) if at is not None else None
    return found if found is not None and (found.who.start, found.who.end) == (name.start, name.end) else None


def _at(tree: Tree, at: int) -> Iterator[Saying]:
    token, word = tree.tokens[at], tree.word(at).lower()
    if word in _HEARSAY and token.dep == "advmod":
        yield Saying(Stretch(token.start, token.end), None, None, (tree.range(tree.below(token.head)),))
    elif word == "according" and (to := _pobj(tree, at, "to")) is not None:
        yield _according(tree, at, to)
    elif token.pos in ("VERB", "AUX") and _is_saying(tree, at):
        yield from _saying(tree, at)


def _is_saying(tree: Tree, at: int) -> bool:
    lemma = tree.tokens[at].lemma.lower()
    if lemma in UNSAID and tree.named(at, "neg"):
        return False
    up = tree.up(at)
    if up is not None and tree.tokens[at].dep == "xcomp" and tree.tokens[up].lemma.lower() in _WITHHOLDS:
        return False
    return lemma in CLAUSAL or lemma in _FINDS


def _saying(tree: Tree, at: int) -> Iterator[Saying]:
    said, found = content(tree, at), source(tree, at)
    if tree.tokens[at].lemma.lower() in _FINDS and not _is_finding(tree, found.who):
        return
    who = None if found.who is None else (speaker if found.via is None else quoted)(tree, found.who)
    via = None if found.via is None else _outlet(tree, found.via)
    if who is None and is_passive(tree, at) and not _expletive(tree, at):
        return
    if who is not None and found.who is not None and via is None and _is_outlet(tree, who):
        cited, via = _cited(tree), called(tree, found.who)
        who = None if cited is None else quoted(tree, cited)
    verb = Stretch(tree.tokens[at].start, tree.tokens[at].end)
    yield Saying(verb, who, via or _channel(tree, at, said), said)


def _is_outlet(tree: Tree, who: Speaker) -> bool:
    """Whether a speaker is an outlet, which only passes on what another says."""
    return not who.pronoun and is_outlet(tree.text[who.who.start : who.who.end])


def _is_finding(tree: Tree, who: int | None) -> bool:
    """Whether somebody "finds" or "shows" as a study does: that is said, not seen."""
    return who is not None and tree.tokens[who].lemma.lower() in _FINDINGS


def _according(tree: Tree, at: int, to: int) -> Saying:
    """All of the sentence before and after "according to X" is what X says."""
    verb = Stretch(tree.tokens[at].start, tree.tokens[at].end)
    who = speaker(tree, to)
    end = max(one.end for one in (who.who, who.role) if one is not None)
    contents = tuple(one for one in (Stretch(0, verb.start), Stretch(end, len(tree.text))) if one.end > one.start)
    if is_outlet(text_of(tree, to)) and not who.person:
        return Saying(verb, None, called(tree, to), contents)
    return Saying(verb, who, None, contents)


def _pobj(tree: Tree, at: int, preposition: str) -> int | None:
    for child in tree.named(at, "prep"):
        if tree.word(child).lower() == preposition:
            return next(iter(tree.named(child, "pobj")), None)
    return None


def _cited(tree: Tree) -> int | None:
    """The source in "AFP reported, citing the ministry"."""
    for at, token in enumerate(tree.tokens):
        if tree.word(at).lower() in ("citing", "quoting") and token.dep != "ROOT":
            return next(iter(tree.named(at, "dobj", "pobj")), None)
    return None


def _channel(tree: Tree, at: int, contents: tuple[Stretch, ...]) -> Stretch | None:
    """The speaker's own channel, or the outlet of an interview, named outside of what is said."""
    first = 0
    while (found := channel(tree.text, first, len(tree.text))) is not None:
        if not _within(found.start(1), contents):
            return Stretch(found.start(1), found.end(1))
        first = found.end()
    for place in talks(tree.text, 0, len(tree.text)):
        if (
            not _within(place, contents)
            and (head := _starting(tree, place)) is not None
            and is_outlet(text_of(tree, head))
        ):
            return called(tree, head)
    for i, token in enumerate(tree.tokens):
        if (
            token.lemma.lower() in ("speak", "talk")
            and tree.tokens[at].head != i
            and not _within(token.start, contents)
        ):
            head = _pobj(tree, i, "to") or _pobj(tree, i, "with")
            if head is not None and is_outlet(text_of(tree, head)):
                return called(tree, head)
    return None


def _starting(tree: Tree, place: int) -> int | None:
    """The head of the noun phrase that begins at an offset."""
    for one in tree.analysis.phrases:
        if one.start == place:
            return tree.top(one.start, one.end)
    return None


def _within(place: int, contents: tuple[Stretch, ...]) -> bool:
    return any(one.start <= place < one.end for one in contents)


def _expletive(tree: Tree, at: int) -> bool:
    """ "It is said that …": nobody is named, yet it is hearsay."""
    who = tree.subject(at)
    return who is not None and tree.word(who).lower() == "it"


def _outlet(tree: Tree, head: int) -> Stretch:
    """An outlet's whole noun phrase, where the parser sees more in it than one ("the official TASS news agency")."""
    place = tree.tokens[head].start
    for one in tree.analysis.phrases:
        if one.start <= place < one.end and is_outlet(tree.text[one.start : one.end]):
            return bare(tree.text, Stretch(one.start, one.end))
    return called(tree, head)
