"""Spans to the things they name: for questions that ask for a list, every item of an enumeration is a candidate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.normalise import words
from qa.analysers import Analyser, Analysis, Stretch, Token
from qa.cite import cite
from qa.enumeration import CAPITAL, NAMES_LISTED, PAIRED, enumerated, pieces
from qa.group import same
from qa.lexicon import ordinary_words
from qa.sought import HARD, NAMES, NEVER, Sought, bare, kind_of, sought
from qa.speaker import TITLES
from qa.tree import tree_of
from qa.types import Candidate, Citation

ITEMISED = 30  # of a question's candidates, the best: those whose quotes were analysed already
MAX_PHRASE_WORDS = 10  # a longer span is a clause: the names in it play other parts
GENERIC = 3  # first candidates after whose sentence an enumeration is looked for
AHEAD = 400  # characters
ROW = 3  # items
# Log-odds behind the best item at which an enumeration that names it too is believed, and where its items are put then.
# Chosen by hand within the gap of a list (qa.decide.LIST_GAP).
MAX_BEHIND = 2.5
TOGETHER = 1.0
_OF_GROUPS = re.compile(
    r"^[Tt]he\b|^[A-Z.]+$|\b(?:Ministry|Institute|Party|University|Bank|Group|Council|Company|Club|United|FC|Army|Forces"
    r"|Agency|News|Commission|Union|Court|Committee|Front|League|Team|Corps|Police|Government|House|Times|Post|Inc|Ltd|Radio|TV)\b"
)
_WHOSE = re.compile(rf"{CAPITAL}(?:(?<=s)['’]|(?<=['’]s)|['’]s)[ \u00a0]\w")  # "Moscow's forces"
_PASSIVE = {"nsubjpass": "dobj"}  # what is taken is what somebody took
_CAPITAL_RUN = re.compile(
    r"(?:(?:[Tt]he|de|von|van|der|al)[ \u00a0])*[A-Z](?:[\w.’'&-]*\w)?"
    r"(?:[ \u00a0](?:[A-Z](?:[\w.’'&-]*\w|\.)?|(?:of|the|upon|sur|der|den|la|di|da|bin)(?= [A-Z])"
    r"|(?:de|von|van)(?= (?:(?:der|den|la) )?[A-Z])))*"
)


def items(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The first ITEMISED candidates as the things they name, best first; the question's own words are no item.

    An enumeration that the reader cut is taken whole, a name with "and" in it stays one, and where a kind of names is
    asked for (towns, officials) other words around a name are left out. As many as the question says ("what two …").
    """
    asked = sought(question)
    first = candidates[:ITEMISED]
    analyses = analyser.analyse([candidate.citation.quote for candidate in first])
    found: list[Candidate] = []
    listed: list[list[Candidate]] = []
    for at, (candidate, analysis) in enumerate(zip(first, analyses, strict=True)):
        made = list(_items(candidate, analysis, asked))
        if not made and at < GENERIC:
            made = list(_ahead(candidate, asked))
        listed.append(_with_best(made, found))
        found += [item for item in listed[-1] if not _known(item, found)]
    ordered = sorted(found, key=lambda item: -item.score)
    return _alike(_of_one_sort(_in_row(ordered, listed), asked), listed, asked, analyser)


def _in_row(found: list[Candidate], listed: Sequence[Sequence[Candidate]]) -> list[Candidate]:
    """Where the best item's sentence enumerates it with two others or more, what else that sentence names is none."""
    best = found[:1]
    row = next((made for made in listed if len(made) >= ROW and best and best[0] in made), None)
    if row is None:
        return found
    sentence = best[0].citation.article.id, best[0].citation.start
    return [one for one in found if one in row or (one.citation.article.id, one.citation.start) != sentence]


def _with_best(made: Sequence[Candidate], found: Sequence[Candidate]) -> list[Candidate]:
    """Items of one enumeration, nearly as sure as the best one where that is among them: they are told together."""
    best = found[0] if found else None
    if best is None or len(made) < 2 or best.score - made[0].score > MAX_BEHIND:
        return list(made)
    least = best.score - TOGETHER if any(same(best, item) for item in made) else made[0].score
    return [replace(item, score=max(least, item.score)) for item in made]


