"""Words that news uses for one thing: a school is shut or closed, a match put off or postponed.

General English only. Phrases of two words are written with a hyphen: "put-off". A word may have several senses.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from index.normalise import words
from qa.inflections import lemma

_SENSES = """
    close closure shut shutdown, open reopen, postpone postponement delay put-off push-back defer,
    cancel cancelled cancellation call-off scrap, resign resignation quit step-down stand-down give-up
    stand-aside step-aside, leave depart departure, fire sack dismiss dismissal oust remove removal,
    hire appoint appointment name,
    stop halt end cease give-up abandon, begin start launch break-out, ignite spark start catch-fire,
    fire blaze flame catch-fire burn inferno, engine locomotive, buy purchase acquire acquisition, sell sale,
    ban forbid prohibit outlaw, allow permit let, refuse decline reject turn-down, accept agree, withdraw withdrawal
    retreat pull-back pullback pull-out pullout, capture seize take recapture retake win-back take-back,
    lose loss fall defeat,
    troop force soldier army unit, stretch spread thin, ammunition munition shell,
    shortage run-low run-short run-out lack short, arrest detain jail imprison, sue lawsuit suit,
    choose pick select, need require want, rise increase grow growth climb, drop decrease decline fall,
    cut reduce slash,
    car vehicle, money fund cash, worker employee staff, attack strike assault raid, bomb bombard shell pound,
    help aid assist, think believe reckon consider, keep stay remain, angry anger fury outrage, protest demonstrate
    demonstration march rally, danger dangerous risk threat vulnerable vulnerability peril, collapse fall-down cave-in,
    move relocate transfer shift, build construct construction erect, job post position office, rich wealthy,
    crash collide collision, phone ring call telephone, doctor physician, child kid, big large huge great, empty
    vacant, tear-down demolish demolition pull-down knock-down, set-up founded establish, shipment cargo freight,
    competition event game, rumour rumor gossip, illness sick ill health disease, wed marry marriage wedding
"""


def phrased(text: str) -> list[str]:
    """The words of a text, in order, known phrases of two joined: "put-off" of "was put off"."""
    return list(_joined(words(text)))


def _joined(said: list[str]) -> Iterator[str]:
    at = 0
    while at < len(said):
        pair = "-".join(said[at : at + 2])
        known = at + 1 < len(said) and bool(senses(pair))
        yield pair if known else said[at]
        at += 1 + known


@lru_cache(maxsize=4096)
def senses(word: str) -> frozenset[int]:
    """The numbers of the senses of a word or phrase in any form; empty for most."""
    return _table().get(_key(word), frozenset())


def synonymous(one: str, other: str) -> bool:
    """Whether two words, or phrases joined by a hyphen, have a sense in common."""
    return bool(senses(one) & senses(other))


def _key(word: str) -> str:
    first, hyphen, second = word.partition("-")
    return f"{lemma(first)}{hyphen}{second}"


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[int]]:
    known: dict[str, frozenset[int]] = {}
    for number, group in enumerate(_SENSES.split(",")):
        for word in group.split():
            known[_key(word)] = known.get(_key(word), frozenset()) | {number}
    return known
