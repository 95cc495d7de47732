"""Questions that a sentence answers, by rule from its dependency tree and names.

Heilman and Smith, "Good Question!", NAACL 2010; Lewis et al., "Unsupervised Question Answering by Cloze Translation",
ACL 2019.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from qa.analysers import Stretch
from qa.inflections import inflected
from qa.reporting import SAYING
from qa.sorts import is_people
from qa.training.wording import Wording
from qa.tree import Tree

_FINITE = frozenset(("MD", "VBD", "VBZ", "VBP"))
_REQUIRED = frozenset(("dobj", "dative", "attr", "acomp", "oprd", "prt", "agent", "xcomp", "ccomp"))
_HELPERS = {"'s": "is", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "ca": "can", "wo": "will"}
_SINGULAR = {"are": "is", "were": "was", "have": "has", "do": "does"}
_BARE = frozenset("this that these those such it there here so".split())
_OURS = frozenset("my our your i we you me us he she it they him them himself herself itself themselves".split())
_PLACE_WORDS = frozenset("in at near on outside inside".split())
_PLACE_NOUNS = frozenset(
    "hospital school park building court courthouse hotel restaurant church museum stadium station airport house home "
    "farm field beach lake river market mall shop store prison jail bridge camp factory apartment university college "
    "garden harbour forest village town city region valley island arena theater theatre street".split()
)
_TYPES = frozenset(
    "university college school hospital company bank department agency court association party union committee airport "
    "museum church club league institute foundation council county state island river lake mountain newspaper magazine "
    "city town village district ministry festival award stadium park bridge airline university prize team".split()
)
_COUNTRIES = frozenset(
    "china russia ukraine france germany spain italy japan india canada mexico brazil australia israel iran iraq "
    "turkey egypt syria poland sweden norway finland denmark ireland scotland england argentina chile colombia cuba "
    "pakistan afghanistan nigeria kenya ethiopia taiwan vietnam thailand indonesia greece portugal qatar".split()
)
_MANY = frozenset("million thousand hundred dozen number group majority couple lot most half quarter percent %".split())
_SMALL = frozenset("the a an of in for and at to on from with its his her their".split())
_LIGHT = frozenset("have do make get take give be".split())
_LONG = re.compile(r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?)\b", re.I)
_CALENDAR = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october"
    r"|november|december|(?:1[0-9]|20)\d\d|(?:last|next) \w+|yesterday|today|tomorrow|tonight|morning|evening|afternoon"
    r"|night|summer|winter|spring|fall|autumn|midnight|noon|[ap]\.?m|may \d+|\d{4}s|weekend|week|year|month)\b",
    re.I,
)
_BROKEN = re.compile(r"[\[\]()…“”\"]|\.\.|\b(?:and|or|but|the|an?|'s)\?$")
_DURATION = re.compile(
    r"(?:less|more|fewer) than|\b(?:an?|one|two|three|four|five|ten|few|\d+) \w+s?$(?<!\d\d\d\d)", re.I
)
_DAY = re.compile(
    r"(?:^(?:last|next|yesterday|today|tomorrow|tonight) ?\w*$|(?:mon|tues|wednes|thurs|fri|satur|sun)day)", re.I
)
_MOMENTS = frozenset("on in at since until till before after during by through within over around between".split())
_WORDS = (3, 18)  # of a question
_PHRASE_WORDS, _CLAUSE_WORDS = 12, 34  # at most, of an answer


@dataclass(frozen=True, slots=True)
class Made:
    """A question and the range of its answer in the sentence."""

    kind: str
    question: str
    answer: Stretch


@dataclass(frozen=True, slots=True)
class Clause:
    """A finite verb with its own or shared subject."""

    tree: Tree
    verb: int
    subject: int
    helpers: tuple[int, ...]

    @property
    def negated(self) -> bool:
        return bool(self.tree.named(self.verb, "neg"))

    @property
    def is_copula(self) -> bool:
        return not self.helpers and self.tree.tokens[self.verb].lemma.lower() == "be"


def clauses(tree: Tree) -> Iterator[Clause]:
    """The finite clauses of a sentence that have a subject of their own or share that of the verb before."""
    for at, token in enumerate(tree.tokens):
        if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass", "relcl"):
            continue
        helpers = tuple(tree.named(at, "aux", "auxpass"))
        first = helpers[0] if helpers else at
        subject = _subject(tree, at)
        if (
            subject is None
            or _is_question(tree, at)
            or _is_misread(tree, subject)
            or sum(tree.tokens[i].tag == "MD" for i in helpers) > 1
        ):
            continue
        if tree.tokens[first].tag in _FINITE and subject < at and first > subject:
            yield Clause(tree, at, subject, helpers)


def _is_question(tree: Tree, at: int) -> bool:
    """Whether a clause asks or depends on a noun: "what she should say"."""
    tags = {tree.tokens[child].tag for child in tree.children[at]}
    return bool(tags & {"WP", "WDT"}) or ("WRB" in tags and tree.tokens[at].dep != "advcl")


def _is_misread(tree: Tree, subject: int) -> bool:
    """Whether a subject holds a finite verb of its own outside its relative clauses."""
    asides = [i for i in tree.below(subject) if tree.tokens[i].dep in ("relcl", "acl", "appos")]
    return any(tree.tokens[i].tag in _FINITE for i in tree.below(subject, asides))


def _subject(tree: Tree, at: int) -> int | None:
    own, up = tree.subject(at), tree.up(at)
    if own is None and tree.tokens[at].dep == "conj" and up is not None and tree.tokens[up].pos == "VERB":
        return tree.subject(up)
    return own


class Asker:
    """One clause, worded once: what of it is kept, and the questions that it answers."""

    def __init__(self, clause: Clause, wording: Wording) -> None:
        self.clause, self.wording, self.tree = clause, wording, clause.tree
        self.rng = wording.rng

    # --- the words of the question -------------------------------------------------------------------------------

    def subject(self) -> list[int]:
        return self.wording.phrase(self.clause.subject)

    def rest(self, without: Collection[int]) -> list[int]:
        """The objects and some of the adjuncts, in order."""
        return self._rest(self.clause.verb, without)

    def _rest(self, verb: int, without: Collection[int]) -> list[int]:
        kept: list[int] = []
        children = [c for c in self.tree.children[verb] if c not in without]
        whole = not any(self.tree.tokens[c].dep in _REQUIRED for c in self.tree.children[verb])
        before = [c for c in children if c < verb and self.tree.tokens[c].dep == "ccomp"]
        spare = 0 if before else self.rng.choice((0, 1, 1, 2))
        for child in children:
            token = self.tree.tokens[child]
            if token.dep in _REQUIRED:
                kept += self._complement(child)
            elif self._is_adjunct(child):
                needed = whole and child > verb and token.dep == "prep"
                if needed or (spare and self.rng.random() < 0.6):
                    kept += self.wording.phrase(child)
                    spare, whole = spare - (not needed), whole and child < verb
            elif token.dep == "advmod" and child == verb + 1 and whole and token.lemma.endswith("ly"):
                kept.append(child)
        after = [at for at in kept if at > verb]
        return sorted(after) + sorted(at for at in kept if at < verb)

    def _is_adjunct(self, child: int) -> bool:
        """Whether a child of a verb is a circumstance that a question can name."""
        token = self.tree.tokens[child]
        if self._is_bare(child) or token.lemma == "accord":
            return False
        name = self.wording.named(child, "DATE", "TIME")
        dated = name is not None and _DAY.search(self.tree.text[name.start : name.end])
        return token.dep == "prep" or (token.dep == "npadvmod" and bool(dated))

    def _complement(self, child: int) -> list[int]:
        token = self.tree.tokens[child]
        if token.dep in ("xcomp", "ccomp"):
            own = self.tree.named(child, "aux", "auxpass", "neg", "mark", "nsubj", "nsubjpass", "prt")
            before = [at for one in own for at in self.wording.phrase(one)]
            return sorted({child, *before, *self._rest(child, own)})
        return self.wording.phrase(child)

    def _is_bare(self, at: int) -> bool:
        return any(self.tree.tokens[i].lemma.lower() in _BARE for i in self.tree.below(at))

    def inverted(self, subject: Sequence[int]) -> tuple[str, str]:
        """Helper, subject and verb as a question has them, and the same tokens' other form of the verb."""
        verb, helpers = self.clause.verb, self.clause.helpers
        said = self.wording.written(subject)
        if self.clause.is_copula:
            return f"{self._helper(verb)} {said}", ""
        if helpers:
            return f"{self._helper(helpers[0])} {said}", self.wording.written((*helpers[1:], verb))
        did = {"VBD": "did", "VBZ": "does"}.get(self.tree.tokens[verb].tag, "do")
        return f"{did} {said}", self.wording.base(verb)

    def _helper(self, at: int) -> str:
        word = self.tree.word(at).lower().replace("’", "'")
        if word == "'s" and self.tree.tokens[at].lemma.lower() == "have":
            return "has"
        return _HELPERS.get(word, word)

    def finite(self, plural: bool) -> str:
        """The verb group after "who" or "what": in the singular unless a counted plural is asked for."""
        verb, helpers = self.clause.verb, self.clause.helpers
        first, later = (helpers[0], (*helpers[1:], verb)) if helpers else (verb, ())
        word = self._helper(first) if helpers or self.clause.is_copula else self.wording.written([first])
        if not plural:
            if word in _SINGULAR:
                word = _SINGULAR[word]
            elif not helpers and self.tree.tokens[verb].tag == "VBP":
                head, _, tail = self.wording.base(verb).partition(" ")
                word = f"{inflected(head, 'VBZ')} {tail}".strip()
        negated = " not" if self.clause.negated else ""
        return f"{word}{negated} {self.wording.written(later)}".strip()

    # --- the kinds of questions ----------------------------------------------------------------------------------

    def doer(self) -> Iterator[Made]:
        """Who or what did it."""
        subject, plural = self.clause.subject, False
        asking = self._asking(subject)
        if not asking:
            return
        number = self._number(subject)
        answer = self._phrase(subject)
        clause = self.clause
        if (clause.is_copula and not self._is_told_apart()) or (clause.negated and not clause.helpers):
            return
        if number is not None and self.rng.random() < 0.8:
            asking, answer, plural = f"How many {self._counted(subject, number)}", self._figure(number), True
        if answer is None:
            return
        rest = self.rest(self.tree.named(self.clause.verb, "nsubj", "nsubjpass"))
        self.wording.put_otherwise((self.clause.verb, *rest))
        asked = f"{asking} {self.finite(plural)} {self.wording.written(rest)}"
        used = (self.clause.verb, *rest, *([subject] if plural else []))
        if (
            self.tree.named(self.clause.verb, "ccomp")
            and self.tree.tokens[self.clause.verb].lemma.lower() not in SAYING
        ):
            return
        yield from self._made("number" if plural else "subject", asked, used, answer, plural)

    def thing(self) -> Iterator[Made]:
        """What or whom it was done to, also after a preposition; how many or how much of it."""
        for child in self.tree.named(self.clause.verb, "dobj"):
            number = self._number(child)
            money = self.wording.named(child, "MONEY", "PERCENT")
            if self.wording.named(child, "DATE", "TIME"):
                continue
            if money is not None:
                yield from self._about("amount", "How much", child, money)
            elif number is not None:
                counted = self._counted(child, number)
                yield from self._about("number", f"How many {counted}", child, self._figure(number), (child,))
            elif self.tree.children[child] or self.tree.tokens[child].tag != "NN":
                yield from self._about("object", self._asking(child), child, self._phrase(child))
        for child in self.tree.named(self.clause.verb, "prep", "agent"):
            preposition = self.tree.tokens[child].lemma.lower()
            for pobj in self.tree.named(child, "pobj"):
                label = self.wording.entity(pobj)
                free = label is None or label.label in ("PERSON", "ORG", "NORP", "WORK_OF_ART", "PRODUCT", "EVENT")
                surely = preposition in ("of", "about", "against")
                crowded = not surely and (label is None or bool(self.tree.named(self.clause.verb, "dobj")))
                if (
                    preposition in ("about", "of", "with", "against", "from", "by", "for")
                    and free
                    and not crowded
                    and child > self.clause.verb
                ):
                    asking = self._asking(pobj)
                    yield from self._about("object", asking, child, self._phrase(pobj), (), f" {preposition}")

    def time(self) -> Iterator[Made]:
        """When, or how long."""
        for child in self.tree.named(self.clause.verb, "prep", "npadvmod"):
            is_prep = self.tree.tokens[child].dep == "prep"
            heads = self.tree.named(child, "pobj") if is_prep else [child]
            for head in heads:
                name = self.wording.named(head, "DATE", "TIME")
                if name is None or (is_prep and self.tree.word(child).lower() not in (_MOMENTS | {"for"})):
                    continue
                words, preposition = self.tree.text[name.start : name.end], self.tree.word(child).lower()
                plain = preposition in ("on", "in", "at") or not is_prep
                stretch = self._moment(head, name) if plain else self._run(self.tree.below(child), _PHRASE_WORDS)
                if is_prep and preposition == "for" and _LONG.search(words):
                    yield from self._about("time", "How long", child, name)
                elif _CALENDAR.search(words) and preposition != "for" and not _DURATION.search(words):
                    yield from self._about("time", "When", child, stretch)

    def place(self) -> Iterator[Made]:
        """Where it happened."""
        for child in self.tree.named(self.clause.verb, "prep"):
            preposition = self.tree.word(child).lower()
            for head in self.tree.named(child, "pobj"):
                common = self.wording.entity(head) is None and self.tree.tokens[head].lemma.lower() in _PLACE_NOUNS
                if preposition in _PLACE_WORDS and (common or self.wording.named(head, "GPE", "LOC", "FAC")):
                    place = self._phrase(head)
                    asking, kind = "Where", "place"
                    noun = self._type(head)
                    if noun and self.rng.random() < 0.6:
                        asking, kind = f"In which {noun}" if preposition == "in" else f"At which {noun}", "which"
                    if place is not None and preposition in ("near", "outside", "inside"):
                        place = Stretch(self.tree.tokens[child].start, place.end)
                    yield from self._about(kind, asking, child, place)

    def reason(self) -> Iterator[Made]:
        """Why: after "because", "due to" and the like, or for what purpose."""
        for child in self.tree.named(self.clause.verb, "advcl", "prep"):
            token = self.tree.tokens[child]
            below = self.tree.below(child)
            first = below[0]
            opening = self.tree.word(first).lower()
            if token.dep == "prep" and self._opens_reason(child):
                yield from self._about("why", "Why", child, self._within(child))
            elif token.dep == "advcl" and opening == "because" and self.tree.tokens[first].dep == "mark":
                yield from self._about("why", "Why", child, self._clause(child, first + 1))
            elif token.dep == "advcl" and self._is_purpose_or_cause(child, opening):
                yield from self._about("why", "Why", child, self._clause(child, first))

    def _is_purpose_or_cause(self, child: int, opening: str) -> bool:
        verb = self.clause.verb
        idle = self.tree.tokens[verb].lemma.lower() in _IDLE or bool(self.tree.named(verb, "attr", "acomp"))
        purpose = opening == "to" and self.tree.tokens[child].tag == "VB" and child > verb and not idle
        return purpose or (opening == "after" and self._is_suffered())

    def saying(self) -> Iterator[Made]:
        """What somebody said, now and then about what."""
        verb = self.clause.verb
        if self.tree.tokens[verb].lemma.lower() not in SAYING or not self._may_speak():
            return
        for child in self.tree.named(verb, "ccomp"):
            below = self.tree.below(child)
            if not self.tree.named(child, "nsubj", "nsubjpass", "expl") or self.tree.tokens[verb].dep in (
                "relcl",
                "acl",
            ):
                continue
            first = below[0] + (self.tree.tokens[below[0]].lemma.lower() == "that")
            answer = self._clause(child, first)
            topic = self._topic(child)
            if topic and self.tree.tokens[topic[0]].pos not in ("DET", "PRON", "NOUN", "PROPN", "ADJ"):
                topic = []
            about = f" about {self.wording.written(topic)}" if topic and self.rng.random() < 0.9 else ""
            subject = self.subject()
            self.wording.put_otherwise((*subject, *topic))
            front, back = self.inverted(subject)
            if not about and self.rng.random() < 0.7:
                continue  # which of the things that somebody said would be anybody's guess
            rest = [at for one in self.tree.named(verb, "dobj", "dative") for at in self.wording.phrase(one)]
            asked = f"What {front} {back} {self.wording.written(rest)}{about}"
            yield from self._made("say", asked, (verb, *subject, *rest, *(topic if about else ())), answer)

    def _may_speak(self) -> bool:
        """Whether the subject is the verb's own, or one that speaks: a shared one is often misread."""
        head = self.clause.subject
        speaks = self.wording.named(head, "PERSON", "ORG", "GPE", "NORP") or is_people(self.tree.word(head))
        return self.tree.subject(self.clause.verb) == head or bool(speaks)

    def identity(self) -> Iterator[Made]:
        """What somebody or something is, after "is"."""
        if not self.clause.is_copula or self.clause.negated:
            return
        for child in self.tree.named(self.clause.verb, "attr"):
            if not self.tree.children[child]:
                continue
            asking = "Who" if self.wording.named(self.clause.subject, "PERSON") else "What"
            subject = self.wording.phrase(self.clause.subject)
            self.wording.put_otherwise(subject)
            front, _ = self.inverted(subject)
            enough = (self.clause.verb, *subject, *([child] if self.wording.entity(self.clause.subject) else []))
            yield from self._made("identity", f"{asking} {front}", enough, self._phrase(child))

    # --- shared --------------------------------------------------------------------------------------------------

    def _about(
        self, kind: str, asking: str, target: int, answer: Stretch | None, also: Sequence[int] = (), stranded: str = ""
    ) -> Iterator[Made]:
        """The question that asks for one child of the verb."""
        verb = self.clause.verb
        light = kind == "object" and (
            self.tree.tokens[verb].lemma.lower() in _LIGHT or bool(self.tree.named(verb, "ccomp"))
        )
        if answer is None or not asking or self.clause.negated or light or self._is_broken():
            return
        subject = self.subject()
        rest = self.rest((target, *self.tree.named(self.clause.verb, "nsubj", "nsubjpass")))
        used = (self.clause.verb, *subject, *rest, *also)
        self.wording.put_otherwise(used)
        if not self.wording.is_sound(verb) and not self.clause.helpers:
            return
        front, back = self.inverted(subject)
        tail = self.wording.written(rest)
        later = f"{tail}{stranded}" if stranded and self.rng.random() < 0.9 else f"{stranded} {tail}"
        yield from self._made(kind, f"{asking} {front} {back} {later if stranded else tail}", used, answer)

    def _is_broken(self) -> bool:
        """Whether the parser lost an object: "gives his supporters" without what."""
        return bool(self.tree.named(self.clause.verb, "dative")) and not self.tree.named(
            self.clause.verb, "dobj", "ccomp"
        )

    def _made(
        self, kind: str, asked: str, used: Sequence[int], answer: Stretch | None, plural: bool = False
    ) -> Iterator[Made]:
        asked = re.sub(r"\s+", " ", asked).strip(" ,;:–—-") + "?"
        words = asked.split()
        if answer is None or not _WORDS[0] <= len(words) <= _WORDS[1] or not self._is_full(used):
            return
        text = self.tree.text[answer.start : answer.end]
        if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", asked, re.I) or _BROKEN.search(asked):
            return
        inner = range(min(used), max(used) + 1)
        if kind == "say" and text.lower().startswith(("so ", "and ", "but ")):
            return
        if (
            kind == "identity"
            and set(text.lower().split()) & {word.lower() for word in asked.rstrip("?").split()[2:]} - _SMALL
        ):
            return
        if kind != "say" and any(self.tree.word(at) in '"“”‘' for at in inner):
            return
        kind = "which" if asked.startswith("Which ") else kind
        yield Made(kind, asked[0].upper() + asked[1:], answer)

    def _is_full(self, used: Sequence[int]) -> bool:
        """Whether a question stands on its own: two words of content, one of them a noun, nothing pointed at."""
        tokens = [self.tree.tokens[at] for at in used]
        if any(
            t.lemma.lower() in _BARE | _OURS
            or self.tree.word(at).lower() in _BARE | _OURS
            or t.tag in ("WP", "WDT", "WRB", "EX", "WP$")
            for at, t in zip(used, tokens, strict=True)
        ):
            return False
        content = {at for at, t in zip(used, tokens, strict=True) if t.pos in ("NOUN", "PROPN", "VERB", "NUM", "ADJ")}
        light = {at for at in content if self.tree.tokens[at].lemma.lower() in ("have", "do", "be", "get", "make")}
        nouns = {at for at in content if self.tree.tokens[at].pos in ("NOUN", "PROPN")}
        return len(content - light) >= 2 and bool(nouns)

    def _asking(self, head: int) -> str:
        """Who, what, or which of a kind."""
        noun = self._type(head)
        if noun and self.rng.random() < 0.8:
            return f"Which {noun}"
        if self.wording.named(head, "NORP"):
            return "Who"
        if self.wording.named(head, "PERSON"):
            roles = [
                c
                for c in self.tree.named(head, "compound", "nmod")
                if self.tree.tokens[c].tag == "NN" and self.wording.entity(c) is None
            ]
            if roles and is_people(self.tree.word(roles[-1])) and self.rng.random() < 0.5:
                return f"Which {self.tree.word(roles[-1]).lower()}"
            return "Who"
        if head == self.clause.subject and self.tree.tokens[self.clause.verb].lemma.lower() in SAYING:
            return "Who"
        if self.wording.named(head, "ORG"):
            told = len(self.wording.name(head)) > 1 or self.tree.word(head).isupper()
            surely = told and not self.tree.named(head, "conj")
            return self.rng.choice(("Who", "Which organisation" if surely else "Who"))
        if self.wording.named(head, "GPE"):
            return "Which country" if self.tree.word(head).lower() in _COUNTRIES else ""
        of = [i for c in self.tree.named(head, "prep") for i in self.tree.named(c, "pobj")]
        counted = self.tree.tokens[head].lemma.lower() in _MANY and of
        noun = self.tree.word(of[0] if counted else head)
        return "Who" if is_people(noun) and self.tree.tokens[head].tag != "NNP" else "What"

    def _type(self, head: int) -> str:
        """The kind that a name says itself: "university" of "Kettle University"."""
        if self.wording.named(head, "ORG", "GPE", "LOC", "FAC", "PERSON") and len(self.wording.name(head)) > 1:
            last = self.tree.word(self.wording.name(head)[-1]).lower()
            return last if last in _TYPES else ""
        return ""

    def _is_told_apart(self) -> bool:
        """Whether what follows "is" names one thing: "the capital", "his first novel"."""
        heads = self.tree.named(self.clause.verb, "attr")
        return any(
            self.tree.tokens[c].dep == "poss" or self.tree.tokens[c].lemma.lower() == "the"
            for head in heads
            for c in self.tree.children[head]
        )

    def _number(self, head: int) -> int | None:
        if self.tree.named(head, "conj"):
            return None
        numbers = [c for c in self.tree.named(head, "nummod") if self.wording.named(c, "CARDINAL", "QUANTITY")]
        return next((c for c in numbers if self.tree.text[self.tree.tokens[c].end :][:1] == " "), None)

    def _counted(self, head: int, number: int) -> str:
        inside = [at for at in self.wording.phrase(head) if at not in self.tree.below(number)]
        plain = [
            at for at in inside if self.tree.tokens[at].dep not in ("det", "poss", "case", "quantmod") or at > head
        ]
        return self.wording.written(plain)

    def _figure(self, number: int) -> Stretch:
        return self.tree.range(self.tree.below(number))

    def _phrase(self, head: int) -> Stretch | None:
        """The answer that a noun phrase makes: a name alone, else the phrase without its asides."""
        token = self.tree.tokens[head]
        if token.pos not in ("NOUN", "PROPN", "NUM"):
            return None
        name = self.wording.named(head, "PERSON", "ORG", "GPE", "LOC", "FAC", "WORK_OF_ART")
        joined = bool(self.tree.named(head, "conj"))
        if name is not None and not joined and self.wording.name(head)[-1] == head:
            return self._run(self.wording.name(head), _PHRASE_WORDS)
        aside = [c for c in self.tree.named(head, "relcl", "appos", "acl", "advcl", "parataxis") if c > head]
        return self._run(self.tree.below(head, [c for c in aside if self._is_apart(c)]), _PHRASE_WORDS)

    def _is_apart(self, child: int) -> bool:
        first = self.tree.below(child)[0]
        return (first > 0 and self.tree.word(first - 1) in ",–—(") or len(self.tree.below(child)) > 5

    def _within(self, at: int) -> Stretch | None:
        """What a preposition governs, without it."""
        pobj = [i for i in self.tree.below(at) if i > at and self.tree.tokens[i].dep == "pobj"]
        return self._run(self.tree.below(pobj[0]), _CLAUSE_WORDS) if pobj else None

    def _moment(self, head: int, name: Stretch) -> Stretch:
        """A time with its own day: "Thursday night", where the recogniser may take "night" alone."""
        asides = self.tree.named(head, "prep", "relcl", "acl", "appos", "advcl", "punct")
        run = self._run(self.tree.below(head, asides), _PHRASE_WORDS)
        if run is None or run.start > name.start or run.end < name.end:
            return name
        return name if any(map(str.isdigit, self.tree.text[run.start : name.start])) else run

    def _clause(self, at: int, first: int) -> Stretch | None:
        return self._run([i for i in self.tree.below(at) if i >= first], _CLAUSE_WORDS)

    def _run(self, positions: Sequence[int], limit: int) -> Stretch | None:
        """These tokens as one range, without marks at its ends; None when they are too many or not together."""
        kept = list(positions)
        while kept and self.tree.tokens[kept[-1]].dep in ("punct", "case", "cc"):
            kept.pop()
        while kept and self.tree.tokens[kept[0]].dep in ("punct", "cc"):
            kept.pop(0)
        if kept and limit == _PHRASE_WORDS and self.tree.word(kept[0]).lower() in _BARE:
            return None
        if not kept or len(kept) > limit or (self.tree.tokens[kept[0]].tag == "PRP" and len(kept) < 3):
            return None
        gaps = [i for i in range(kept[0], kept[-1]) if i not in kept and self.tree.tokens[i].pos != "PUNCT"]
        found = self.tree.range(kept)
        text = self.tree.text[found.start : found.end]
        cut = found.start and (self.tree.text[found.start - 1].isalnum() or self.tree.text[found.start - 1] == "-")
        odd = (
            bool(re.match(r'[^"]*\w[.,!?]?"(?!\w)', text))
            or any(text.count(a) != text.count(b) for a, b in ("“”", "()"))
            or text.count('"') % 2
        )
        return None if gaps or cut or odd or not any(map(str.isalnum, text)) else found

    def _opens_reason(self, at: int) -> bool:
        text = self.tree.text[self.tree.tokens[at].start :].lower()
        before = self.tree.text[: self.tree.tokens[at].end].lower()
        return text.startswith(("because of", "due to")) or before.endswith(
            ("because of", "due to", "owing to", "thanks to")
        )

    def _is_suffered(self) -> bool:
        lemma = self.tree.tokens[self.clause.verb].lemma.lower()
        return lemma in _SUFFERED and (
            bool(self.tree.named(self.clause.verb, "auxpass")) or lemma in ("resign", "apologize")
        )

    def _topic(self, child: int) -> list[int]:
        """What a clause is about: its subject, else its object."""
        for at in self.tree.named(child, "nsubj", "nsubjpass", "dobj"):
            dets = {self.tree.tokens[c].lemma.lower() for c in self.tree.named(at, "det")}
            if self.tree.tokens[at].pos in ("NOUN", "PROPN") and not dets & {"no", "any", "every", "each"}:
                return self.wording.phrase(at)
        return []


