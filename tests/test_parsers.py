"""HTML, PDF and DOCX give their headline first, their text in order, and what they state about themselves."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

import index.parsers
from index.errors import Refused
from index.parsers import Parsed, parse

PARAGRAPH = (
    "The army retreated from the northern region on Monday after months of positional battles, officials said. "
    "It was a long march that took several days and nights across the hills of the north."
)
PAGE = f"""<html><head><title>Army retreats from the north - The Outlet</title>
<meta property="og:site_name" content="The Outlet"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2024-03-12T10:30:00Z">
<link rel="canonical" href="https://outlet.example/army"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Army retreats from the north</h1><p>{PARAGRAPH}</p><h2>What next</h2>
<p>“Nobody knows,” General Smith &amp; sons said of the region’s fate.</p></article>
<footer>© 2019 Someone Else</footer></body></html>"""


def printed(*paragraphs: str, title: str = "", author: str = "", labels: bool = False) -> bytes:
    """A PDF with a headline in large type and body text, one call of `multi_cell` a paragraph."""
    pdf = FPDF()
    pdf.set_title(title)
    pdf.set_author(author)
    for number, paragraph in enumerate(paragraphs):
        if number == 0 or paragraph == "\f":
            pdf.add_page(label_style="r" if labels else None)
        if paragraph != "\f":
            pdf.set_font("Times", size=18 if number == 0 else 11)
            pdf.multi_cell(0, 9 if number == 0 else 5, paragraph, new_x="LMARGIN", new_y="NEXT", align="L")
            pdf.ln(3)
    return bytes(pdf.output())


def written(document: Any) -> bytes:
    whole = io.BytesIO()
    document.save(whole)
    return whole.getvalue()


def reason(format: str, content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        parse(format, content)
    return refused.value.reason


def test_a_page_of_html_gives_headline_text_and_what_it_states() -> None:
    parsed = parse("html", PAGE.encode())
    assert parsed.text.split("\n\n") == [
        "Army retreats from the north",
        PARAGRAPH,
        "What next",
        "“Nobody knows,” General Smith & sons said of the region’s fate.",
    ]
    found = parsed.description
    assert (found.title, found.outlet, found.author) == ("Army retreats from the north", "The Outlet", "Jane Doe")
    assert (found.published, found.url) == ("2024-03-12", "https://outlet.example/army")


def test_a_copyright_year_is_no_date_and_a_script_is_no_link() -> None:
    page = f'<head><link rel="canonical" href="javascript:x"></head><p>{PARAGRAPH}</p><footer>© 2019 Outlet</footer>'
    found = parse("html", page.encode()).description
    assert (found.published, found.url) == (None, None)


def test_a_brief_of_html_keeps_its_paragraphs_apart() -> None:
    page = """<html><head><title>Dam holds in Kell valley</title></head><body><div><article>
    <h1>Dam holds in Kell valley</h1><p class="byline">By Rosa Lind</p>
    <p>The dam in the Kell valley held on Friday, the engineer said. Water rose by 3.2 metres.</p>
    <noscript>Enable JavaScript</noscript><p>About 900 people slept in a sports hall.</p></article></div></body>"""
    assert parse("html", page.encode()).text.split("\n\n") == [
        "Dam holds in Kell valley",
        "The dam in the Kell valley held on Friday, the engineer said. Water rose by 3.2 metres.",
        "About 900 people slept in a sports hall.",
    ]
    bare = "<html><body>Only a line of text, outside of any paragraph, about the town of Kell.</body></html>"
    assert "the town of Kell" in parse("html", bare.encode()).text


def test_html_is_read_in_the_encoding_it_is_in() -> None:
    page = f'<meta charset="windows-1251"><h1>Армия</h1><p>{"Российские войска отошли из Изюма в субботу. " * 5}</p>'
    assert "Российские" in parse("html", page.encode("cp1251")).text
    assert "Российские" in parse("html", page.encode("utf-8")).text, "the declaration lies"
    assert "Российские" in parse("html", ("\ufeff" + page).encode("utf-16-le")).text


def test_html_that_loses_its_text_in_silence_is_little_text() -> None:
    assert reason("html", b"<p>" + b"word " * 1_900_000 + b"</p>") == "little-text"
    assert reason("html", b"<html><body></body></html>") == "no-text"
    assert reason("html", b"a\0b") == "bad-encoding"


def test_a_pdf_gives_its_lines_joined_and_its_pages() -> None:
    headline = "Army retreats from the north as winter comes and the roads of the hills freeze over again"
    parsed = parse("pdf", printed(headline, "By Jane Doe", PARAGRAPH, "\f", "The second page. " * 20, labels=True))
    assert parsed.text.split("\n\n") == [headline, "By Jane Doe", PARAGRAPH, ("The second page. " * 20).strip()]
    assert [(page.number, page.label) for page in parsed.pages] == [(1, "i"), (2, "ii")]
    assert parsed.text[parsed.pages[1].start :].startswith("The second page.")


def test_a_pdf_without_printed_numbers_has_pages_without_labels() -> None:
    assert [page.label for page in parse("pdf", printed("A headline", PARAGRAPH)).pages] == [None]


def test_a_sentence_runs_on_over_the_end_of_a_page() -> None:
    parsed = parse(
        "pdf", printed("A headline here", PARAGRAPH, "The army went", "\f", "home on Monday, officials said.")
    )
    assert "The army went home on Monday" in parsed.text
    assert parsed.text[parsed.pages[1].start :].startswith("home on Monday")


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Army retreats from the north", "Army retreats from the north"),
        ("Microsoft Word - army.docx", None),
        ("army_final_2", None),
        ("Untitled document", None),
        ("", None),
    ],
)
def test_the_title_of_a_pdf_counts_if_it_looks_like_one(title: str, found: str | None) -> None:
    parsed = parse("pdf", printed("Army retreats from the north", PARAGRAPH, title=title))
    assert parsed.description.title == found
    assert parsed.text.count("Army retreats from the north") == 1


def test_a_title_that_is_nowhere_printed_goes_in_front() -> None:
    parsed = parse("pdf", printed(PARAGRAPH, title="Army retreats from the north"))
    assert parsed.text.startswith("Army retreats from the north\n\nThe army retreated")
    assert parsed.pages[0].start == 0


def test_names_that_programs_leave_are_no_authors() -> None:
    assert parse("pdf", printed("A headline", PARAGRAPH, author="Jane Doe")).description.author == "Jane Doe"
    assert parse("pdf", printed("A headline", PARAGRAPH, author="Microsoft Office User")).description.author is None


def test_a_locked_pdf_is_encrypted_and_one_of_pictures_has_no_text() -> None:
    pdf = FPDF()
    pdf.add_page()
    assert reason("pdf", bytes(pdf.output())) == "no-text"
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Times", size=11)
    pdf.cell(text="secret")
    pdf.set_encryption(owner_password="a", user_password="b")  # noqa: S106
    assert reason("pdf", bytes(pdf.output())) == "encrypted"
    assert reason("pdf", printed("1", *["\f", "2"] * 9)) == "little-text"


def test_a_docx_gives_paragraphs_tables_and_properties_in_order() -> None:
    document = docx.Document()
    document.core_properties.title = "Army retreats from the north"
    document.core_properties.author = "Jane Doe"
    document.add_heading("Army retreats from the north", 0)
    document.add_paragraph(PARAGRAPH)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Town", "People", "Kupiansk", "436"), strict=True):
        cell.text = text
    document.add_paragraph("After the table,\tit goes on.")
    parsed = parse("docx", written(document))
    assert parsed.text.split("\n\n") == [
        "Army retreats from the north",
        PARAGRAPH,
        "Town\tPeople",
        "Kupiansk\t436",
        "After the table,\tit goes on.",
    ]
    assert (parsed.description.title, parsed.description.author) == ("Army retreats from the north", "Jane Doe")


def test_inserted_text_is_read_and_deleted_text_is_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The army ")
    for tag, text in (("ins", "went home"), ("del", "stayed"), ("moveFrom", "moved away")):
        run = document.add_paragraph(text).runs[0]._r
        run.getparent().remove(run)
        if tag == "del":
            run.find(f"{{{run.nsmap['w']}}}t").tag = f"{{{run.nsmap['w']}}}delText"
        change = docx.oxml.OxmlElement(f"w:{tag}")
        change.append(run)
        paragraph._p.append(change)
    assert parse("docx", written(document)).text == "The army went home"


def test_an_unnamed_author_of_a_docx_is_unknown() -> None:
    document = docx.Document()
    document.add_paragraph("The army went home.")
    assert parse("docx", written(document)).description.author is None


def test_a_docx_that_is_locked_or_a_bomb_or_empty_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reason("docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600) == "encrypted"
    assert reason("docx", written(docx.Document())) == "no-text"
    monkeypatch.setattr(index.parsers, "DOCX_XML_BYTES", 1_000_000)
    document = docx.Document()
    document.add_paragraph("0" * 1_000_000)
    assert reason("docx", written(document)) == "too-large"


GOOD = {
    "html": PAGE.encode(),
    "pdf": printed("A headline", PARAGRAPH),
    "docx": written(docx.Document()),
}


@pytest.mark.parametrize("format", GOOD)
@given(at=st.integers(0, 10_000), byte=st.integers(0, 255), cut=st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_changed_byte_gives_text_or_an_exception_of_this_process(format: str, at: int, byte: int, cut: bool) -> None:
    content = bytearray(GOOD[format])
    at %= len(content)
    content[at : None if cut else at + 1] = [byte]
    try:
        parsed = parse(format, bytes(content))
    except Exception:  # any at all: the worker turns it into a reason
        return
    assert isinstance(parsed, Parsed) and parsed.text.strip()
