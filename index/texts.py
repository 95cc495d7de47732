"""Text and Markdown files: the whole decoded file is the article's text."""

from __future__ import annotations

import re

from index.decode import decode
from index.describe import Description, describe, iso_date
from index.errors import Refused

# Front matter as static site generators read it: between two lines of three dashes at the very top.
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<fields>.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_FIELD = re.compile(r"(?P<name>[A-Za-z][\w -]*?)[ \t]*:[ \t]+(?P<value>\S.*)")
_HEADING = re.compile(r"^#{1,2}[ \t]+(?P<title>.+?)[ \t]*#*[ \t]*$", re.M)
_NAMES = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "source", "site", "publication"),
    "author": ("author", "authors", "byline"),
    "published": ("published", "date", "pubdate", "published_at", "publish_date"),
    "url": ("url", "link", "canonical", "canonical_url", "source_url"),
}
FRONT_CHARACTERS = 20_000


def read_text(format: str, content: bytes) -> tuple[str, Description]:
    """The text of a "txt" or "md" file and what it says about itself.

    Raises Refused: "bad-encoding" when no encoding reads it, "no-text" when there is no letter or digit in it.
    """
    try:
        text = decode(content).text
    except UnicodeError:
        raise Refused("bad-encoding") from None
    if not any(map(str.isalnum, text)):
        raise Refused("no-text")
    return text, _front_matter(text) if format == "md" else describe(text)


def _front_matter(text: str) -> Description:
    """Front matter first, then the first heading, then what the lines of the body say."""
    front = _FRONT.match(text[:FRONT_CHARACTERS])
    fields = _fields(front["fields"]) if front else {}
    body = text[front.end() :] if front else text
    heading = _HEADING.search(body[:FRONT_CHARACTERS])
    url = fields.get("url")
    stated = Description(
        title=fields.get("title") or (heading["title"] if heading else None),
        outlet=fields.get("outlet"),
        author=fields.get("author"),
        published=iso_date(fields.get("published")),
        url=url if url and url.startswith(("https://", "http://")) else None,
    )
    return stated.completed(describe(body))


def _fields(front: str) -> dict[str, str]:
    """The plain `name: value` lines under our own names; lists in brackets are joined with commas."""
    given: dict[str, str] = {}
    for match in filter(None, map(_FIELD.fullmatch, front.splitlines())):
        given.setdefault(match["name"].lower(), _value(match["value"]))
    values = {ours: [given[name] for name in names if given.get(name)] for ours, names in _NAMES.items()}
    return {ours: found[0] for ours, found in values.items() if found}


def _value(written: str) -> str:
    value = written.strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_value(part) for part in value[1:-1].split(",") if part.strip())
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
