"""Different names are never folded, most spellings of one name are: held on the labelled pairs."""

from __future__ import annotations

from eval.folds import measured, naive, read_pairs, vocabulary
from qa.spellings import Spellings

PAIRS = read_pairs()
# At most one wrong fold in a hundred pairs.
MOST_WRONG = 0.01


def test_at_most_one_percent_of_the_pairs_drawn_by_rule_are_folded_wrongly() -> None:
    drawn = [pair for pair in PAIRS if pair.rule in ("near", "sound", "surname")]
    found = measured(drawn, Spellings(vocabulary(drawn)).folded)
    assert found.pairs >= 200 and found.wrong_share <= MOST_WRONG, found.wrong


def test_most_known_variants_are_folded() -> None:
    variants = [pair for pair in PAIRS if pair.rule == "variant"]
    assert len(variants) >= 60 and measured(variants, Spellings(vocabulary(variants)).folded).recall >= 0.9


def test_whatever_is_two_letters_apart_would_fail() -> None:
    drawn = [pair for pair in PAIRS if pair.rule in ("near", "sound", "surname")]
    assert measured(drawn, naive).wrong_share > MOST_WRONG
