"""PDF pages in many layouts, made with fpdf2, with one sentence in red: so that a picture shows where it stands.

All text is invented. A layout is a function of the sentences and the number of the red one.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject

RED, BLACK, GREY = (220, 0, 0), (0, 0, 0), (190, 190, 190)
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
HEADLINE = "Harbour pilots of Ostwick walk out"
SENTENCES = (
    "The harbour pilots of Ostwick walked out on Tuesday after talks about night shifts broke down.",
    "“Nobody wanted it,” said Ada Brandt, who heads the union of the pilots.",
    "The port authority called the strike “an affront” and said that ships would be guided by tugs.",
    "Twenty-three vessels lay at anchor outside the breakwater by the evening, officials said.",
    "A container line warned that goods worth 4.2 million crowns a day were at stake.",
    "Fishing boats, which need no pilot, were not affected by the walk-out.",
    "The mayor, Piet Lorne, offered to speak with both sides at the town hall on Thursday.",
    "The last strike in the harbour, in 1998, ended after nineteen days with a rise of three per cent.",
    "Shipping agents said that first deliveries of fresh fruit had been diverted to Halmund.",
    "The conciliator's office in the capital confirmed that it had received a request from the union.",
    "“Talks will go on through the night if they must,” a spokeswoman for the ministry said.",
    "The strike is the first since the pilotage service was handed to the regional government.",
)
HYPHENS = {
    whole.replace("-", "", 1): whole
    for whole in (
        "author-ity deliv-eries govern-ment con-tainer break-water concili-ator's affect-ed pilot-age spokes-woman "
        "Tues-day Thurs-day region-al"
    ).split()
}


@dataclass
class Setter:
    """Sets words into columns, line by line, in one colour or the other."""

    document: FPDF
    columns: Sequence[tuple[float, float]]  # left and width, in points
    top: float = 72
    bottom: float = 770
    leading: float = 14
    hyphenated: bool = False
    justified: bool = False
    on_page: Callable[[FPDF], None] = lambda document: None
    column: int = 0
    y: float = field(default=0, init=False)

    def begin(self) -> None:
        self.document.add_page()
        self.on_page(self.document)
        self.column, self.y = 0, self.top

    def set(self, words: Sequence[tuple[str, bool]]) -> None:
        line: list[tuple[str, bool]] = []
        waiting = list(words)
        while waiting:
            word = waiting.pop(0)
            if not line or self._fits([*line, word]):
                line.append(word)
                continue
            first, dash, _ = HYPHENS.get(word[0].strip(".,”"), "").partition("-")
            head = (f"{first}-", word[1])
            if self.hyphenated and dash and word[0].startswith(first) and self._fits([*line, head]):
                line.append(head)
                waiting.insert(0, (word[0][len(first) :], word[1]))
            else:
                waiting.insert(0, word)
            self._print(line, self.justified)
            line = []
        self._print(line, False)
        self.y += self.leading * 0.8

    def _fits(self, line: Sequence[tuple[str, bool]]) -> bool:
        width = self.columns[self.column][1]
        return self.document.get_string_width(" ".join(word for word, _ in line)) <= width

    def _print(self, line: Sequence[tuple[str, bool]], justified: bool) -> None:
        if not line:
            return
        if self.y > self.bottom:
            self.column, self.y = self.column + 1, self.top
            if self.column == len(self.columns):
                self.begin()
        left, width = self.columns[self.column]
        blank = self.document.get_string_width(" ")
        if justified and len(line) > 1:
            used = sum(self.document.get_string_width(word) for word, _ in line)
            blank = (width - used) / (len(line) - 1)
        x = left
        for text, red in _runs(line) if not justified else line:
            self.document.set_text_color(*(RED if red else BLACK))
            self.document.text(x, self.y, text)
            x += self.document.get_string_width(text) + blank
        self.y += self.leading


def _runs(line: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Neighbouring words of one colour as one run of text."""
    runs: list[tuple[str, bool]] = []
    for word, red in line:
        if runs and runs[-1][1] == red:
            runs[-1] = (f"{runs[-1][0]} {word}", red)
        else:
            runs.append((word, red))
    return runs


Layout = Callable[[int], bytes]


def _document(size: Any = "A4", orientation: Any = "portrait", font: str = "Helvetica", points: float = 11) -> FPDF:
    document = FPDF(unit="pt", format=size, orientation=orientation)
    document.set_auto_page_break(False)
    if font.startswith("DejaVu"):
        document.add_font(font, fname=DEJAVU / f"{font}.ttf")
    document.set_font(font, size=points)
    return document


def _written(setter: Setter, red: int, per_paragraph: int = 3, change: Callable[[str], str] = str) -> bytes:
    _write(setter, red, per_paragraph, change)
    return bytes(setter.document.output())


def _write(setter: Setter, red: int, per_paragraph: int, change: Callable[[str], str]) -> None:
    setter.begin()
    setter.document.set_font(size=setter.document.font_size_pt * 1.5)
    setter.set([(word, False) for word in HEADLINE.split()])
    setter.document.set_font(size=setter.document.font_size_pt / 1.5)
    for start in range(0, len(SENTENCES), per_paragraph):
        words = []
        for number in range(start, min(start + per_paragraph, len(SENTENCES))):
            words += [(change(word), number == red) for word in SENTENCES[number].split()]
        setter.set(words)


def _plain(text: str) -> str:
    """What the standard fonts of a PDF can print."""
    return text.replace("“", '"').replace("”", '"')


def _ligatures(text: str) -> str:
    return text.replace("ffi", "ﬃ").replace("ff", "ﬀ").replace("fi", "ﬁ").replace("fl", "ﬂ")


def single(red: int) -> bytes:
    return _written(Setter(_document(), [(72, 450)]), red, change=_plain)


