"""Reporting clauses of a sentence: who says, through whom, and which words are what is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa.analysers import Analysis, Stretch
from qa.outlet import channel, is_outlet, talks
from qa.speaker import Speaker, bare, phrase, speaker
from qa.tree import Tree, grow

# Verbs of saying with a clause (what is said). Those of `_WITH_OBJECT` say with an object too ("confirmed the loss").
_WITH_CLAUSE = frozenset(
    "say claim state announce declare report tell add note write tweet post argue insist warn explain believe "
    "think acknowledge admit concede allege assert maintain contend suggest hint stress emphasize emphasise "
    "underline reiterate repeat remark observe comment reply respond answer reveal disclose predict "
    "estimate confirm deny reject describe call accuse blame promise pledge vow urge complain boast joke testify "
    "conclude quote cite continue shout whisper recount ask wonder caution forecast calculate express voice "
    "inform assure agree indicate read caption dismiss denounce condemn praise".split()
)
_WITH_OBJECT = {
    "confirm": ("dobj",), "deny": ("dobj", "xcomp"), "report": ("dobj",), "acknowledge": ("dobj", "xcomp"),
    "announce": ("dobj",), "estimate": ("dobj", "prep"), "describe": ("prep",), "call": ("oprd", "xcomp"),
    "accuse": ("dobj", "prep"), "blame": ("dobj", "prep"), "promise": ("xcomp",), "pledge": ("xcomp",),
    "vow": ("xcomp",), "urge": ("xcomp",), "tell": ("xcomp",), "warn": ("xcomp", "prep"), "express": ("dobj",),
    "voice": ("dobj",), "predict": ("dobj",), "forecast": ("dobj",), "admit": ("xcomp", "dobj", "prep"),
    "allege": ("dobj",), "claim": ("xcomp", "dobj"), "boast": ("prep",), "complain": ("prep",), "write": ("dobj",),
}  # fmt: skip
_LEADS_TO = {
    "describe": ("as",), "estimate": ("at",), "accuse": ("of",), "blame": ("for", "on"), "admit": ("to",),
    "warn": ("of", "about", "against"), "boast": ("of", "about"), "complain": ("of", "about"),
}  # fmt: skip
_UNSAID = frozenset("say tell confirm reveal disclose report announce comment read call quote".split())  # with "not"
_WITHHOLDS = frozenset(("refuse", "decline", "fail", "stop", "avoid"))
_FINDINGS = frozenset(
    "study report survey poll analysis investigation inquiry research audit review commission committee panel "
    "researcher scientist investigator inspector auditor".split()
)
_HEARSAY = frozenset(("reportedly", "allegedly", "purportedly"))
_SHARING = ("conj", "advcl", "xcomp")  # clauses without a subject of their own: it is their head's


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
    elif word == "according" and (source := _pobj(tree, at, "to")) is not None:
        yield _source(tree, at, source)
    elif token.pos in ("VERB", "AUX", "NOUN") and _is_saying(tree, at):
        yield from _saying(tree, at)


def _is_saying(tree: Tree, at: int) -> bool:
    lemma = tree.tokens[at].lemma.lower()
    if tree.tokens[at].pos == "NOUN":
        return False
    if lemma in _UNSAID and tree.named(at, "neg"):
        return False
    up = tree.up(at)
    if up is not None and tree.tokens[at].dep == "xcomp" and tree.tokens[up].lemma.lower() in _WITHHOLDS:
        return False
    return lemma in _WITH_CLAUSE or lemma in ("find", "show")


def _saying(tree: Tree, at: int) -> Iterator[Saying]:
    lemma = tree.tokens[at].lemma.lower()
    contents = _joined(tree, at, tuple(_contents(tree, at, lemma)))
    voiced = _voices(tree, at)
    if lemma in ("find", "show") and not (
        voiced.who is not None and tree.tokens[voiced.who].lemma.lower() in _FINDINGS
    ):
        return
    verb = Stretch(tree.tokens[at].start, tree.tokens[at].end)
    who = (
        None
        if voiced.who is None
        else _object(tree, voiced.who)
        if voiced.via is not None
        else speaker(tree, voiced.who)
    )
    via = None if voiced.via is None else _outlet(tree, voiced.via)
    if who is None and _passive(tree, at) and not _expletive(tree, at):
        return
    if (
        who is not None
        and voiced.who is not None
        and via is None
        and not who.pronoun
        and is_outlet(tree.text[who.who.start : who.who.end])
    ):
        cited = _cited(tree)
        who, via = (_object(tree, cited) if cited is not None else None), _words(tree, voiced.who)
    yield Saying(verb, who, via or _channel(tree, at, contents), contents)


def _joined(tree: Tree, at: int, contents: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """With all that follows the verb as one: the parser at times cuts what is said in two."""
    after = [one for one in contents if one.start > tree.tokens[at].start]
    if len(after) < 2:
        return contents
    return (*contents, Stretch(min(one.start for one in after), max(one.end for one in after)))


@dataclass(frozen=True, slots=True)
class _Voices:
    """Positions of the heads of who says and of who passes it on."""

    who: int | None = None
    via: int | None = None


def _voices(tree: Tree, at: int) -> _Voices:
    lemma, up = tree.tokens[at].lemma.lower(), tree.up(at)
    if up is not None and tree.tokens[at].dep == "pcomp" and tree.word(up).lower() == "as":
        quoting = tree.up(up)
        if quoting is not None and tree.tokens[quoting].lemma.lower() in ("quote", "cite"):
            return _quoting(tree, quoting)
    if lemma in ("quote", "cite"):
        return _quoting(tree, at)
    who = _subject(tree, at)
    if _passive(tree, at):
        return _Voices(_agent(tree, at))
    if who is not None:
        for quoted in tree.named(who, "acl"):
            by = _agent(tree, quoted) if tree.tokens[quoted].lemma.lower() in ("quote", "cite") else None
            if by is not None and is_outlet(_text(tree, by)):
                return _Voices(who, by)
    if lemma == "tell":
        told = next(iter(tree.named(at, "dobj", "dative")), None)
        if told is not None and is_outlet(_text(tree, told)):
            return _Voices(who, told)
    return _Voices(who)


def _object(tree: Tree, head: int) -> Speaker:
    """The speaker who is a verb's object, with the place or body that the parser hangs on the verb: "a source in …"."""
    who = speaker(tree, head)
    up = tree.up(head)
    if up is None or (who.person and who.role is not None):
        return who
    for preposition in tree.named(up, "prep"):
        adjoins = tree.text[who.who.end : tree.tokens[preposition].start] == " "
        if adjoins and tree.word(preposition).lower() in ("in", "at", "of", "from", "within", "inside", "near", "with"):
            return replace(who, who=Stretch(who.who.start, phrase(tree, preposition).end))
    return who


