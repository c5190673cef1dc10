"""``earmark chips``: list the chips in the table, show one with the source of each figure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Final

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from earmark.cli.common import Verbs
from earmark.errors import Fault, UsageError, quoted
from earmark.facts.chip_table import Range
from earmark.facts.chips import Chip, chips, find_chips
from earmark.law.condition import decimal
from earmark.report.text import Pairs, plain, show
from earmark.sale import NAME_LIMIT

_COLUMNS: Final = ("TPP", "TPP/mm²", "I/O\nGB/s", "DRAM\nGB/s", "data\ncentre", "board")
_UNKNOWN: Final = "not known"
_BLANK: Final = "?"
"""The same in the list, where seven columns share a line."""


def add(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = typer.Typer(cls=Verbs, help="List and show chips.")
    verbs.command("list")(list_chips)
    verbs.command("show")(show_chip)
    app.add_typer(verbs, name="chips")


def list_chips() -> None:
    """List every chip; a "?" stands for what is not known.

    TPP, performance density, transfer rate (I/O), memory bandwidth (DRAM), whether it is made
    for data centres, whether it is sold on a board, in a module or in a computer.
    """
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("chip", overflow="fold")
    for heading in _COLUMNS:
        table.add_column(heading, justify="right", no_wrap=True)
    for chip in chips():
        figures = [_BLANK if figure == _UNKNOWN else figure for figure in _figures(chip)]
        table.add_row(*map(plain, (chip.name, *figures)))
    show([table])


def show_chip(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A model name or part number.")],
) -> None:
    """Show the chips that a name can mean, with the source of each figure."""
    if len(name) > NAME_LIMIT:
        message = f"the name has {len(name):,} characters; at most {NAME_LIMIT} are expected"
        raise UsageError(Fault("bad-option", message))
    match = find_chips(name)
    if not match.chips:
        near = ", ".join(chip.name for chip in match.nearest)
        hint = f"near names: {near}" if near else "see earmark chips list"
        message = f"no chip in the table matches {quoted(name)}"
        raise UsageError(Fault("unknown-chip", message, hint=hint))
    parts: list[RenderableType] = []
    if not match.certain:
        words = ", ".join(match.unexplained)
        why = f": no chip here explains {words}" if words else ""
        said = f"Not certain{why}. It may also be a chip that is not in the table."
        parts.append(plain(said, "bold"))
    elif len(match.chips) > 1:
        said = f"{name} can mean any of {len(match.chips)} chips; a sale is judged on all of them."
        parts.append(plain(said, "bold"))
    for chip in match.chips:
        parts += [*([Text()] if parts else []), plain(chip.name, "bold"), Pairs(_stated(chip))]
    show(parts)


def _figures(chip: Chip) -> tuple[str, ...]:
    figures = (chip.tpp, chip.performance_density, chip.transfer_rate, chip.memory_bandwidth)
    flags = (chip.data_centre, chip.assembled)
    return (*map(_figure, figures), *map(_flag, flags))


def _flag(flag: bool | None) -> str:
    return {True: "yes", False: "no", None: _UNKNOWN}[flag]


def _figure(figure: Decimal | Fraction | None) -> str:
    return _UNKNOWN if figure is None else decimal(Fraction(figure))


def _stated(chip: Chip) -> list[tuple[str, str]]:
    tpp, density, rate, memory, made, assembled = _figures(chip)
    stated = {
        "designer": f"{chip.designer} ({chip.designer_country})",
        "TPP": _with(tpp, chip.tpp_basis),
        "TPP between": _between(chip.tpp_range),
        "performance density": density,
        "die area": _with(_figure(chip.die_area), chip.die_area_basis, "mm²"),
        "transfer rate": _with(rate, chip.transfer_rate_basis, "GB/s"),
        "transfer rate between": _between(chip.transfer_rate_range),
        "memory bandwidth": _with(memory, chip.memory_bandwidth_basis, "GB/s"),
        "memory bandwidth between": _between(chip.memory_bandwidth_range),
        "made for data centres": _with(made, chip.data_centre_basis),
        "sold on a board": assembled,
        "also called": ", ".join(chip.aliases),
        "part numbers": ", ".join(chip.part_numbers),
        "note": chip.note,
        "source": chip.source,
    }
    return [(name, text) for name, text in stated.items() if text]


def _with(figure: str, basis: str, unit: str = "") -> str:
    measured = f"{figure} {unit}" if unit and figure != _UNKNOWN else figure
    return f"{measured} ({basis})" if basis else measured


def _between(bounds: Range | None) -> str:
    return " and ".join("any" if bound is None else str(bound) for bound in bounds or ())
