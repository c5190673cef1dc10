"""What an example states, and how familiar it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from pydantic import ValidationError

from earmark.sale import Sale

UNTOLD: Final = ("on", "quantity")
"""Fields that no example states: its day is that of the standpoint, and no rule counts."""

Stated = Mapping[str, Any]
"""Fields of a sale, by their names."""

_NAMED: Final = ("chip", "buyer", "destination")
_UNHEARD_OF: Final = 1000
"""The rank of a name that no worked case has."""

_FOREIGN: Final = 5000
"""What is added for a name in letters that not every keyboard has."""


def told(sale: Sale) -> dict[str, Any]:
    """Return what an example states: the fields that are not as they are by default."""
    fields = Sale.model_fields
    return {
        name: value
        for name, value in sale
        if name not in UNTOLD and value is not None and value != fields[name].default
    }


def sale_of(stated: Stated) -> Sale | None:
    """Return the sale, if it is one, and one that can be printed to be pasted."""
    if not all(str(value).isprintable() for value in stated.values()):
        return None
    with suppress(ValidationError):
        return Sale.model_validate(dict(stated))
    return None


class Familiarity:
    """Which names are familiar: those that the worked cases have most often."""

    def __init__(self, cases: Sequence[Stated]) -> None:
        self._ranks = {field: _ranks(str(case[field]) for case in cases) for field in _NAMED}

    def names(self, field: str) -> Iterable[str]:
        """Return the names that the worked cases have in a field, the most familiar first."""
        return self._ranks[field]

    def lacking(self, stated: Stated) -> int:
        """Return how unfamiliar the names are that a sale states; foreign letters count."""
        return sum(
            ranks.get(str(stated[field]), _UNHEARD_OF)
            + (0 if str(stated[field]).isascii() else _FOREIGN)
            for field, ranks in self._ranks.items()
            if field in stated
        )


def _ranks(names: Iterable[str]) -> Mapping[str, int]:
    return {name: rank for rank, (name, _) in enumerate(Counter(names).most_common())}
