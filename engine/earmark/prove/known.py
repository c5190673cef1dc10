"""What a judge is told of a deal in a cell: facts, as they follow from the variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from earmark.facts.shipped import registry
from earmark.judges.reference import Asked
from earmark.law.cells import Cell
from earmark.matter import Value

SORT, ORIGIN, REMOTE = "chip.sort", "sale.origin", "sale.remote"
MEMORY, THERE = "memory", "there"
TO, SELLER = "sale.destination", "sale.seller"
DENSITY, OF_MEMORY = "chip.performance_density", "chip.memory_bandwidth_density"
NAMED: Final = {role: f"{role}.named" for role in ("intermediate_consignee", "parent")}
"""Variables that tell whether a sale has a company in a role; in any other role it has one."""

BANDWIDTHS: Final = ("chip.memory_bandwidth", "chip.transfer_rate", "chip.combined_bandwidth")

_NONPLANAR, _DATA_CENTRE = "chip.nonplanar", "chip.data_centre"
_OF_PROCESSOR: Final = ("chip.tpp", DENSITY, _NONPLANAR, *BANDWIDTHS)

FOLLOWS: Final[Mapping[str, tuple[str, ...]]] = {
    _NONPLANAR: (DENSITY, SORT),
    "sale.ship_from": (TO, ORIGIN),
    "sale.kind": (TO, ORIGIN, REMOTE),
    "sale.seller_is_foundry": (SELLER,),
}
"""Facts that are no variables, with those that they follow from."""

BESIDE: Final = (*_OF_PROCESSOR, _DATA_CENTRE, OF_MEMORY)
"""Facts that also hang on whether the item is a processor or memory."""


@dataclass(frozen=True)
class Known:
    """The facts of a thing where some cells are taken; raises ``Asked`` for any other variable.

    ``cells`` are those of each variable, ``taken`` the number of the one that is taken; ``role``
    tells whose facts those of a party are.
    """

    cells: Mapping[str, tuple[Cell, ...]]
    taken: Mapping[str, int]
    role: str = ""

    def value(self, path: str) -> Value:
        """Return a fact."""
        if path.startswith("party."):
            return self.cell(path.replace("party", self.role, 1))
        if path in _OF_PROCESSOR and self.cell(SORT) == MEMORY:
            return None
        if path == OF_MEMORY and self.cell(SORT) != MEMORY:
            return None
        match path:
            case "chip.data_centre":
                # As facts/chip_memory.py has it: no relief for other markets is meant for memory.
                return self.cell(SORT) == MEMORY or self.cell(path)
            case "chip.nonplanar":
                return self.cell(DENSITY) is not None
            case "sale.seller_is_foundry":
                return self.cell(SELLER) in foundries()
            case "sale.ship_from":
                return self.cell(TO) if self.cell(ORIGIN) == THERE else self.cell(ORIGIN)
            case "sale.kind":
                return "cloud" if self.cell(REMOTE) else self._moved()
            case _:
                return self.cell(path)

    def applies(self, doubt: str) -> bool:
        """Tell whether doubtful law is taken to be in force."""
        return self.cell(doubt) is True

    def cell(self, name: str) -> Value:
        """Return the value of a variable."""
        if name not in self.taken:
            raise Asked(name)
        return self.cells[name][self.taken[name]].value

    def _moved(self) -> str:
        origin = self.cell(ORIGIN)
        return "transfer" if origin == THERE else "export" if origin == "US" else "reexport"


@cache
def foundries() -> tuple[str, ...]:
    """Return the companies on file that make or package chips for others."""
    return tuple(party.name for party in registry().parties.values() if party.foundry)
