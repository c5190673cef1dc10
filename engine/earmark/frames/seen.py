"""What earlier frames came to, as tables: of the next frame only what is new is looked at."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import narwhals as nw

from earmark.frames.engine import Table


class Seen:
    """Tables by what their columns mean; they grow with what is distinct."""

    def __init__(self) -> None:
        self._tables: dict[Hashable, Table] = {}

    def found(
        self,
        means: Hashable,
        met: Table,
        on: Sequence[str],
        find: Callable[[Table], Table],
        holds: nw.Expr | None = None,
    ) -> Table:
        """Return what rows come to, by the columns ``on`` that name them.

        ``find`` works it out for rows that are new, and for those of which what is known does not
        hold any more.
        """
        known = self._tables.get(means)
        if known is None:
            table = self._tables[means] = find(met)
            return table
        old = met.join(known, how="inner", on=list(on))
        old = old if holds is None else old.filter(holds)
        new = find(_without(met, old, on))
        if len(new):
            self._tables[means] = nw.concat([_without(known, new, on), new])
        return nw.concat([old.select(*new.columns), new])


def _without(table: Table, other: Table, on: Sequence[str]) -> Table:
    """Return the rows of a table that the other does not have."""
    return table.join(other.select(*on), how="anti", on=list(on))
