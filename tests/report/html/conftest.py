"""A page read back: its elements in order, and the words between them."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

_VOID = {"input", "meta"}


class Read(HTMLParser):
    """What a browser finds in HTML; an element that is not closed is a mistake."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.shape = []
        self.words = {}
        self._open = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.shape.append((tag, tuple(name for name, _ in attrs)))
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append((tag, len(self.elements) - 1))

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        for _, at in self._open:
            self.words[at] = self.words.get(at, "") + data

    def all(self, tag, **wanted):
        """Return the words of the elements with these attributes; ``class_`` is one of several."""
        return [
            " ".join(self.words.get(at, "").split())
            for at, (name, attrs) in enumerate(self.elements)
            if name == tag and all(_has(attrs, key, value) for key, value in wanted.items())
        ]

    def attributes(self, tag):
        """Return the attributes of the elements of this name."""
        return [attrs for name, attrs in self.elements if name == tag]


def _has(attrs, key, value):
    if key == "class_":
        return value in attrs.get("class", "").split()
    return attrs.get(key) == value


@pytest.fixture
def read():
    """Return a function that reads HTML, in one piece or several."""
    return lambda html: Read(html if isinstance(html, str) else "".join(html))
