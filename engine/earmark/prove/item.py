"""What a cell states of the item that is sold, and of the deal itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any, Final

from earmark.law.cells import ANOTHER, Cell
from earmark.prove.known import BANDWIDTHS, MEMORY, ORIGIN, REMOTE, SORT, THERE, TO
from earmark.prove.space import Space, Taken
from earmark.prove.stretches import within

_STEP: Final = Fraction(1, 10_000)


def item(space: Space, taken: Taken) -> dict[str, Any]:
    """Return what a cell states beside the companies: the item and the deal."""
    values = {name: space.cells[name][at] for name, at in taken.items()}
    if space.book.deal == "sale":
        return {"destination": "DE", **_chip(values), **dict(_sale(values))}
    return {"investor": "Acme Fund", **_investment(values)}


def _chip(values: Mapping[str, Cell]) -> dict[str, Any]:
    its = {
        name.partition(".")[2]: cell for name, cell in values.items() if name.startswith("chip.")
    }
    memory = SORT in values and values[SORT].value == MEMORY
    named = its.get("name")
    stated: dict[str, Any] = {"chip": "HBM3E" if memory else "X9000"}
    if named and named.value != ANOTHER:
        stated["chip"] = named.value
    figures = ("memory_bandwidth_density",) if memory else ("tpp", "performance_density")
    stated |= {name: _figure(its[name]) for name in figures if name in its}
    if not memory:
        stated |= _bandwidths(values)
        stated |= {"data_centre": its["data_centre"].value} if "data_centre" in its else {}
    if stated.get("performance_density", "") is None:
        del stated["performance_density"]
        stated["nonplanar"] = False
    texts = {"designer": "designer", "designer_country": "designer_hq", "eccn": "eccn"}
    for name, option in texts.items():
        if name in its and its[name].value:
            other = {"designer": "Acme", "eccn": "1A001"}.get(name)
            stated[option] = other if its[name].value == ANOTHER else its[name].value
    return stated


def _bandwidths(values: Mapping[str, Cell]) -> dict[str, Any]:
    cells = [values[name] for name in BANDWIDTHS if name in values]
    if len(cells) < len(BANDWIDTHS):
        its = (name for name in BANDWIDTHS[:2] if name in values)
        return {name.partition(".")[2]: _figure(values[name]) for name in its}
    memory, rate, total = cells
    for one, other in product(_figures(memory), _figures(rate)):
        if within(one + other, total):
            return {"memory_bandwidth": _written(one), "transfer_rate": _written(other)}
    return {}


def _sale(values: Mapping[str, Cell]) -> Iterator[tuple[str, Any]]:
    for name, cell in values.items():
        field, value = name.partition(".")[2], cell.value
        if not name.startswith("sale.") or not value:
            continue
        if name == ORIGIN:
            origin = values[TO].value if value == THERE else value
            if origin != "US":
                yield "ship_from", origin
        elif name == REMOTE:
            yield "kind", "cloud"
        elif value != "civil":
            yield field, value


def _investment(values: Mapping[str, Cell]) -> dict[str, Any]:
    its = {n.partition(".")[2]: c for n, c in values.items() if n.startswith("investment.")}
    stated: dict[str, Any] = {name: cell.value for name, cell in its.items()}
    if "training_operations" in its:
        stated["training_operations"] = str(int(_figures(its["training_operations"])[0]))
    stated["investor_us_person"] = stated.pop("us_person", None)
    if stated.get("activity", "ai") != "ai":
        for name in ("ai_use", "training_operations", "biological_data"):
            stated.pop(name, None)
    if stated.get("instrument", "fund") != "fund":
        stated.pop("fund_limits", None)
    return {name: value for name, value in stated.items() if value is not None}


def _figure(cell: Cell) -> str | None:
    return None if cell.value is None else _written(_figures(cell)[0])


def _figures(cell: Cell) -> list[Fraction]:
    """Return figures in a stretch that a deal can state: at its ends, and within."""
    low = cell.low[0] if cell.low else Fraction(0)
    high = cell.high[0] if cell.high else low + 10_000
    ends = (low, (low + high) / 2, low + _STEP, high - _STEP, high)
    return [one for one in ends if one > 0 and within(one, cell)]


def _written(figure: Fraction) -> str:
    return str(figure) if figure.denominator == 1 else f"{float(figure):.4f}".rstrip("0")
