"""Who owns whom: the stakes that the registry holds, joined across its sources.

Of each source, the last copy made by the day counts, or else its first: it tells most about that
day. One source knows a company by its name, another by an identifier: where exactly one company
with an identifier bears a name, that is the company. Where several do, the name stays a node of
its own, and :meth:`Graph.nodes` gives all that it may mean.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import Final

from earmark.facts.lists.rows import Declaration, Firm, node
from earmark.facts.registry.shapes import columns_of, read, read_all
from earmark.facts.stakes import Stake

_KEPT: Final = 1 << 13
"""How many names are remembered, so that the memory of a long run stays small."""


class Graph:
    """Stakes, firms, and what firms declare, as they stand for one day."""

    def __init__(self, database: sqlite3.Connection, on: date) -> None:
        self._database = database
        rows = database.execute(
            "SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY source ORDER BY as_of > ?1,"
            " CASE WHEN as_of > ?1 THEN as_of END, as_of DESC, id DESC) AS nth FROM snapshot)"
            " WHERE nth = 1",
            (on.isoformat(),),
        )
        self._standing = f"({', '.join(str(snapshot) for (snapshot,) in rows)})"
        self._meant = lru_cache(_KEPT)(self._meant_by)

    @cached_property
    def turns(self) -> frozenset[date]:
        """The days of the copies on file: as of the other side of one, others may stand."""
        days = self._database.execute("SELECT DISTINCT as_of FROM snapshot")
        return frozenset(date.fromisoformat(day) for (day,) in days)

    def nodes(self, name: str) -> tuple[str, ...]:
        """Return every node that a name, or an identifier, may mean."""
        called = node(name)
        keys = self._bearers(called)
        return tuple(keys) if len(keys) == 1 else (*keys, called)

    def above(self, party: str) -> Iterator[Stake]:
        """Yield every stake in a party, of all days."""
        for stake in self._stakes("owned", party):
            yield stake._replace(owner=self._meant(stake.owner), owned=party)

    def below(self, party: str) -> Iterator[Stake]:
        """Yield every stake that a party holds, of all days."""
        for stake in self._stakes("owner", party):
            yield stake._replace(owner=party, owned=self._meant(stake.owned))

    def stakes(self) -> Iterator[Stake]:
        """Yield every stake that there is."""
        meant = dict(
            self._database.execute(
                "SELECT called, min(key) FROM firm_name WHERE key <> called"
                " GROUP BY called HAVING count(*) = 1"
            )
        )
        columns = columns_of(Stake, "stake")
        rows = self._database.execute(
            f"SELECT {columns} FROM stake WHERE {self._stands('stake')}"  # noqa: S608
        )
        for values in rows:
            stake: Stake = read(Stake, values)
            owner, owned = stake.owner, stake.owned
            yield stake._replace(owner=meant.get(owner, owner), owned=meant.get(owned, owned))

    def firms(self, party: str) -> list[Firm]:
        """Return what each source says that a node is."""
        rows = self._database.execute(
            f"SELECT {columns_of(Firm, 'firm')} FROM firm WHERE key = ?"  # noqa: S608
            f" AND {self._stands('firm')} ORDER BY id",
            (party,),
        )
        return read_all(Firm, rows)

    def knows(self, party: str) -> bool:
        """Return whether anything is on file about a node."""
        about = (self.firms(party), self.declarations(party), self._stakes("owned", party))
        return any(about) or bool(self._stakes("owner", party))

    def called(self, party: str) -> str:
        """Return what to call a node."""
        return next((firm.name for firm in self.firms(party)), party)

    def declarations(self, party: str) -> list[Declaration]:
        """Return what a firm declares about its parents."""
        rows = self._database.execute(
            f"SELECT {columns_of(Declaration, 'declaration')} FROM declaration"  # noqa: S608
            f" WHERE key = ? AND {self._stands('declaration')} ORDER BY id",
            (party,),
        )
        return read_all(Declaration, rows)

    def _stakes(self, end: str, party: str) -> list[Stake]:
        names = (party, *self._names(party))
        rows = self._database.execute(
            f"SELECT {columns_of(Stake, 'stake')} FROM stake"  # noqa: S608
            f" WHERE {end} IN ({', '.join('?' * len(names))}) AND {self._stands('stake')}"
            " ORDER BY id",
            names,
        )
        return read_all(Stake, rows)

    def _stands(self, table: str) -> str:
        return (
            f"EXISTS (SELECT 1 FROM {table}_in WHERE row = {table}.id"  # noqa: S608
            f" AND snapshot IN {self._standing})"
        )

    def _names(self, party: str) -> list[str]:
        """Return the names that mean this firm and no other."""
        rows = self._database.execute(
            "SELECT called FROM firm_name WHERE key = ? AND called <> key", (party,)
        )
        return [called for (called,) in rows if self._meant(called) == party]

    def _meant_by(self, called: str) -> str:
        keys = self._bearers(called)
        return keys[0] if len(keys) == 1 else called

    def _bearers(self, called: str) -> list[str]:
        rows = self._database.execute(
            "SELECT key FROM firm_name WHERE called = ? AND key <> called ORDER BY key", (called,)
        )
        return [key for (key,) in rows]
