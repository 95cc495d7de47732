"""HTML, PDF and DOCX to text: the only file that imports trafilatura, pypdf and python-docx.

It runs in the child process of index.worker only: every one of these parsers can be made to hang or to crash.
What comes out is the article's text: headline first, paragraphs parted by a blank line.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.decode import decode
from index.describe import NOTHING_KNOWN, Description, is_title, iso_date
from index.errors import Refused
from index.lines import Line, hyphenated_words, join, paragraphs, runs_on
from index.markup import charset_of, visible_characters
from index.types import Page

if TYPE_CHECKING:
    import pypdf

# Below this share of what a file shows, what was extracted cannot be trusted. Small files are let off.
LITTLE_SHARE = 0.05
LITTLE_FROM = 1000  # characters shown
# Fewer characters a page than a running head has: the pages are pictures of text.
LITTLE_A_PAGE = 40
# What a .docx may unpack to. Pictures count too: python-docx reads every part into memory.
DOCX_BYTES = 200 * 1024 * 1024
DOCX_XML_BYTES = 32 * 1024 * 1024
DOCX_MEMBERS = 5000
# A headline that the text itself begins with, give or take a kicker or a menu, is not put in front once more.
HEADLINE_BLOCKS = 5
PDF_LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": 16_000_000,
    "lzw_maximum_output_length": 16_000_000,
    "run_length_maximum_output_length": 16_000_000,
    "brotli_maximum_output_length": 16_000_000,
    "jbig2_maximum_output_length": 16_000_000,
    "array_based_stream_maximum_output_length": 16_000_000,
    "stream_decoding_work_maximum_length": 64_000_000,
    "stream_parsing_work_maximum_count": 1_000_000,
    "xform_maximum_invocations_per_extraction": 500,
    "page_tree_maximum_page_entries": 20_000,
    "jbig2dec_binary": None,  # an external program
}
# What programs write where an author or a title should be.
_NO_AUTHOR = re.compile(
    r"(?:python-docx|microsoft|office|user|admin\w*|owner|unknown|anonymous|author|windows)(?: .*)?|.*[@\\/].*", re.I
)
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|indd|qxd|rtf|txt|html?|odt|pptx?|xlsx?)\b|^microsoft |^untitled|_", re.I)
# Control characters that fonts without a proper table yield, and halves of surrogate pairs: no text.
_GARBAGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The same words once more: for programs that know no drawings, and where a moved text stood before.
_TWICE = ("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", f"{_W}moveFrom")
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text of one file, what the file says about it, and where its pages begin."""

    text: str
    description: Description = NOTHING_KNOWN
    pages: tuple[Page, ...] = ()


def parse(format: str, content: bytes) -> Parsed:
    """Extract the article of an "html", "pdf" or "docx" file.

    Raises Refused with the reason when there is nothing to trust in it, and whatever the parsers raise.
    """
    parsed = {"html": _html, "pdf": _pdf, "docx": _docx}[format](content)
    if not parsed.text.strip():
        raise Refused("no-text")
    return parsed


def warm() -> None:
    """Import and run every parser once, so that forks of this process find them loaded."""
    import docx
    import pypdf

    docx.Document()
    pypdf.overwrite_configuration(**PDF_LIMITS)
    _html(b"<html><head><title>A title</title></head><body><p>Some text to warm up on.</p></body></html>")


def _html(content: bytes) -> Parsed:
    try:
        markup = decode(content, charset_of(content)).text
    except UnicodeError:
        raise Refused("bad-encoding") from None
    shown = visible_characters(markup)
    found = _extracted(markup.lstrip("\ufeff"))
    blocks = _paragraphs(found)
    if len(blocks) == 1:  # a brief: trafilatura pours the whole page into one line, byline and captions with it
        parted = _extracted(markup.lstrip("\ufeff"), least=1)
        if len(_paragraphs(parted)) > 1 and 2 * _size(_paragraphs(parted)) > _size(blocks):
            found, blocks = parted, _paragraphs(parted)
    _trust(_size(blocks), shown)
    title = _line(found.title) if found else ""
    text = "\n\n".join(_headline_first(title, blocks))
    if not text:
        raise Refused("no-text")
    url = _line(found.url)
    return Parsed(
        text,
        Description(
            title=title or None,
            outlet=_line(found.sitename) or None,
            author=_line(found.author) or None,
            published=iso_date(found.date),
            url=url if url.startswith(("https://", "http://")) else None,
        ),
    )


def _extracted(markup: str, least: int | None = None) -> Any:
    """What trafilatura finds; below `least` characters (its own default is 250) it takes the page as it stands."""
    import trafilatura
    from trafilatura.settings import use_config

    config = use_config()
    if least is not None:
        config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(least)
    return trafilatura.bare_extraction(
        markup,
        favor_recall=True,
        include_comments=False,
        with_metadata=True,
        # The extensive search takes a copyright year for a date.
        date_extraction_params={"extensive_search": False, "original_date": True},
        config=config,
    )


def _paragraphs(found: Any) -> list[str]:
    """The paragraphs of what was found, none of them empty."""
    return [clean for block in (found.text or "").split("\n") if (clean := _clean(block))] if found else []


def _size(blocks: Sequence[str]) -> int:
    return sum(map(len, blocks))