def introductions(tree: Tree, wording: Wording) -> Iterator[Made]:
    """Who somebody is, from an apposition or the words before the name; and who holds an office."""
    asker = Asker(Clause(tree, 0, 0, ()), wording)
    for at in range(len(tree.tokens)):
        name = wording.named(at, "PERSON", "ORG")
        if name is None or wording.name(at)[-1] != at:
            continue
        said = tree.text[name.start : tree.tokens[at].end]
        asking = "Who" if name.label == "PERSON" else "What"
        for apposed in tree.named(at, "appos"):
            found = asker._phrase(apposed)
            counted = tree.named(apposed, "nummod") or tree.text[name.end : name.end + 2] == " ("
            if tree.tokens[apposed].tag not in ("NN", "NNS") or found is None or found.start < name.end or counted:
                continue
            text = tree.text[found.start : found.end]
            if name.label == "PERSON" and text.startswith("the ") and wording.rng.random() < 0.5:
                asked, answer = f"Who is {wording.written(wording.phrase(apposed))}", tree.range(wording.name(at))
                yield from asker._made("identity", asked, wording.phrase(apposed), answer)
            else:
                yield from asker._made("identity", f"{asking} is {said}", (at, apposed), found)
        titles = [
            c
            for c in tree.children[at]
            if tree.tokens[c].tag == "NN" and wording.entity(c) is None and is_people(tree.word(c))
        ]
        if name.label == "PERSON" and titles and titles[-1] + 1 == wording.name(at)[0]:
            before = [i for i in tree.below(at) if i <= titles[-1]]
            found = asker._run(before, _PHRASE_WORDS)
            if found is not None and len(before) >= 2:
                yield from asker._made("identity", f"Who is {said}", (at, titles[-1]), found)


_IDLE = frozenset("be become use need allow have take require do expect continue set license go come make".split())
_SUFFERED = frozenset(
    "arrest charge suspend fire fine sentence convict ban hospitalize injure cancel evacuate close resign apologize "
    "sue dismiss remove jail accuse postpone delay criticize praise kill".split()
)
_KINDS: tuple[Callable[[Asker], Iterator[Made]], ...] = (
    Asker.doer,
    Asker.thing,
    Asker.time,
    Asker.place,
    Asker.reason,
    Asker.saying,
    Asker.identity,
)


def questions(tree: Tree, rng: random.Random, surnames: Collection[str] = ()) -> list[Made]:
    """Every question that the rules make of one sentence; the generator chooses how each is worded."""
    if sum(token.head == at for at, token in enumerate(tree.tokens)) != 1:
        return []  # more than one sentence, or misread
    found = list(introductions(tree, Wording(tree, rng, surnames)))
    for clause in clauses(tree):
        for kind in _KINDS:
            found += kind(Asker(clause, Wording(tree, rng, surnames)))
    return found
