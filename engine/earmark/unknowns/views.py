"""A thing as a judge sees it while some of what is doubtful about it is taken to be so."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from earmark.judges.reference import Asked, Knowledge, holds
from earmark.law.cells import Cell
from earmark.law.condition import Condition, atoms
from earmark.law.rulebook import Law
from earmark.matter import Applies, Doubt, Facts, Ratio, Thing, Value, keys_of

Assignment = Mapping[str, Cell]
"""For each opened doubt, by its key, the cell taken for the moment."""


@dataclass(frozen=True, slots=True)
class View:
    """A thing as a judge sees it under an assignment. Raises ``Asked`` for what is still open."""

    thing: Thing
    assignment: Assignment

    def value(self, path: str) -> Value:
        """Return the value of a fact, or ask for the doubt it hangs on."""
        known = self.facts(path).values[path]
        match known:
            case Doubt(key=key):
                return self._cell(key).value
            case Ratio(of=of, by=by):
                figure = self._cell(of.key).value
                return figure / by if isinstance(figure, Fraction) else None
            case Applies(of=of):
                return self._cell(of.key).value is not None
            case _:
                return known

    def applies(self, doubt: str) -> bool:
        """Tell whether doubtful law is taken to be in force."""
        return self._cell(doubt).value is True

    def facts(self, path: str) -> Facts:
        """Return the facts of the option taken, or of any, where all agree on ``path``."""
        options, doubt = self.thing.options, self.thing.doubt
        if doubt is None:
            return options[0]
        taken = self.assignment.get(doubt.key)
        if taken is not None:
            return next(option for index, option in enumerate(options) if index == taken.value)
        first = options[0].values[path]
        if all(option.values[path] == first for option in options[1:]):
            return options[0]
        raise Asked(doubt.key)

    def _cell(self, key: str) -> Cell:
        cell = self.assignment.get(key)
        if cell is None:
            raise Asked(key)
        return cell


def option_views(thing: Thing) -> list[View]:
    """Return a view of each option of a thing, taken by itself."""
    return [View(replace(thing, options=(one,), doubt=None), {}) for one in thing.options]


class Told:
    """Tells whether conditions hold of a thing, and remembers it while what they ask is alike."""

    def __init__(self, thing: Thing) -> None:
        self._thing = thing
        self._keys: dict[int, tuple[str, ...]] = {}
        self._answers: dict[Hashable, bool | str] = {}

    def holds(self, condition: Condition, law: Law, known: Knowledge) -> bool:
        """Tell whether a condition holds, as the reference judge does."""
        if not isinstance(known, View):
            return holds(condition, law, known)
        # Conditions live as long as their law, and cells of one doubt are the same objects.
        taken = known.assignment.get
        state = id(condition), *[id(taken(key)) for key in self._asked(condition)]
        answer = self._answers.get(state)
        if answer is None:
            try:
                answer = holds(condition, law, known)
            except Asked as asked:
                # The key alone: an exception holds on to all that it came through.
                answer = asked.key
            self._answers[state] = answer
        if isinstance(answer, str):
            raise Asked(answer)
        return answer

    def _asked(self, condition: Condition) -> tuple[str, ...]:
        """Return the doubts that a condition can ask for."""
        keys = self._keys.get(id(condition))
        if keys is None:
            paths = (atom.field.path for atom in atoms(condition))
            keys = tuple(dict.fromkeys(key for path in paths for key in keys_of(self._thing, path)))
            self._keys[id(condition)] = keys
        return keys
