"""Whether a clause says yes or no to a yes-or-no question: by its verb or adjective, antonyms and negation.

Conservative: None wherever the clause speaks of something else, of what may be, or of what somebody only wants.
"""

from __future__ import annotations

from index.normalise import words
from qa.antonyms import has_antonym, is_one_family, relation, share_word
from qa.factuality import factuality, is_none
from qa.proposition import CONTENT, SIDES, Proposition, proposition, side
from qa.rival import FATES
from qa.synonyms import senses
from qa.tree import Tree
from qa.types import Polarity

# Words that may mean, or leave out, what was said before: "Nobody was hurt."
_POINTING = frozenset("it they he she him them this that there both neither none nobody no nothing all each".split())
_ANYBODY = frozenset("person people anyone anybody someone somebody".split())
_TELLING = frozenset({"VERB", "ADJ", "NOUN", "ADV", "AUX", "PROPN"})
LEAST_SHARED = 0.4  # of the question's other content words, in the quote: less may be another matter


def polarity(asked: Tree, said: Tree, start: int, end: int, before: str = "") -> Polarity | None:
    """What the clause from `start` to `end` of a quote says to the question; None when that is not sure.

    `asked` and `said` are the trees of the question and of the quote; `before` is what "it" in the quote may mean.
    """
    matter = proposition(asked, said)
    if matter is None or not _is_about(matter, said, before):
        return None
    inside = (at for at, token in enumerate(said.tokens) if start <= token.start and token.end <= end)
    found = {sense for at in inside if (sense := _sense(matter, said, at)) is not None}
    found = found - {0} or found  # "it has not closed, and it will not"
    if found not in ({1}, {-1}):
        return None
    return "yes" if (found == {1}) != matter.negated else "no"


def _is_about(matter: Proposition, said: Tree, before: str) -> bool:
    """Whether the quote, or what its "it" or "they" points back to, has enough of the question's other words.

    And every number of it.
    """
    rest = matter.subject | matter.rest
    places = range(len(said.tokens))
    present = {*map(said.lemma, places), *map(said.folded, places)}
    if present & _POINTING or all(share_word([one], present) for one in matter.subject - matter.names):
        present |= set(words(before))
    if any(word[:1].isdigit() and word not in present for word in rest):
        return False
    shared = sum(share_word([word], present) for word in rest)
    return not rest or shared >= LEAST_SHARED * len(rest)


def _sense(matter: Proposition, said: Tree, at: int) -> int | None:
    """1 where this token affirms the predicate, -1 where it denies it, 0 where that is open; None: another word."""
    token = said.tokens[at]
    is_permission = bool(matter.also) and said.lemma(at) == matter.also and token.pos == "VERB"
    sense = 1 if is_permission else _told(matter, said, at)
    if sense is None or token.pos not in _TELLING:
        return None
    if is_permission and any(relation(matter.predicate, said.lemma(other)) for other in range(len(said.tokens))):
        return None  # the adjective itself decides
    if not _is_same_actor(matter, said, at) or not _is_same_object(matter, said, at):
        return 0
    if {matter.side, side(said, at)} == SIDES:
        sense = -sense
    done = [word for child in said.named(at, "xcomp") for word in _content(said, child)]
    if sense == -1 and done and not share_word(matter.rest, done):
        return 0  # "did she accept the fine?": "she refused to speak"
    told = factuality(said, at, matter.before, is_permission)
    if is_permission and told != -1:
        return 0  # "people drink it" does not say that they may
    return sense * told


def _told(matter: Proposition, said: Tree, at: int) -> int | None:
    """1 where a token is the predicate in whatever form, -1 where it is its opposite; None: another word."""
    sense = relation(matter.predicate, _with_particle(said, at) or said.lemma(at))
    if sense is not None:
        return sense
    if said.tokens[at].pos == "NOUN" and is_none(said, at) and _befalls(matter, said.folded(at)):
        return 1  # "was anyone hurt": "no injuries"
    if said.tokens[at].pos in ("VERB", "ADJ") and any({matter.predicate, said.folded(at)} <= fate for fate in FATES):
        return 1  # "was he injured": "was not hurt"
    # The small model takes "fined" for a form of "fin".
    return 1 if is_one_family(matter.predicate, said.folded(at)) else None


def _with_particle(said: Tree, at: int) -> str:
    """A phrasal verb that has opposites, or another word for it: "turn-down"; "" for any other."""
    phrasal = (f"{said.lemma(at)}-{said.folded(child)}" for child in said.named(at, "prt"))
    return next((verb for verb in phrasal if has_antonym(verb) or senses(verb)), "")


def _befalls(matter: Proposition, noun: str) -> bool:
    """Whether a noun tells what is asked of anybody: deaths of dying, injuries of being hurt."""
    return matter.subject <= _ANYBODY and any({matter.predicate, noun} <= fate for fate in FATES)


def _is_same_actor(matter: Proposition, said: Tree, at: int) -> bool:
    """False when who does it here, or what it is done to in the passive, is not the question's subject."""
    actor = _actor(said, at)
    if actor is None or said.tokens[actor].pos not in ("NOUN", "PROPN") or not matter.subject:
        return True
    token, found = said.tokens[actor], _content(said, actor)
    if share_word(found, matter.subject):
        return True
    if token.dep == "nsubjpass":
        return share_word(found, matter.rest)
    if share_word(found, matter.rest):
        return False
    if token.pos == "NOUN" and matter.subject <= matter.names:
        return any(said.word(child).lower() == "the" for child in said.children[actor])  # of Karst FC: "the club"
    objects = said.named(at, "dobj")  # "Was the bridge closed?" "The council closed the bridge." "… closed it."
    done = {word for child in objects for word in _content(said, child)}
    return share_word(done, matter.subject) or any(said.tokens[child].pos == "PRON" for child in objects)


def _actor(said: Tree, at: int) -> int | None:
    """The subject of a verb, or of the verb that it hangs on: "denied using", "came and left"."""
    found = said.subject(at)
    while found is None and said.tokens[at].dep in ("xcomp", "pcomp", "conj") and (up := said.up(at)) is not None:
        at, found = up, said.subject(up)
    return found


def _is_same_object(matter: Proposition, said: Tree, at: int) -> bool:
    """False when it is done to another thing beside the one of the question: "banned a film about the drug"."""
    things = said.named(at, "dobj")
    done = {said.lemma(child) for child in things if said.tokens[child].pos in ("NOUN", "PROPN")}
    if not done or share_word(done, matter.subject | matter.rest):
        return True
    beside = [said.lemma(i) for i, token in enumerate(said.tokens) if i not in things and token.pos in CONTENT]
    return not share_word(matter.rest, beside)


def _content(tree: Tree, at: int) -> frozenset[str]:
    """Lemmas of the content words of a token and what depends on it, and the initials of its name: "un"."""
    below = [i for i in tree.below(at) if tree.tokens[i].pos in CONTENT]
    initials = "".join(tree.word(i)[0] for i in below if tree.tokens[i].pos == "PROPN").lower()
    return frozenset([*map(tree.lemma, below), *([initials] if len(initials) > 1 else [])])
