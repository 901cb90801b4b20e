"""The words of an HTML message."""

from __future__ import annotations

from html.parser import HTMLParser

LONGEST_HTML = 300_000  # characters; Seller Central's messages have a third of that
_HIDDEN = ("style", "script", "head")
_BREAKS = ("p", "br", "div", "tr", "li")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in _HIDDEN
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in _HIDDEN))
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)


def words_of(html: str) -> str:
    """What a person would read of it, without styles, scripts and addresses of links."""
    parser = _Words()
    parser.feed(html[:LONGEST_HTML])
    lines = (line.strip() for line in "".join(parser.words).splitlines())
    return "\n".join(line for line in lines if line)
