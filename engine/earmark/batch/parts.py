"""A thing of a sale as many rows share it."""

from __future__ import annotations

from typing import Final

from earmark.batch.outline import Choice, Line
from earmark.matter import Thing
from earmark.unknowns.doubts import doubts_of
from earmark.wording import enumerated, shown

SOMEONE: Final = "[company]"
"""Stands for the name of a company of which nothing but its name is known."""


class Part:
    """A thing of a sale, and a number for what rules can read of it."""

    __slots__ = ("_asked", "called", "facts", "notes", "thing")

    def __init__(
        self, thing: Thing, facts: int, notes: tuple[str, ...] = (), called: str = ""
    ) -> None:
        self.thing = thing
        self.facts = facts
        self.notes = notes
        """What was taken for granted of it."""
        self.called = called
        """The option that names it, of a company of which nothing is known but its name."""
        self._asked: dict[str, tuple[str, tuple[str, ...]]] = {}

    def says(self, path: str, line: Line) -> str:
        """Return a fact as a sentence shows it."""
        return shown(path, self.thing, line.taken)

    def asked(self, fact: str) -> tuple[str, tuple[str, ...]]:
        """Return the words of the question for a doubt about it, and its named answers."""
        if not self._asked:
            doubts = doubts_of(self.thing).items()
            self._asked = {key: (doubt.ask, doubt.answers) for key, doubt in doubts}
        return self._asked[fact]

    def asks(self, fact: str) -> str:
        """Return the words of the question for a doubt about it."""
        return self.asked(fact)[0]

    def answers(self, choice: Choice) -> str:
        """Return what one of the named answers to a doubt about it is called."""
        return self.asked(choice.fact)[1][choice.place]


class Named(Part):
    """A company of which nothing but its name is known: one like all others, called so."""

    __slots__ = ("_like", "_name")

    def __init__(self, like: Part, name: str) -> None:
        self.thing = like.thing
        self.facts = like.facts
        self.notes = like.notes
        self.called = ""
        self._like = like
        self._name = name

    def says(self, path: str, line: Line) -> str:
        """Return a fact as a sentence shows it."""
        return self._like.says(path, line).replace(SOMEONE, self._name)

    def asked(self, fact: str) -> tuple[str, tuple[str, ...]]:
        """Return the words of the question for a doubt about it, and its named answers."""
        ask, answers = self._like.asked(fact)
        return ask.replace(SOMEONE, self._name), answers


def fill(line: Line, parts: tuple[Part, ...]) -> str:
    """Return a sentence about the sale that has these things."""
    said = []
    for piece in line.pieces:
        if isinstance(piece, str):
            said.append(piece)
        elif len(piece.things) == 1:
            said.append(parts[piece.things[0]].says(piece.path, line))
        else:
            each = (parts[place].says(piece.path, line) for place in piece.things)
            said.append(enumerated(each))
    return "".join(said)
