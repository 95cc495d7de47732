"""Who a noun phrase names: the person or body, and in which role."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.analysers import Stretch
from qa.tree import Tree

MAX_ROLE = 160  # characters: a longer apposition tells a story
_ARTICLE = re.compile(r"(?:the|The)\s+")
_ADDRESS = re.compile(r"(?:Mr|Mrs|Ms|Miss|Sir|Lady|Dr)\.?")
# Nouns after which a person's name stands: where the pipeline sees no name, the capitals after them are one.
TITLES = frozenset(
    "president minister secretary chief governor mayor commander general colonel major captain lieutenant "
    "admiral judge prosecutor spokesman spokeswoman spokesperson chairman chairwoman chair chairperson head "
    "director leader senator congressman congresswoman representative ambassador envoy chancellor king queen "
    "prince princess pope bishop archbishop professor doctor analyst economist expert lawyer attorney sheriff "
    "officer official deputy lawmaker councillor teacher engineer farmer baker mechanic coach manager author "
    "poet writer editor journalist correspondent reporter historian scientist researcher physician nurse "
    "resident founder ceo premier adviser advisor aide activist negotiator ombudsman comptroller treasurer "
    "superintendent inspector detective sergeant gen col maj lt capt sen rep gov adm sgt prof".split()
)
_PEOPLE = TITLES | frozenset(
    "man woman boy girl person resident witness neighbour neighbor mother father brother sister son daughter wife "
    "husband driver student pupil worker soldier source pensioner villager owner patient passenger survivor".split()
)
_LEFT_OUT = ("appos", "relcl", "punct")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Ranges of one text: who, and the role or title if it is told; `person` when he or she can be meant later.

    `pronoun` is the lower-case pronoun when that is all the text says.
    """

    who: Stretch
    role: Stretch | None = None
    person: bool = False
    plural: bool = False
    pronoun: str = ""


def speaker(tree: Tree, head: int) -> Speaker:
    """The speaker whom the noun phrase with this head names."""
    token = tree.tokens[head]
    if token.pos == "PRON" and not tree.named(head, "prep", "relcl", "acl"):
        return Speaker(Stretch(token.start, token.end), pronoun=tree.word(head).lower())
    head = _last_of_broken_list(tree, head)
    token, bounds = tree.tokens[head], phrase(tree, head)
    name = _name(tree, bounds)
    apposed = _apposed(tree, head, bounds.end) or _named_after(tree, bounds)
    if name is None:
        other = next(
            (found for one in apposed if (found := _name(tree, one)) is not None and found.start == one.start), None
        )
        if other is not None:
            return Speaker(other, bare(tree.text, bounds), person=True)
        role = next(iter(apposed), None) if token.pos == "PROPN" else None
        if role is not None and any(tree.tokens[one].lemma.lower() in _PEOPLE for one in tree.named(head, "appos")):
            return Speaker(bare(tree.text, bounds), role, person=True)
        plural = bool(tree.named(head, "conj")) or token.lemma.lower() != tree.word(head).lower()
        human = token.lemma.lower() in _PEOPLE or _surname(tree, head, bounds)
        return Speaker(bare(tree.text, bounds), role, human and not plural, plural)
    title = _title(tree, bounds, name) or _titled_before(tree, bounds)
    role = next(iter(apposed), title)
    return Speaker(name, role, person=True)


def _last_of_broken_list(tree: Tree, head: int) -> int:
    """In "… and Idaho, the weather service said" the parser takes the speaker for the last of the list."""
    last = head
    while joined := tree.named(last, "conj"):
        last = joined[-1]
    start = min(tree.below(last))
    return last if start > 0 and last != head and tree.word(start - 1) == "," else head


def _surname(tree: Tree, head: int, bounds: Stretch) -> bool:
    """Whether one capitalised word stands for a person: no body, place or people that the pipeline knows."""
    word = tree.word(head)
    if tree.tokens[head].pos != "PROPN" or not word.istitle() or bounds.end - bounds.start != len(word):
        return False
    return not any(e.start <= bounds.start < e.end and e.label != "PERSON" for e in tree.analysis.names)


def phrase(tree: Tree, head: int) -> Stretch:
    """The phrase up to the first comma, apposition or relative clause after its head; joined ones stay together."""
    left_out = [child for child in tree.children[head] if tree.tokens[child].dep in _LEFT_OUT and child > head]
    left_out += [child for child in tree.named(head, "acl") if child > head]
    joined = tree.named(head, "conj")
    if joined:
        left_out = [child for child in left_out if child > max(joined)]
    inside = tree.below(head, left_out)
    for at in inside:
        if at > head and tree.word(at) in (",", "(", "–", "—", "-", ";", ":") and not joined:
            inside = [one for one in inside if one < at]
            break
    run = [at for at in inside if at <= head] + [at for at in inside if at > head]
    while tree.tokens[run[0]].pos in ("PUNCT", "CCONJ", "SPACE", "ADV") and len(run) > 1:
        run = run[1:]
    while tree.tokens[run[-1]].pos in ("PUNCT", "CCONJ", "SPACE") and len(run) > 1:
        run = run[:-1]
    return tree.range(run)


def _apposed(tree: Tree, head: int, after: int) -> list[Stretch]:
    """Appositions after the phrase that are words, not an age; each up to the comma that closes it."""
    found = []
    for child in tree.named(head, "appos"):
        inside = tree.below(child)
        stretch = tree.range([at for at in inside if at >= min(inside)])
        apart = "\n" in tree.text[after : stretch.start] or _is_plural(tree, child)
        if stretch.start < after or apart or not tree.text[stretch.start].isalpha():  # an age, a share
            found += [deeper for deeper in _apposed(tree, child, after)]
            continue
        found.append(bare(tree.text, _closed(tree, stretch)))
    return [one for one in found if 0 < one.end - one.start <= MAX_ROLE]


