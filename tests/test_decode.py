"""Decoding loses nothing: what `open` reads in the encoding found is the text, character by character."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.decode import decode

# NUL characters are no text; surrogates cannot stand in a file.
CHARACTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
WORDS = st.text(st.sampled_from("abcdefghij ’“”–é£\u00a0.,\r\n"), min_size=30)


def opened(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, newline="") as file:
        return file.read()


@given(st.binary(max_size=400))
@example(b"")
@example(b"\xef\xbb\xbfa\r\nb\rc\n")
@example(b"\xff\xfea\x00")
@example(b"\xff\xfe\x00\x00a\x00\x00\x00")
@example(b"+2AE-")  # UTF-7 can spell a lone surrogate
def test_whatever_is_decoded_is_what_open_reads(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    try:
        decoded = decode(data)
    except UnicodeError:
        return
    path = tmp_path_factory.getbasetemp() / "bytes.txt"
    path.write_bytes(data)
    assert opened(path, decoded.encoding) == decoded.text
    assert decoded.text.encode("utf-8").decode("utf-8") == decoded.text, "no lone surrogates"


@given(st.text(CHARACTERS, max_size=200))
def test_utf8_goes_in_and_out_unchanged_unless_it_is_mostly_controls(text: str) -> None:
    ordinary = "The army went home on Monday, officials said. " * 100 + text
    decoded = decode(ordinary.encode())
    assert (decoded.text, decoded.encoding) == (ordinary, "utf-8")


@given(WORDS, st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]))
def test_a_byte_order_mark_names_the_encoding_and_stays_character_0(text: str, encoding: str) -> None:
    marked = "\ufeff" + text
    decoded = decode(marked.encode(encoding))
    assert (decoded.text, decoded.encoding) == (marked, encoding)


@pytest.mark.parametrize(
    "text",
    [
        "Russia’s army said “we go home” — the café costs £5. It isn’t over.",
        "He said it isn’t over yet, and that was all he said to the reporters in town.",
        "Prices rose by 5\u00a0% in Málaga, señor Núñez said.",
    ],
)
def test_short_western_news_in_cp1252_is_read_as_such(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Российские войска отошли из Изюма, сообщили чиновники в субботу вечером. " * 5, "koi8-r"),
        ("Rosyjskie wojska wycofały się z Iziumu, powiedzieli urzędnicy w sobotę. Żołnierze ćwiczą. " * 5, "cp1250"),
        ("ロシア軍は土曜日にイジュームから撤退したと当局者が述べた。" * 5, "shift_jis"),
    ],
)
def test_other_encodings_are_detected(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_utf16_without_a_mark_is_seen_by_its_nuls() -> None:
    text = "The army went home on Monday, officials said."
    assert decode(text.encode("utf-16-le")).text == text
    assert decode(text.encode("utf-16-be")).text == text


def test_an_encoding_the_format_declares_is_taken_unless_the_bytes_are_utf8() -> None:
    greek = "Ο στρατός γύρισε σπίτι τη Δευτέρα"
    assert decode(greek.encode("iso8859-7"), "iso8859-7").text == greek
    assert decode(greek.encode("utf-8"), "iso8859-7").text == greek
    assert decode(greek.encode("cp1253"), "no-such-encoding").text


def test_an_encoding_that_spells_surrogates_is_not_believed() -> None:
    data = b"\\ud800 is a caf\xe9, said a man"
    assert decode(data, "raw_unicode_escape").text == "\\ud800 is a café, said a man"


@pytest.mark.parametrize(
    "data",
    [
        b"text with a \0 in it",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
        bytes(range(1, 32)) * 10,
        codecs.BOM_UTF8 + b"\xff\xfe\xfd",
        codecs.BOM_UTF16_LE + b"\x00\xd8a\x00",  # a lone surrogate
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnicodeError):
        decode(data)
