"""Pages of a PDF as pictures, and the boxes of a quotation on them: the only file that imports pypdfium2.

PDFium is a large parser of hostile files, so it runs in a child (`python -m ui.sheets`), one for each page, with limits
on memory, time and files; whatever becomes of the child, the server goes on. In: a line of JSON, then the file. Out: a
line of JSON, then the picture as PNG.
"""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.boxes import Box, Range, lines, place

if TYPE_CHECKING:
    import pypdfium2

WALL_SECONDS = 20.0
CPU_SECONDS = 12
MEMORY_BYTES = 1024**3
OPEN_FILES = 64
SHARPNESS = 2.0  # pixels a point: sharp on most screens at the width of the panel
MOST_PIXELS = 1700  # of the longer side: a poster is drawn smaller
LEAST_PIXELS = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """A page of a PDF (1-based), the article's text of that page, and the ranges in it to be boxed."""

    page: int
    text: str
    ranges: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as a picture: pixels, PNG, and for each range asked for its boxes; None where it could not be placed."""

    width: int
    height: int
    picture: bytes
    boxes: tuple[tuple[Box, ...] | None, ...] = ()


class Undrawable(Exception):
    """The page cannot be drawn: the file is damaged, locked, too heavy, or has no such page."""


def draw(content: bytes, asked: Asked) -> Sheet:
    """Draw one page in a child process. Raises Undrawable."""
    request = json.dumps(asdict(asked)).encode() + b"\n" + content
    try:
        done = subprocess.run(  # our own module, no shell
            [sys.executable, "-P", "-m", "ui.sheets"],
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            timeout=WALL_SECONDS,
            check=True,
            start_new_session=True,
        )
        head, _, picture = done.stdout.partition(b"\n")
        return _sheet(json.loads(head), picture)
    except (subprocess.SubprocessError, OSError, ValueError, KeyError, TypeError) as error:
        raise Undrawable(f"page {asked.page} cannot be drawn") from error


def _environment() -> dict[str, str]:
    home = str(Path(__file__).resolve().parent.parent)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([home, *filter(None, sys.path)])}


def _sheet(head: dict[str, Any], picture: bytes) -> Sheet:
    """The child's answer, checked: PDFium may have been taken over."""
    if not picture.startswith(b"\x89PNG\r\n"):
        raise ValueError("no picture")
    boxes = tuple(None if found is None else tuple(Box(*map(float, box)) for box in found) for found in head["boxes"])
    return Sheet(int(head["width"]), int(head["height"]), picture, boxes)


# The child


def main() -> None:
    """Draw what stdin asks for."""
    _limit()
    head = json.loads(sys.stdin.buffer.readline())
    ranges = tuple(Range(one["start"], one["end"]) for one in head["ranges"])
    sheet = drawn(sys.stdin.buffer.read(), Asked(head["page"], head["text"], ranges))
    boxes = [found and [[box.left, box.top, box.right, box.bottom] for box in found] for found in sheet.boxes]
    told = {"width": sheet.width, "height": sheet.height, "boxes": boxes}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + sheet.picture)


def drawn(content: bytes, asked: Asked) -> Sheet:
    """Draw one page in this very process: for the child, and for tests. Raises what pypdfium2 raises."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    page = document[asked.page - 1]
    width, height = page.get_size()
    scale = max(min(SHARPNESS, MOST_PIXELS / max(width, height)), LEAST_PIXELS / min(width, height))
    bitmap = page.render(scale=scale, may_draw_forms=False)
    picture = io.BytesIO()
    bitmap.to_pil().save(picture, "PNG")
    boxes = _boxes(page, asked) if asked.ranges else ()
    return Sheet(bitmap.width, bitmap.height, picture.getvalue(), boxes)


def _boxes(page: pypdfium2.PdfPage, asked: Asked) -> tuple[tuple[Box, ...] | None, ...]:
    from pypdfium2.raw import FPDFText_GetUnicode

    turned = page.get_rotation()
    page.set_rotation(0)  # otherwise PDFium orders the lines by where they stand, not as they were written
    seen = page.get_textpage()
    page.set_rotation(turned)
    # One character a place, so that places are PDFium's own; those outside of Unicode's first plane stay halves.
    shown = "".join(chr(FPDFText_GetUnicode(seen, at)) for at in range(seen.count_chars()))
    found: list[tuple[Box, ...] | None] = []
    for wanted in asked.ranges:
        runs = place(asked.text, wanted, shown)
        found.append(None if runs is None else tuple(lines(_of_runs(page, seen, runs, shown))))
    return tuple(found)


def _of_runs(page: Any, seen: Any, runs: Sequence[Range], shown: str) -> list[Box]:
    boxes = []
    for run in runs:
        for at in range(run.start, run.end):
            if not shown[at].isspace():
                left, bottom, right, top = seen.get_charbox(at, loose=True)
                if right > left and top > bottom:
                    boxes.append(_on_picture(page, left, bottom, right, top))
    return boxes


def _on_picture(page: Any, left: float, bottom: float, right: float, top: float) -> Box:
    """From points of the PDF to shares of the picture: PDFium knows how the page is turned and cropped."""
    from ctypes import byref, c_int

    from pypdfium2.raw import FPDF_PageToDevice

    size = 100_000  # of an imaginary picture, as the answer is in whole pixels
    corners = []
    for x, y in ((left, bottom), (right, top)):
        across, down = c_int(), c_int()
        FPDF_PageToDevice(page, 0, 0, size, size, 0, x, y, byref(across), byref(down))
        corners.append((across.value / size, down.value / size))
    (one_x, one_y), (other_x, other_y) = corners
    return Box(*(round(part, 5) for part in (min(one_x, other_x), min(one_y, other_y))),
               *(round(part, 5) for part in (max(one_x, other_x), max(one_y, other_y))))  # fmt: skip


def _limit() -> None:
    """Limits that this process cannot raise again."""
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(limit)[1]
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    main()
