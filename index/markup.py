"""A look at HTML with the standard library only, before a real parser may see it.

Every HTML parser has a file of three megabytes that hangs it or makes it drop the text in silence: one tag of 300 000
attributes, 200 000 nested elements, half a million comment openings. This pass is linear in the size of the file.
"""

from __future__ import annotations

import re
from html import unescape

from index.errors import Refused

# Each is far above the largest of real news pages and far below what slows lxml.
LONGEST_TAG = 64 * 1024  # characters; pages carry state as JSON in one attribute
MOST_TAGS = 200_000
MOST_COMMENTS = 10_000
DEEPEST = 500  # open elements; libxml2 drops text below its own limits without a word

_TAG = re.compile(r"<!--|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)[^>]*>?")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
# Their content is not shown as text.
_HIDDEN = {"script", "style", "noscript", "template", "head", "title", "svg", "iframe", "textarea", "select"}
# Never closed, or closed by whatever follows: they do not count as nesting.
_FLAT = set(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "option",
        "path",
    ]
)


def charset_of(data: bytes) -> str | None:
    """The encoding that the page itself declares, if any. It may lie: UTF-8 that decodes is UTF-8."""
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else None


def visible_characters(markup: str) -> int:
    """About how many characters other than white space the page shows, to tell silent loss of text by.

    Raises Refused for a page that would hang a parser or make it drop text.
    """
    visible, depth, tags, comments, at = 0, 0, 0, 0, 0
    absent: set[str] = set()
    while match := _TAG.search(markup, at):
        visible += _characters(markup[at : match.start()])
        at = match.end()
        if match[0] == "<!--":
            comments += 1
            at = _after(markup, "-->", at, absent)
        else:
            tags += 1
            name = match["name"].lower()
            if name in _HIDDEN and not match["close"]:
                at = _after(markup, f"</{name}", at, absent)
            elif name not in _FLAT and not match[0].endswith("/>"):
                depth = max(0, depth + (-1 if match["close"] else 1))
        if tags > MOST_TAGS or comments > MOST_COMMENTS or depth > DEEPEST or len(match[0]) > LONGEST_TAG:
            raise Refused("parser-error")
    return visible + _characters(markup[at:])


def _after(markup: str, closing: str, at: int, absent: set[str]) -> int:
    """The position after `closing`, or `at` when it never comes: nothing is hidden then, and it is not sought again."""
    found = (
        None
        if closing in absent
        else re.compile(re.escape(closing) + "[^>]*>?" * closing.startswith("</"), re.I).search(markup, at)
    )
    if not found:
        absent.add(closing)
    return found.end() if found else at


def _characters(text: str) -> int:
    return sum(map(len, unescape(text).split()))
