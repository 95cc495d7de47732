"""Make the sample corpus's PDF and DOCX from sources/: `python -m eval.sample.make`. The same bytes every time.

The results are part of the repository; run this again only when a source changed. fpdf2 is among the test dependencies.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
FIRST_PAGE = 17  # the bulletin's printed page numbers go on from the one before
RUNNING_TITLE = "Vessa Basin Commission - Bulletin 2/2015"
PDF_DATE = datetime(2015, 5, 13, 9, 0, tzinfo=UTC)
DOCX_DATE = datetime(2014, 4, 6, 8, 0, tzinfo=UTC)
ZIP_DATE = (2014, 4, 6, 8, 0, 0)


def make(folder: Path = HERE / "corpus") -> list[Path]:
    """Write commission/bulletin.pdf and weekly/mayor.docx below the folder; returns both paths."""
    written = {
        folder / "commission" / "bulletin.pdf": pdf((HERE / "sources" / "bulletin.txt").read_text("utf-8")),
        folder / "weekly" / "mayor.docx": docx((HERE / "sources" / "mayor.txt").read_text("utf-8")),
    }
    for path, content in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return list(written)


def pdf(text: str) -> bytes:
    """A PDF of one page per form feed, headline first, with printed and embedded page labels."""
    from fpdf import FPDF

    pages = [_paragraphs(page) for page in text.split("\f")]
    document = FPDF(format="A4")
    document.set_creation_date(PDF_DATE)
    document.set_title(pages[0][0])
    document.set_author("Vessa Basin Commission")
    document.set_auto_page_break(False)
    for number, paragraphs in enumerate(pages, start=FIRST_PAGE):
        document.add_page(label_style="D", label_start=number)
        for paragraph in paragraphs:
            document.set_font("Helvetica", style="B" if paragraph is pages[0][0] else "", size=11)
            document.multi_cell(0, 6, paragraph, align="L", new_x="LMARGIN", new_y="NEXT")
            document.ln(3)
        document.set_y(-20)
        document.set_font("Helvetica", size=8)
        document.cell(0, 5, f"{RUNNING_TITLE}    {number}", align="C")
    return bytes(document.output())


def docx(text: str) -> bytes:
    """A DOCX with the headline as title, one paragraph each for the rest, and author and date among its properties."""
    from docx import Document

    headline, byline, *paragraphs = _paragraphs(text)
    author, outlet_and_date = byline.split("\n")
    document = Document()
    document.add_heading(headline, level=0)
    for paragraph in (author, outlet_and_date, *paragraphs):
        document.add_paragraph(paragraph)
    properties = document.core_properties
    properties.title, properties.author = headline, author.removeprefix("By ")
    properties.created = properties.modified = DOCX_DATE.replace(tzinfo=None)
    properties.last_modified_by, properties.comments = "", ""
    saved = io.BytesIO()
    document.save(saved)
    return _without_clock(saved.getvalue())


def _without_clock(archive: bytes) -> bytes:
    """The same members with one fixed date, so that equal documents are equal files."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, date_time=ZIP_DATE), old.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _paragraphs(text: str) -> list[str]:
    return [paragraph.strip() for paragraph in text.split("\n\n") if paragraph.strip()]


if __name__ == "__main__":
    make()
