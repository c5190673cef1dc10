"""Who owns whom as of a day: what is asked of a register of stakes, wherever it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from earmark.facts.lists.rows import Declaration, Firm
from earmark.facts.stakes import Stake


class Shares(Protocol):
    """Stakes and the firms that they are about; a firm goes by a node."""

    @property
    def turns(self) -> frozenset[date]:
        """The days of the copies on file: as of the other side of one, others may stand."""
        ...

    def nodes(self, name: str) -> tuple[str, ...]:
        """Return every node that a name may mean; several where several firms bear it."""
        ...

    def knows(self, party: str) -> bool:
        """Return whether anything is on file about a firm."""
        ...

    def above(self, party: str) -> Iterable[Stake]:
        """Return every stake in a firm, of all days."""
        ...

    def below(self, party: str) -> Iterable[Stake]:
        """Return every stake that a firm holds, of all days."""
        ...

    def firms(self, party: str) -> Sequence[Firm]:
        """Return what each source says that a firm is."""
        ...

    def declarations(self, party: str) -> Sequence[Declaration]:
        """Return what a firm declares about its parents."""
        ...

    def called(self, party: str) -> str:
        """Return what to call a firm."""
        ...