def _pdf(content: bytes) -> Parsed:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not _opens(reader):
        raise Refused("encrypted")
    sheets = [_printed(page) for page in reader.pages]
    characters = sum(len(line.text) for sheet in sheets for line in sheet)
    if characters and len(sheets) > 1 and characters < LITTLE_A_PAGE * len(sheets):
        raise Refused("little-text")
    labels = reader.page_labels if "/PageLabels" in reader.root_object else []
    title, author = _line(_stated(reader, "/Title")), _line(_stated(reader, "/Author"))
    if not is_title(title) or _FILE_NAME.search(title):
        title = ""
    text, pages = _bound(title, sheets, labels)
    return Parsed(text, Description(title=title or None, author=_author(author)), pages)


def _docx(content: bytes) -> Parsed:
    import docx

    _check_docx(content)
    document = docx.Document(io.BytesIO(content))
    blocks = [block for block in map(_clean, _blocks(document.element.body)) if block]
    shown = sum(len((node.text or "").strip()) for node in document.element.body.iter(f"{_W}t"))
    _trust(sum(map(len, blocks)), shown)
    title = _line(document.core_properties.title)
    if not is_title(title) or _FILE_NAME.search(title):
        title = ""
    text = "\n\n".join(_headline_first(title, blocks)) if blocks else ""
    return Parsed(text, Description(title=title or None, author=_author(_line(document.core_properties.author))))


def _stated(reader: pypdf.PdfReader, key: str) -> str:
    return str((reader.metadata.get(key) if reader.metadata else None) or "")


def _trust(extracted: int, shown: int) -> None:
    """Silent loss is worse than a skipped file."""
    if shown > LITTLE_FROM and extracted < LITTLE_SHARE * shown:
        raise Refused("little-text")


def _clean(text: str) -> str:
    return _GARBAGE.sub("", text).strip()


def _line(text: str | None) -> str:
    return " ".join(_clean(text or "").split())


def _author(name: str) -> str | None:
    return name if name and len(name) <= 100 and not _NO_AUTHOR.fullmatch(name) else None


def _headline_first(title: str, blocks: Sequence[str]) -> list[str]:
    """The blocks with the headline in front, once: also when it stands below a kicker, or goes on after the title."""
    head = [_folded(block) for block in blocks[:HEADLINE_BLOCKS]]
    if not title or not head:
        return list(blocks)
    if _folded(title) in head:
        at = head.index(_folded(title))
        return [blocks[at], *blocks[:at], *blocks[at + 1 :]]
    return list(blocks) if _folded(title) in " ".join(head) else [title, *blocks]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _opens(reader: pypdf.PdfReader) -> bool:
    """Whether an encrypted PDF needs no password; what cannot be decrypted here counts as locked."""
    from pypdf.errors import DependencyError

    try:
        return bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):
        return False


def _printed(page: pypdf.PageObject) -> list[Line]:
    """The lines of a page in the order of its content, with where they stand."""
    lines: list[Line] = []
    pieces: list[str] = []
    place: list[float] = []

    def end() -> None:
        text = _clean(" ".join("".join(pieces).split(" ")))
        if text:
            lines.append(Line(text, *place))
        pieces.clear()
        place.clear()

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], _font: object, size: float) -> None:
        for number, piece in enumerate(text.split("\n")):
            if number:
                end()
            if piece.strip() and not place:
                scale = abs(tm[3] * cm[3]) or 1.0
                place.extend((tm[4] * cm[1] + tm[5] * cm[3] + cm[5], round(float(size) * scale, 1)))
            pieces.append(piece)

    page.extract_text(visitor_text=visit)
    end()
    return lines


def _bound(title: str, sheets: Sequence[Sequence[Line]], labels: Sequence[str]) -> tuple[str, tuple[Page, ...]]:
    """The pages as one text, and where each begins in it; a sentence runs on over the end of a page."""
    words = hyphenated_words([line for sheet in sheets for line in sheet])
    text, pages = "", []
    for number, sheet in enumerate(sheets):
        blocks = paragraphs(sheet, words)
        if not number:
            blocks = _headline_first(title, blocks)
        first = blocks[0] if blocks else ""
        if runs_on(text, first):
            joined = join(text, first, words)
            start = len(joined) - len(first)
        else:
            joined = f"{text}\n\n{first}" if text and first else text + first
            start = len(joined) - len(first)
        pages.append(Page(start, number + 1, labels[number] if number < len(labels) else None))
        text = "\n\n".join([joined, *blocks[1:]])
    return text, tuple(pages)


def _check_docx(content: bytes) -> None:
    """Refuse what unpacks to too much; zipfile never reads more of a member than it declares."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):  # the container that Word uses for a file with a password
        raise Refused("encrypted")
    members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    sizes = [member.file_size for member in members]
    xml = [member.file_size for member in members if member.filename.endswith((".xml", ".rels"))]
    if len(members) > DOCX_MEMBERS or sum(sizes) > DOCX_BYTES or sum(xml) > DOCX_XML_BYTES:
        raise Refused("too-large")


def _blocks(parent: Any) -> Iterator[str]:
    """Paragraphs and table rows in order, also in content controls and insertions, which python-docx leaves out."""
    for node in parent:
        if node.tag == f"{_W}p":
            yield "".join(_runs(node))
        elif node.tag == f"{_W}tr":
            cells = [cell for cell in node.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is node]
            yield "\t".join(" ".join(filter(None, _blocks(cell))) for cell in cells)
        elif isinstance(node.tag, str) and node.tag not in _TWICE:
            yield from _blocks(node)


def _runs(node: Any) -> Iterator[str]:
    for child in node:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif isinstance(child.tag, str) and child.tag not in _TWICE:
            yield "\n" if child.tag == f"{_W}p" else ""  # a text box inside the paragraph
            yield from _runs(child)
