"""HTML from Python: text is escaped unless it is markup already, so nothing can be forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from earmark.report.stream import clean

_VOID: Final = frozenset({"input", "meta"})
_NAME: Final = 200
"""Characters of a name that are shown; the longest in the screening lists have fewer."""


class Markup(str):
    """Text that is HTML. What is added to it with ``+`` is plain text again: use :func:`join`."""

    __slots__ = ()


def tag(name: str, /, *inside: str, **attributes: str | int | bool) -> Markup:
    """Return an element; text inside it and in attributes is cleaned and escaped.

    ``class_`` and ``data_to`` are the attributes ``class`` and ``data-to``; one that is ``True``
    stands alone, one that is ``False`` is left out.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}"
        + ("" if value is True else f'="{_escaped(str(value))}"')
        for key, value in attributes.items()
        if value is not False
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(inside)}</{name}>")


def join(parts: Iterable[str]) -> Markup:
    """Return the parts one after the other, those that are plain text escaped."""
    return Markup("".join(one if isinstance(one, Markup) else _escaped(one) for one in parts))


def named(text: str) -> Markup:
    """Return a name that others wrote, kept from turning the direction of what stands beside it."""
    return tag("bdi", shortened(text, _NAME))


def shortened(text: str, longest: int = 4000) -> str:
    """Return text as it is, or its beginning and how long all of it is."""
    if len(text) <= longest:
        return text
    return f"{text[:longest]}… ({len(text):,} characters)"


def section(title: str, anchor: str, *inside: str) -> Markup:
    """Return a section of the page under its heading."""
    heading = tag("h2", title, id=anchor)
    return tag("section", heading, *inside, aria_labelledby=anchor)


def bullets(parts: Iterable[str], class_: str = "plain") -> Markup:
    """Return a list with one item for each part."""
    return tag("ul", *(tag("li", part) for part in parts), class_=class_)


def _escaped(text: str) -> str:
    return escape(text if text.isprintable() else clean(text))
