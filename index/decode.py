"""Bytes to text: the stage that must lose nothing, so that offsets hold in the file itself."""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
from dataclasses import dataclass

# The 32-bit marks come first: the UTF-16 mark is a prefix of the UTF-32 one.
# The codecs that name their byte order keep the mark as character 0; "utf-8-sig" or "utf-16" would eat it.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What Western news holds beyond ASCII. Letters that only appear when another encoding is misread are left out:
# ³ and ¿ (Polish), ð ý þ (Turkish), Õ Ò Ô (Macintosh quotes).
WESTERN = frozenset(
    "‘’“”–—…•€™†«»‹›„‚\u00a0£¥©®°²½¼·´¡¢§" + "àáâãäåæçèéêëìíîïñòóôöøùúûüßœšžŸÿ" + "ÀÁÂÄÅÆÇÈÉÊËÍÎÑÖØÜŒŠŽ"
)
# Share of characters beyond ASCII up to which bytes are first tried as cp1252; Cyrillic or Greek are far above.
# charset-normalizer alone reads a short English cp1252 text with a pound sign as Polish.
WESTERN_SHARE = 0.15
# Bytes that charset-normalizer is shown; an article's encoding shows in its first pages.
DETECTION_BYTES = 256 * 1024
# Share of control and unassigned characters above which a text is no text but bytes that happen to decode.
STRANGE_SHARE = 0.02
# The encodings of the web (WHATWG, Encoding Standard). Left to choose among all that Python has,
# charset-normalizer takes Russian for Japanese and Polish for Nordic: about 39 of 46 samples right, with this list 44.
WEB = [
    "cp1250",
    "cp1251",
    "cp1252",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "cp866",
    "cp874",
    "cp932",
    "cp949",
    "iso8859_2",
    "iso8859_5",
    "iso8859_7",
    "iso8859_9",
    "koi8_r",
    "koi8_u",
    "mac_roman",
    "mac_cyrillic",
    "shift_jis",
    "euc_jp",
    "iso2022_jp",
    "gb18030",
    "big5",
    "euc_kr",
]
_HIGH = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding for which `open(path, encoding=encoding, newline="").read() == text`."""

    text: str
    encoding: str


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Read bytes as text in the encoding they are in: a mark, UTF-8, `declared` (by the format itself), or detected.

    Nothing is dropped or changed: a byte order mark stays character 0, CR and CRLF stay. Lone surrogates never
    come out. Raises UnicodeError when no encoding reads the bytes as text (NUL characters are no text).
    """
    for encoding in _candidates(data, declared):
        try:
            text = _read(data, encoding)
        except (UnicodeError, LookupError):
            continue
        if _is_text(text):
            return Decoded(text, encoding)
    raise UnicodeError("no encoding reads these bytes as text")


def _candidates(data: bytes, declared: str | None) -> list[str]:
    """Encodings to try, most certain first; detection is only paid for when nothing is certain."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return [encoding]
    if b"\0" in data:
        return _wide(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        found = [declared] if declared else []
        return found + (["cp1252"] if _is_western(data) else []) + _detected(data)
    return ["utf-8"]


def _read(data: bytes, encoding: str) -> str:
    """Decode as `open` would, so that the promise about `open` holds for stateful encodings too."""
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="").read()


def _wide(data: bytes) -> list[str]:
    """UTF-16 without a mark: in Western text every other byte is NUL."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 or min(even, odd) * 20 > max(even, odd) or max(even, odd) * 4 < len(data):
        return []
    return ["utf-16-le" if odd > even else "utf-16-be"]


def _is_western(data: bytes) -> bool:
    high = _HIGH.findall(data)
    if len(high) > WESTERN_SHARE * len(data):
        return False
    try:
        return all(byte.decode("cp1252") in WESTERN for byte in set(high))
    except UnicodeDecodeError:
        return False


def _detected(data: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:DETECTION_BYTES], cp_isolation=WEB).best()
    return [best.encoding] if best else []


def _is_text(text: str) -> bool:
    """False for NUL characters, lone surrogates (UTF-7 can make them) and a text of controls."""
    if "\0" in text:
        return False
    if text.isascii() and text.isprintable():
        return True
    kinds = {character: unicodedata.category(character) for character in set(text)}
    if "Cs" in kinds.values():
        return False
    strange = [one for one, kind in kinds.items() if kind in ("Cc", "Cn", "Co") and one not in "\t\n\v\f\r\x85"]
    return sum(map(text.count, strange)) <= STRANGE_SHARE * len(text)
