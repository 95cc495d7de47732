"""Whether a verb is told as a fact, denied, or left open."""

from __future__ import annotations

import pytest

from qa.analysers import Analyser, open_analyser
from qa.factuality import factuality
from qa.tree import tree_of


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return open_analyser()


def told(analyser: Analyser, sentence: str, lemma: str, *asked: str, is_permission: bool = False) -> int:
    tree = tree_of(sentence, analyser)
    at = next(at for at in range(len(tree.tokens)) if tree.lemma(at) == lemma)
    return factuality(tree, at, frozenset(asked), is_permission)


@pytest.mark.parametrize(
    ("sentence", "sense"),
    [
        ("The bridge closed on Friday.", 1),
        ("The bridge never closed.", -1),
        ("No bridge closed.", -1),
        ("The council refused to close the bridge.", -1),
        ("The council did not refuse to close the bridge.", 1),
        ("The bridge has yet to close.", -1),
        ("The bridge may close.", 0),
        ("The council plans to close the bridge.", 0),
        ("The mayor said that the bridge closed.", 1),
        ("The mayor did not say that the bridge closed.", 0),
    ],
)
def test_a_verb_is_a_fact_denied_or_open(analyser: Analyser, sentence: str, sense: int) -> None:
    assert told(analyser, sentence, "close") == sense


def test_a_modal_that_was_asked_with_leaves_nothing_open(analyser: Analyser) -> None:
    assert told(analyser, "Pupils may keep their books.", "keep", "can") == 1
    assert told(analyser, "Pupils may keep their books.", "keep", "did") == 0
    assert told(analyser, "The board would sell the mill.", "sell", "does", "want") == 1
    assert told(analyser, "The board would sell the mill.", "sell", "does") == 0


def test_where_permission_is_asked_only_negation_counts(analyser: Analyser) -> None:
    assert told(analyser, "Nobody should drink the water.", "drink", is_permission=True) == -1
    assert told(analyser, "Nobody should drink the water.", "drink") == 0