def _quoting(tree: Tree, at: int) -> _Voices:
    passive = next(iter(tree.named(at, "nsubjpass")), None)
    if passive is not None:
        below = [at, *(said for by in tree.named(at, "prep") for said in tree.named(by, "pcomp"))]
        return _Voices(passive, next((found for one in below if (found := _agent(tree, one)) is not None), None))
    who = next(iter(tree.named(at, "dobj")), None)
    return _Voices(who, _subject(tree, at))


def _agent(tree: Tree, at: int) -> int | None:
    for by in tree.named(at, "agent", "prep"):
        if tree.word(by).lower() == "by":
            return next(iter(tree.named(by, "pobj")), None)
    return None


def _subject(tree: Tree, at: int) -> int | None:
    """The subject of a verb, its head's where it has none; a relative pronoun stands for what it follows."""
    for _ in range(4):
        own = tree.subject(at)
        if own is not None:
            if tree.word(own).lower() in ("who", "which", "that") and tree.tokens[at].dep == "relcl":
                return tree.up(at)
            return own
        if tree.tokens[at].dep not in _SHARING or (up := tree.up(at)) is None:
            return _inverted(tree, at) or _right_before(tree, at)
        at = up
    return None


def _right_before(tree: Tree, at: int) -> int | None:
    """The person named right before a verb whose subject the parser missed: "…, Edith Sommer, said"."""
    place = tree.tokens[at].start
    for entity in tree.analysis.names:
        if entity.label == "PERSON" and entity.end < place and tree.text[entity.end : place] in (" ", ", "):
            return next(i for i, token in enumerate(tree.tokens) if token.end == entity.end)
    return _after_comma(tree, at)


def _after_comma(tree: Tree, at: int) -> int | None:
    """The head of the words between a comma and the verb that ends a sentence: "…, the head of the group said."."""
    comma = max((i for i in range(at) if tree.word(i) == ","), default=at)
    inside = range(comma + 1, at)
    if not 0 < len(inside) <= 10 or any(tree.tokens[i].pos in ("VERB", "AUX", "PUNCT", "SCONJ") for i in inside):
        return None
    ends = all(not any(c.isalnum() for c in tree.word(i)) for i in range(at + 1, len(tree.tokens)))
    head = next((i for i in inside if tree.tokens[i].head not in inside), None)
    return head if ends and head is not None and tree.tokens[head].pos in ("NOUN", "PROPN", "PRON") else None