def _items(candidate: Candidate, analysis: Analysis, asked: Sought) -> Iterator[Candidate]:
    citation = candidate.citation
    quote, at = citation.quote, citation.start
    start, end = citation.answer_in_quote
    parts, vouched = enumerated(quote, analysis, start, end)
    if asked.kind == "places" and any(TITLES & set(words(quote[first:last])) for first, last in parts if vouched):
        return  # "Ada Brook, General Orr and Ivo Lenz" are no towns
    for first, last in _named(quote, analysis, asked, parts, vouched):
        said = set(words(quote[first:last])) - {"the", "a", "an"}
        if set(map(bare, said)) <= asked.echo or (asked.kind and said <= TITLES):
            continue
        known = words(quote[first:last])[-1] in asked.echo  # asked about Brook, "former minister Ada Brook"
        if asked.kind == "people" and (known or _WHOSE.match(quote, first, last)):
            continue
        if asked.kind and _is_common(quote, analysis, first, last, asked.kind):
            continue
        yield replace(candidate, citation=Citation(citation.article, at, citation.end, at + first, at + last))


def _is_common(quote: str, analysis: Analysis, start: int, end: int, kind: str) -> bool:
    """Whether all of it is an ordinary word with the capital of a sentence's beginning: "Households", "Several".

    The analyser takes plurals there for names; of groups they may be ("Greens").
    """
    inside = [token.tag for token in analysis.tokens if start <= token.start and token.end <= end]
    begins = not re.search(r"\w\W? ?$", quote[:start])
    names = {"NNP"} if begins and kind != "groups" else {"NNP", "NNPS"}
    return len(inside) == 1 and inside[0] not in names and quote[start:end].lower() in ordinary_words()


def _named(
    quote: str, analysis: Analysis, asked: Sought, parts: Sequence[tuple[int, int]], vouched: bool
) -> Iterator[tuple[int, int]]:
    """The pieces, each cut to the names of the asked kind in it; without such a kind as they are."""
    within = [n.label for n in analysis.names if any(a <= n.start and n.end <= b for a, b in parts)]
    sure = bool(NAMES.get(asked.kind, frozenset()) & set(within))
    for start, end in parts:
        if not asked.kind:
            yield start, end
            continue
        inside = [name for name in analysis.names if start <= name.start and name.end <= end]
        inside = [name for name in inside if not _WHOSE.match(quote, name.start, end)]
        named = [n for n in inside if n.label in NAMES[asked.kind] and not _is_part(quote, analysis, n.end, asked.noun)]
        if whole := PAIRED.search(quote, start, end):
            yield whole.span()
        elif vouched and (run := _CAPITAL_RUN.match(quote, start)) and _fills(quote, run, start, end):
            if sure or not _is_other(analysis, run, asked, quote):
                yield run.span()
        elif named and (vouched or len(quote[start:end].split()) <= MAX_PHRASE_WORDS):
            kept = named[:1] if vouched and len(parts) > 1 else named
            yield from (_whole(quote, analysis, start, name, asked.noun) for name in kept)
        elif run := _CAPITAL_RUN.search(quote, start, end):
            fills = vouched and _fills(quote, run, start, end) and not {name.label for name in inside} & HARD
            if fills or not _is_other(analysis, run, asked, quote):
                yield _whole(quote, analysis, start, Stretch(*run.span()), asked.noun)
        elif vouched and sure and kind_of(quote[start:end]) == asked.kind:
            yield start, end  # "Halm, Tulm and the capital"


def _fills(quote: str, run: re.Match[str], start: int, end: int) -> bool:
    """Whether a piece of an enumeration is this name, or this name "in" or "of" somewhere."""
    rest = quote[run.end() : end]
    return run.start() == start and bool(re.match(r"$|[ \u00a0](?:in|of|from|at|for|on|by)\b|[ \u00a0]?\(", rest))


def _is_other(analysis: Analysis, run: re.Match[str], asked: Sought, quote: str) -> bool:
    """Whether a run of capitals is a name of another kind, or only the first word of a phrase of plain words."""
    if _is_part(quote, analysis, run.end(), asked.noun):
        return True
    labels = {name.label for name in analysis.names if name.start < run.end() and run.start() < name.end}
    if asked.kind == "people" and " " in run.group() and not _OF_GROUPS.search(run.group()):
        labels.discard("ORG")  # two plain capitalised words are rather a person that the analyser does not know
    return bool(labels & NEVER[asked.kind])


def _is_part(quote: str, analysis: Analysis, end: int, noun: str) -> bool:
    """Whether a name goes on with another noun than is asked for ("the Vessa valley") or is a dateline ("OSLO – ")."""
    goes_on = _noun_after(quote, analysis, end) is not None and _with_noun(quote, analysis, end, noun) == end
    return goes_on or bool(re.match(r"[ \u00a0][–—-]{1,2}[ \u00a0]", quote[end:]))


