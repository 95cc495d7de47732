"""The one place where text of articles and questions is made safe to show: on a page, in a terminal, as JSON.

Text is text until here. Nothing else in `ui` turns text into markup.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

# Kept as they are although invisible: they belong to words (soft hyphen, zero-width non-joiner and joiner).
_OF_WORDS = "\u00ad\u200c\u200d"
# What could move the cursor, hide text or turn its direction: controls (C0, C1), format characters (bidi, zero width,
# tags), line and paragraph separators, and lone surrogates, which no encoding can carry.
_UNSAFE = re.compile(
    f"(?![{_OF_WORDS}])[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
# A newline would end a block of HTML in Markdown, and a lone carriage return would become a newline.
_MARKUP = {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;", "`": "&#96;", "$": "&#36;"}
_NO_HTML = re.compile("[\x00\ud800-\udfff]")  # characters that a page cannot hold at all


def escape(text: str) -> str:
    """Any text as one line of HTML: no markup, no Markdown, every control character visible.

    The text of the element that holds it is exactly `text` (NUL and lone surrogates excepted: they become U+FFFD).
    A control character stays inside an isolated `<bdi class="control">` whose title is its name, so it can neither
    hide nor turn what stands beside it. Safe in an attribute only through `attribute`.
    """
    return "".join(_escaped(part) for part in re.split(f"(\r\n|{_UNSAFE.pattern})", text))


def attribute(text: str) -> str:
    """Any text as the value of a quoted HTML attribute: control characters by name, no markup."""
    return _marked(html.escape(visible(text), quote=True))


def visible(text: str) -> str:
    """Text for a terminal: control characters and direction marks are drawn, not obeyed; newline and tab stay."""
    return _UNSAFE.sub(lambda found: _picture(found[0]), text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Text for one line of a terminal: runs of white space are one space."""
    return visible(" ".join(text.split()))


def json_text(value: Any, indent: int | None = None) -> str:
    """JSON that is safe in a terminal and in UTF-8: readable letters, escaped control characters and surrogates."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda found: json.dumps(found[0])[1:-1], text)


def _escaped(part: str) -> str:
    if part != "\r\n" and _UNSAFE.fullmatch(part):
        inside = "\ufffd" if _NO_HTML.match(part) else _MARKUP.get(part, part)
        return f'<bdi class="control" title="{_name(part)}">{inside}</bdi>'
    return _marked(html.escape(part, quote=True))


def _marked(escaped: str) -> str:
    return re.sub("[\n\t\r`$]", lambda found: _MARKUP[found[0]], escaped)


def _picture(character: str) -> str:
    """␛ for the C0 controls, <U+202E> for others."""
    return chr(0x2400 + ord(character)) if ord(character) < 0x20 else f"<{_name(character)}>"


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
