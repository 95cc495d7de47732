"""HTML as the tests look at it."""

from __future__ import annotations

from html.parser import HTMLParser


class Page(HTMLParser):
    """The tags of the page, and the text inside each element that has a class."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.inside: list[tuple[str, str]] = []
        self.texts: list[tuple[str, list[str]]] = []
        self._open: list[list[str]] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._open.append([])
        self.texts.append((str(dict(attrs).get("class")), self._open[-1]))

    def handle_endtag(self, tag: str) -> None:
        ended = self._open.pop()
        if self._open:
            self._open[-1].extend(ended)

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1].append(data)

    def all(self, name: str) -> list[str]:
        """The texts of the elements of a class, in order."""
        return ["".join(parts) for found, parts in self.texts if found == name]