def _inverted(tree: Tree, at: int) -> int | None:
    """In "said Mayor Anna Lohr" at the beginning of a tag the parser at times takes the subject for an object."""
    if any(any(c.isalpha() for c in tree.word(before)) for before in range(at)):
        return None
    after = [child for child in tree.named(at, "dobj", "attr", "npadvmod", "dative", "oprd") if child > at]
    return after[0] if after and tree.tokens[after[0]].pos in ("NOUN", "PROPN", "PRON") else None


def _contents(tree: Tree, at: int, lemma: str) -> Iterator[Stretch]:
    token = tree.tokens[at]
    for child in tree.children[at]:
        dep = tree.tokens[child].dep
        if dep == "ccomp" or (dep in _WITH_OBJECT.get(lemma, ()) and _says_so(tree, lemma, child)):
            yield _on(tree, at, child)
        elif dep in ("dobj", "npadvmod", "attr"):  # "said the day before that …"
            yield from (tree.range(tree.below(said)) for said in _that(tree, child))
        elif dep == "prep":
            yield from (
                tree.range(tree.below(said)) for noun in tree.named(child, "pobj") for said in _that(tree, noun)
            )
    if token.dep == "parataxis" and (up := tree.up(at)) is not None:
        yield from _around(tree, up, at)
    for preposition in tree.named(at, "prep"):
        if lemma in ("quote", "cite") and tree.word(preposition).lower() == "as":
            for said in tree.named(preposition, "pcomp"):
                yield from (tree.range(tree.below(child)) for child in tree.named(said, "ccomp"))


def _on(tree: Tree, at: int, child: int) -> Stretch:
    """What hangs on a verb, with the prepositions right after it that the parser hangs on the verb as well."""
    inside = tree.below(child)
    for other in tree.named(at, "prep") if tree.tokens[child].dep == "prep" else ():
        if other == max(inside) + 1:
            inside += tree.below(other)
    return tree.range(inside)


def _that(tree: Tree, noun: int) -> list[int]:
    """Clauses with "that" on a noun: "said in a statement that …"."""
    return [
        one
        for one in tree.named(noun, "acl", "relcl")
        if any(tree.word(m).lower() == "that" and tree.tokens[m].dep == "mark" for m in tree.children[one])
    ]


def _says_so(tree: Tree, lemma: str, child: int) -> bool:
    """Prepositions that lead to what is said, not to where or to whom."""
    if tree.tokens[child].dep != "prep":
        return True
    return tree.word(child).lower() in _LEADS_TO.get(lemma, ())


def _around(tree: Tree, head: int, without: int) -> Iterator[Stretch]:
    """A clause on both sides of a reporting one that stands in it."""
    own = set(tree.below(without))
    rest = [at for at in tree.below(head) if at not in own]
    before, after = [at for at in rest if at < min(own)], [at for at in rest if at > max(own)]
    yield from (tree.range(part) for part in (before, after) if part)


def _source(tree: Tree, at: int, source: int) -> Saying:
    """All of the sentence before and after "according to X" is what X says."""
    verb = Stretch(tree.tokens[at].start, tree.tokens[at].end)
    who = speaker(tree, source)
    end = max(one.end for one in (who.who, who.role) if one is not None)
    contents = tuple(one for one in (Stretch(0, verb.start), Stretch(end, len(tree.text))) if one.end > one.start)
    if is_outlet(_text(tree, source)) and not who.person:
        return Saying(verb, None, _words(tree, source), contents)
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
            and is_outlet(_text(tree, head))
        ):
            return _words(tree, head)
    for i, token in enumerate(tree.tokens):
        if (
            token.lemma.lower() in ("speak", "talk")
            and tree.tokens[at].head != i
            and not _within(token.start, contents)
        ):
            head = _pobj(tree, i, "to") or _pobj(tree, i, "with")
            if head is not None and is_outlet(_text(tree, head)):
                return _words(tree, head)
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


def _passive(tree: Tree, at: int) -> bool:
    return bool(tree.named(at, "nsubjpass", "auxpass"))


def _words(tree: Tree, head: int) -> Stretch:
    return bare(tree.text, phrase(tree, head))


def _outlet(tree: Tree, head: int) -> Stretch:
    """An outlet's whole noun phrase, where the parser sees more in it than one ("the official TASS news agency")."""
    place = tree.tokens[head].start
    for one in tree.analysis.phrases:
        if one.start <= place < one.end and is_outlet(tree.text[one.start : one.end]):
            return bare(tree.text, Stretch(one.start, one.end))
    return _words(tree, head)


def _text(tree: Tree, head: int) -> str:
    words = _words(tree, head)
    return tree.text[words.start : words.end]