def _noun_after(quote: str, analysis: Analysis, end: int) -> Token | None:
    """The noun in small letters right after a place."""
    after = next((token for token in analysis.tokens if token.start >= end), None)
    is_noun = after is not None and after.pos == "NOUN" and after.start <= end + 1 and quote[after.start].islower()
    return after if is_noun else None


def _with_noun(quote: str, analysis: Analysis, end: int, noun: str) -> int:
    """Where a name ends with the noun that is asked for: "Kherson region" for regions; not "several towns"."""
    is_name = any(token.end == end and token.pos == "PROPN" for token in analysis.tokens)
    after = _noun_after(quote, analysis, end) if is_name else None
    return after.end if after is not None and bare(quote[after.start : after.end]) == noun else end


def _whole(quote: str, analysis: Analysis, first: int, name: Stretch, noun: str) -> tuple[int, int]:
    """A name with its article, what the analyser cut ("Newcastle upon Tyne") and its noun, without a possessive."""
    run = _CAPITAL_RUN.match(quote, name.start)
    start, end = name.start, max(name.end, run.end() if run else 0)
    end = _with_noun(quote, analysis, end, noun)
    for ending in ("'s", "’s"):
        if quote[start:end].endswith(ending):
            end -= 2
    article = re.search(r"\b[Tt]he[ \u00a0]$", quote[first:start])
    return first + article.start() if article else start, end


def _ahead(candidate: Candidate, asked: Sought) -> Iterator[Candidate]:
    """Names listed right after a sentence that only says that there are some: "Four towns get money. A, B and C …"."""
    passage, place = candidate.hit.passage, candidate.citation
    at = place.end - passage.start
    match = NAMES_LISTED.search(passage.text, at, min(len(passage.text), at + AHEAD)) if at >= 0 else None
    listed = list(pieces(passage.text, Analysis(), *match.span())) if match and asked.kind else []
    for first, last in listed if len(listed) > 2 else ():
        run = _CAPITAL_RUN.match(passage.text, first)
        if run and _fills(passage.text, run, first, last) and (cited := cite(passage, *run.span())):
            yield replace(candidate, citation=cited)


def _alike(
    found: list[Candidate], listed: Sequence[Sequence[Candidate]], asked: Sought, analyser: Analyser
) -> list[Candidate]:
    """Where no kind of names is asked for: what is enumerated with the best item, or stands in its grammatical place.

    The objects of one verb are of one sort ("took rifles … took a radio"); other things that the reader took for
    answers pad the list. Names do many things, and stay.
    """
    best = next((item for item in found[:1] if not re.search(r"[A-Z]", item.citation.answer[1:])), None)
    told = best and not asked.kind and not asked.count and asked.noun != "who"  # who objects does so in many words
    role = _role(best, analyser) if best and told else None
    if role is None:
        return found
    sentence = found[0].citation.article.id, found[0].citation.start
    beside = [item for item in found if (item.citation.article.id, item.citation.start) == sentence]
    beside += [item for made in listed if any(same(found[0], item) for item in made) for item in made]
    bears = asked.noun and asked.noun in map(bare, words(found[0].citation.answer))
    return [item for item in found if bears or item in beside or _role(item, analyser) == role]


def _role(item: Candidate, analyser: Analyser) -> tuple[str, str] | None:
    """The base form that governs an item, or the coordination that it is in, and how; None for what has no place."""
    tree = tree_of(item.citation.quote, analyser)
    at = tree.top(*item.citation.answer_in_quote)
    while at is not None and tree.tokens[at].dep == "conj":
        at = tree.up(at)
    up = None if at is None else tree.up(at)
    if at is None or up is None:
        return None
    return tree.base(up), _PASSIVE.get(tree.tokens[at].dep, tree.tokens[at].dep)


def _known(item: Candidate, found: Sequence[Candidate]) -> bool:
    """Whether that very place is an item already."""
    place = item.citation
    return any(
        one.citation.article.id == place.article.id
        and one.citation.answer_start < place.answer_end
        and place.answer_start < one.citation.answer_end
        for one in found
    )


def _of_one_sort(found: Sequence[Candidate], asked: Sought) -> list[Candidate]:
    """Where the best item bears the asked noun ("a fox emoji" for emojis), only those that do."""
    if not found or asked.kind or not asked.noun:
        return list(found)
    bearing = [item for item in found if asked.noun in map(bare, words(item.citation.answer))]
    return bearing if bearing[:1] == list(found[:1]) else list(found)