def two_columns(red: int) -> bytes:
    return _written(Setter(_document(font="Times", points=10), [(50, 235), (310, 235)], bottom=240), red, change=_plain)


def three_narrow_hyphenated(red: int) -> bytes:
    columns = [(40, 150), (215, 150), (390, 150)]
    return _written(Setter(_document(points=10), columns, bottom=260, hyphenated=True), red, change=_plain)


def justified_columns(red: int) -> bytes:
    setter = Setter(_document(font="Times", points=10), [(50, 235), (310, 235)], bottom=240, justified=True)
    return _written(setter, red, change=_plain)


def justified_hyphenated(red: int) -> bytes:
    setter = Setter(_document(points=9), [(72, 200)], justified=True, hyphenated=True)
    return _written(setter, red, change=_plain)


def landscape_typewriter(red: int) -> bytes:
    return _written(Setter(_document(orientation="landscape", font="Courier", points=10), [(72, 600)], bottom=500), red,
                    change=_plain)  # fmt: skip


def _edited(content: bytes, edit: Callable[[Any], Any]) -> bytes:
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(content)).pages:
        edit(writer.add_page(page))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def turned(angle: int) -> Layout:
    return lambda red: _edited(single(red), lambda page: page.rotate(angle))


def turned_columns(red: int) -> bytes:
    return _edited(two_columns(red), lambda page: page.rotate(90))


def _crop(page: Any) -> None:
    page.cropbox = RectangleObject((40, 300, 560, 800))


def cropped(red: int) -> bytes:
    return _edited(single(red), _crop)


def cropped_and_turned(red: int) -> bytes:
    return _edited(cropped(red), lambda page: page.rotate(270))


def dejavu(red: int) -> bytes:
    return _written(Setter(_document(font="DejaVuSans", points=10), [(60, 460)]), red)


def dejavu_serif_ligatures(red: int) -> bytes:
    return _written(Setter(_document(font="DejaVuSerif", points=10), [(60, 400)]), red, change=_ligatures)


def dejavu_narrow_hyphenated(red: int) -> bytes:
    setter = Setter(
        _document(font="DejaVuSans", points=8), [(60, 140), (230, 140), (400, 140)], bottom=300, hyphenated=True
    )
    return _written(setter, red, change=_ligatures)


def letterspaced(red: int) -> bytes:
    document = _document()
    document.set_char_spacing(1.2)
    return _written(Setter(document, [(60, 470)]), red, change=_plain)


def stretched(red: int) -> bytes:
    document = _document()
    document.set_stretching(130)
    return _written(Setter(document, [(60, 470)]), red, change=_plain)


def _head_and_foot(document: FPDF) -> None:
    document.set_text_color(*GREY)
    document.text(72, 40, "The Ostwick Quay Courier")
    document.text(280, 810, f"page {document.page_no()}")


def short_pages(red: int) -> bytes:
    """Sentences run over the ends of pages, with a running head and foot."""
    return _written(
        Setter(_document(), [(72, 380)], bottom=130, on_page=_head_and_foot), red, change=_plain, per_paragraph=6
    )


def poster(red: int) -> bytes:
    document = _document(size=(2384, 3370), points=60)
    return _written(Setter(document, [(150, 2000)], top=250, bottom=3200, leading=76), red, change=_plain)


def small_card(red: int) -> bytes:
    document = _document(size=(240, 340), points=6)
    return _written(Setter(document, [(15, 210)], top=25, bottom=320, leading=7), red, change=_plain)


def sideways(red: int) -> bytes:
    """Text that is turned within an upright page."""
    document = _document(size=(842, 842))

    class Turned(Setter):
        def _print(self, line: Sequence[tuple[str, bool]], justified: bool) -> None:
            with self.document.rotation(90, 421, 421):
                super()._print(line, justified)

    return _written(Turned(document, [(72, 600)]), red, change=_plain)


def locked(red: int) -> bytes:
    """Encrypted, with an empty password to open it."""
    document = _document()
    document.set_encryption(owner_password="owner")  # noqa: S106 (of a fixture)
    return _written(Setter(document, [(72, 450)]), red, change=_plain)


def word_by_word(red: int) -> bytes:
    """As TeX does: every word placed on its own, without blanks."""
    return _written(Setter(_document(font="Times"), [(72, 430)], justified=True), red, change=_plain)


def said_twice(red: int) -> bytes:
    """The whole article stands twice on the page; the red one comes first."""
    setter = Setter(_document(points=8), [(40, 500)], leading=10)
    _write(setter, red, 3, _plain)
    for sentence in SENTENCES:
        setter.set([(_plain(word), False) for word in sentence.split()])
    return bytes(setter.document.output())


LAYOUTS: dict[str, Layout] = {
    "single": single,
    "two columns": two_columns,
    "three narrow columns, hyphenated": three_narrow_hyphenated,
    "justified columns": justified_columns,
    "justified, hyphenated": justified_hyphenated,
    "landscape, typewriter": landscape_typewriter,
    "turned 90": turned(90),
    "turned 180": turned(180),
    "turned 270": turned(270),
    "turned columns": turned_columns,
    "cropped": cropped,
    "cropped and turned": cropped_and_turned,
    "DejaVu Sans": dejavu,
    "DejaVu Serif, ligatures": dejavu_serif_ligatures,
    "DejaVu, narrow, hyphenated, ligatures": dejavu_narrow_hyphenated,
    "letterspaced": letterspaced,
    "stretched": stretched,
    "short pages with head and foot": short_pages,
    "poster": poster,
    "small card": small_card,
    "sideways text": sideways,
    "encrypted": locked,
    "word by word": word_by_word,
    "said twice": said_twice,
}
