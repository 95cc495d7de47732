"""FlatVectors against numpy, and what it does when there is little or nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import IndexDamaged
from index.types import Floats2d
from index.vectors import FlatVectors


def unit_rows(count: int, seed: int, dimensions: int = 16) -> Floats2d:
    rows = np.random.default_rng(seed).standard_normal((count, dimensions)).astype(np.float32)
    unit: Floats2d = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


@settings(max_examples=60, deadline=None)
@given(
    numbers=st.lists(st.integers(0, 2**40), unique=True, max_size=30),
    gone=st.sets(st.integers(0, 29)),
    limit=st.integers(0, 40),
    seed=st.integers(0, 100),
)
def test_search_finds_what_a_sort_of_all_products_finds(
    numbers: list[int], gone: set[int], limit: int, seed: int
) -> None:
    rows, question = unit_rows(len(numbers), seed), unit_rows(1, seed + 1000)[0]
    index = FlatVectors(16)
    index.add(numbers, rows)
    index.remove([numbers[at] for at in gone if at < len(numbers)])
    index = FlatVectors.from_bytes(index.to_bytes())
    left = {number: float(rows[at] @ question) for at, number in enumerate(numbers) if at not in gone}
    expected = sorted(left, key=lambda number: (-left[number], number))[:limit]
    found = index.search(question, limit)
    assert len(index) == len(left)
    assert [scored.number for scored in found] == expected
    assert np.allclose([scored.score for scored in found], [left[number] for number in expected], atol=1e-5)


def test_equal_vectors_come_in_the_order_of_their_numbers() -> None:
    index = FlatVectors(16)
    row = unit_rows(1, 1)
    index.add([9, 3, 7], np.repeat(row, 3, axis=0))
    assert [scored.number for scored in index.search(row[0], 3)] == [3, 7, 9]


def test_stored_rows_come_back_as_they_were() -> None:
    rows = unit_rows(5, 2)
    index = FlatVectors(16)
    index.add([4, 2, 8, 6, 0], rows)
    assert np.array_equal(FlatVectors.from_bytes(index.to_bytes()).vectors([8, 4]), rows[[2, 0]])


@pytest.mark.parametrize("content", [b"", b"IxM2", b"\0" * 100, b"not an index at all"])
def test_bytes_that_are_no_index_are_damage(content: bytes) -> None:
    with pytest.raises(IndexDamaged):
        FlatVectors.from_bytes(content)


def test_an_index_without_our_numbers_is_damage() -> None:
    import faiss

    content = faiss.serialize_index(faiss.IndexFlatIP(4)).tobytes()
    with pytest.raises(IndexDamaged, match="IndexFlat"):
        FlatVectors.from_bytes(content)
