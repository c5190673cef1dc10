"""Kinds of questions in words: what is asked of whichever company or chip it is asked of."""

from __future__ import annotations

from typing import Final

from earmark.schema import FIELDS

_LAW: Final = "law: "
_THINGS: Final = ("party", "chip", "sale")
_WHICH: Final = {"identity": "Which company is {}?", "variant": "Which model is {}?"}
_SCOPE: Final = ".scope"


def in_words(kind: str) -> str:
    """Return a kind of question, such as ``buyer.headquarters``, in words; another as it is.

    Of a doubt about law the explanation behind a colon is left out.
    """
    if kind.startswith(_LAW):
        return _LAW.capitalize() + kind.removeprefix(_LAW).partition(": ")[0]
    whose, _, fact = kind.removesuffix(_SCOPE).rpartition(".")
    called = f"the {whose.replace('_', ' ')}" if whose else "the sale"
    if fact in _WHICH:
        return _WHICH[fact].format(called)
    field = next(filter(None, (FIELDS.get(f"{thing}.{fact}") for thing in _THINGS)), None)
    if field is None:
        return kind
    if kind.endswith(_SCOPE):
        return f"{called.capitalize()}: does what is said with its listing reach the item?"
    if field.ask:
        return field.ask.format(name=called).replace("the chip the chip", "the chip")
    return f"{called.capitalize()}: {field.doc}?"
