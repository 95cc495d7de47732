"""Copies of one story are joined; two stories on one event are not."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dedupe import dedupe
from index.minhashes import candidates
from index.types import Article

SENTENCES = [
    "The harbour wall of Varna broke shortly after four in the morning on Monday.",
    "Water ran through the fish market and into the cellars of the old town.",
    "Mayor Ilse Varga ordered the schools closed and asked people to stay upstairs.",
    "Rescuers with boats brought forty families from their roofs before noon.",
    "Nobody was reported missing, though two fishermen were treated for the cold.",
    "Engineers had warned of cracks in the wall after the storm of last January.",
    "The council put the repair off twice because the money went into a new quay.",
    "Opposition member Kofi Osei demanded an inquiry into who had signed the delay.",
    "The army sent a bridge layer and two hundred soldiers from the inland garrison.",
    "By evening the tide had fallen and the pumps were holding their own again.",
    "Shops along the quay counted their losses and threw out what the salt had spoiled.",
    "A second surge is expected with the spring tide on Thursday night.",
]
WIRE = " ".join(SENTENCES)
OTHER = (
    "Before dawn on Monday the sea came over Varna. Witnesses describe a roar, then silence, then water in every "
    "street. The town has lived with its old wall for ninety years; the mayor, Ilse Varga, now faces questions "
    "about cracks that experts found last winter. Forty families were rescued by boat. Soldiers arrived in the "
    "afternoon with equipment. Pumps worked through the night. Kofi Osei of the opposition speaks of negligence "
    "and wants to know who postponed the work. Fish traders fear for the season. Another high tide is due on "
    "Thursday, and people are filling sandbags."
)


def article(text: str, name: str, published: str | None = None) -> Article:
    return Article(f"{name}.txt", None, text, f"/{name}.txt", published=published)


def stories(*texts: str) -> list[int]:
    found = dedupe([article(text, f"a{number}") for number, text in enumerate(texts)])
    names = [one.story for one in found]
    assert all(one.story in {other.id for other in found} for one in found)
    return [names.index(name) for name in names]


@pytest.mark.parametrize(
    "copy",
    [
        WIRE,
        f"Sea breaks into Varna\n\n{WIRE}",
        f"VARNA (Agency) - {WIRE}\n\nShare | Tweet | Email\nSign up for the Varna Morning newsletter",
        "The sea broke into the old town of Varna on Monday, and the mayor is blamed. " + " ".join(SENTENCES[1:]),
        " ".join(SENTENCES[:8]),
        "\n\n".join(SENTENCES).replace("'", "’").upper(),
        " ".join([*SENTENCES[:4], "An editor added this sentence of his own about the weather.", *SENTENCES[4:]]),
    ],
    ids=["same", "other headline", "furniture", "changed lead", "tail cut off", "typography", "one sentence more"],
)  # fmt: skip
def test_copies_of_a_wire_story_are_one_story(copy: str) -> None:
    assert stories(WIRE, copy, OTHER) == [0, 0, 2]


def test_two_reports_of_one_event_are_two_stories() -> None:
    assert stories(WIRE, OTHER) == [0, 1]


@pytest.mark.parametrize("shared", [5, 6, 7])
def test_reports_that_share_half_their_sentences_are_two_stories(shared: int) -> None:
    own = [f"Our reporter saw item {n} of the damage near pier number {n} that morning." for n in range(12 - shared)]
    assert stories(WIRE, " ".join([*own, *SENTENCES[:shared]])) == [0, 1]


def test_a_brief_in_a_round_up_does_not_join_the_round_up() -> None:
    for others in range(12, 40, 4):
        rest = " ".join(f"In district {n} the council of {n} met over budget item {n + 1}." for n in range(others))
        assert stories(" ".join(SENTENCES[:3]), " ".join([*SENTENCES[:3], rest])) == [0, 1]


def test_very_short_texts_join_only_when_their_words_are_equal() -> None:
    assert stories("The wall fell on Monday.", "the wall fell - on Monday", "The wall fell on Tuesday.") == [0, 0, 2]
    assert stories("", "", "***") == [0, 0, 2]


def test_what_is_written_anew_each_season_is_another_story() -> None:
    half = " ".join([*SENTENCES[:9], *(f"This year's item number {n} about the tide is new." for n in range(4))])
    near = dedupe([article(WIRE, "a", "2031-01-10"), article(half, "b", "2031-01-20")])
    far = dedupe([article(WIRE, "a", "2031-01-10"), article(half, "b", "2032-01-10T06:00")])
    whole = dedupe([article(WIRE, "a", "2031-01-10"), article(f"Again. {WIRE}", "b", "2032")])
    assert [len({one.story for one in found}) for found in (near, far, whole)] == [1, 2, 1]


def test_the_story_is_the_smallest_id_of_its_copies() -> None:
    found = dedupe([article(WIRE, "a"), article(WIRE, "b"), article(OTHER, "c")])
    assert found[0].story == found[1].story == min(found[0].id, found[1].id)
    assert found[2].story == found[2].id


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12, unique=True), max_size=8), st.randoms())
def test_the_order_of_the_articles_does_not_matter_and_nothing_else_changes(
    drafts: list[list[str]], chance: random.Random
) -> None:
    articles = [article(" ".join(draft), f"a{number}") for number, draft in enumerate(drafts)]
    shuffled = list(articles)
    chance.shuffle(shuffled)
    found = {one.id: one for one in dedupe(articles)}
    assert {one.id: one for one in dedupe(shuffled)} == found
    assert [replace(found[one.id], story="") for one in articles] == articles


def test_candidates_are_few_among_unlike_sets_and_find_the_like() -> None:
    unlike = [[f"{number} {at}" for at in range(200)] for number in range(60)]
    like = [f"0 {at}" for at in range(40, 240)]
    assert [(pair.first, pair.second) for pair in candidates([*unlike, like, []])] == [(0, 60)]