def _is_plural(tree: Tree, at: int) -> bool:
    token = tree.tokens[at]
    return token.pos == "NOUN" and token.lemma.lower() != tree.word(at).lower()


def _named_after(tree: Tree, bounds: Stretch) -> list[Stretch]:
    """A person's name between commas right after the phrase, which the parser hangs elsewhere at times."""
    for entity in tree.analysis.names:
        follows = tree.text[entity.end : entity.end + 1]
        if entity.label == "PERSON" and tree.text[bounds.end : entity.start] == ", " and follows in ("", ",", "."):
            return [Stretch(entity.start, entity.end)]
    return []


def _titled_before(tree: Tree, bounds: Stretch) -> Stretch | None:
    """A title before the name that the parser takes for a phrase of its own: "the poet" Ana Ruiz."""
    for one in tree.analysis.phrases:
        between = tree.text[one.end : bounds.start]
        if between in (" ", ", ") and tree.text[one.start : one.end].split()[-1].lower() in TITLES:
            return bare(tree.text, Stretch(one.start, one.end))
    return None


def _closed(tree: Tree, stretch: Stretch) -> Stretch:
    words = tree.text[stretch.start : stretch.end]
    comma = words.find(", ")
    end = stretch.start + comma if comma > 0 else stretch.end
    while end > stretch.start and tree.text[end - 1] in " ,;:–—-":
        end -= 1
    return Stretch(stretch.start, end)


def _name(tree: Tree, within: Stretch) -> Stretch | None:
    """The person's name that the phrase ends with, without titles; None when it names no single person."""
    tokens = [at for at, t in enumerate(tree.tokens) if within.start <= t.start and t.end <= within.end]
    words = [tree.word(at) for at in tokens]
    if any(
        tree.tokens[at].pos in ("CCONJ", "ADP") and words[i] not in ("for", "of", "de", "van", "von", "al", "bin")
        for i, at in enumerate(tokens)
    ):
        return None
    titled = [i for i, word in enumerate(words) if word.lower().rstrip(".") in TITLES or _ADDRESS.fullmatch(word)]
    if tree.tokens[tokens[-1]].pos != "PROPN":
        return None
    known = [e for e in tree.analysis.names if e.label == "PERSON" and within.start <= e.start and e.end <= within.end]
    first = titled[-1] + 1 if titled else None
    run = _capitals(tree, tokens, first) if first is not None else None
    if run is None and known and known[-1].end >= within.end - 2:
        run = _whole(tree, tokens, Stretch(known[-1].start, known[-1].end))
    return _trimmed(tree.text, run) if run is not None else None


def _whole(tree: Tree, tokens: list[int], name: Stretch) -> Stretch:
    """With the forenames that were not seen as part of the name: all else of the phrase, when it is capitalised."""
    before = [at for at in tokens if tree.tokens[at].end <= name.start]
    own = [at for at in tokens if name.start <= tree.tokens[at].start < name.end]
    if own and tree.word(own[0]).lower().rstrip(".") in TITLES:
        return Stretch(tree.tokens[own[1]].start, name.end) if len(own) > 1 else name
    plain = 1 <= len(before) <= 2 and len(own) == 1 and all(tree.tokens[at].pos == "PROPN" for at in before)
    return Stretch(tree.tokens[before[0]].start, name.end) if plain else name


def _capitals(tree: Tree, tokens: list[int], first: int) -> Stretch | None:
    """One to four capitalised words from `first` to the end of the phrase, hence a name after a title."""
    rest = tokens[first:]
    while rest and tree.tokens[rest[0]].pos == "PUNCT":
        rest = rest[1:]
    for_office = [i for i, at in enumerate(rest) if tree.tokens[at].pos == "ADP"]
    if for_office:
        return _after_office(tree, rest)
    if not 1 <= len(rest) <= 6 or not all(
        tree.word(at)[0].isupper() or tree.word(at) in ("-", "al", "de", "van", "von", "bin") for at in rest
    ):
        return None
    return tree.range(rest)


def _after_office(tree: Tree, rest: list[int]) -> Stretch | None:
    """A known person's name that ends the phrase: "Minister for Transport Olena Kravets"."""
    begin, end = tree.tokens[rest[0]].start, tree.tokens[rest[-1]].end
    known = [e for e in tree.analysis.names if e.label == "PERSON" and begin < e.start and e.end == end]
    return Stretch(known[-1].start, known[-1].end) if known else None


def _trimmed(text: str, run: Stretch) -> Stretch | None:
    end = run.end
    for suffix in ("’s", "'s"):
        if text[run.start : end].endswith(suffix):
            return None  # "Zelensky's office": not the person
    start = run.start
    return Stretch(start, end) if start < end and text[start].isupper() else None


def _title(tree: Tree, phrase: Stretch, name: Stretch) -> Stretch | None:
    """What stands before the name in its phrase, when it is more than a form of address."""
    role = bare(tree.text, Stretch(phrase.start, max(phrase.start, name.start)))
    end = role.end
    while end > role.start and tree.text[end - 1] in " ,\u00a0":
        end -= 1
    words = tree.text[role.start : end]
    return Stretch(role.start, end) if re.search(r"[^\W\d_]{2}", words) and not _ADDRESS.fullmatch(words) else None


def bare(text: str, stretch: Stretch) -> Stretch:
    """Without the definite article."""
    article = _ARTICLE.match(text, stretch.start, stretch.end)
    return Stretch(article.end() if article else stretch.start, stretch.end)
