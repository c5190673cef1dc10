"""``earmark chips``: list the chips in the table, show one with the source of each figure."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from earmark.errors import Fault, UsageError
from earmark.facts.chip_table import Range
from earmark.facts.chips import Chip, chips, find_chips
from earmark.law.condition import decimal
from earmark.report.text import plain


def add(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = typer.Typer(help="List and show chips.", no_args_is_help=True)
    verbs.command("list")(list_chips)
    verbs.command("show")(show)
    app.add_typer(verbs, name="chips")


def list_chips() -> None:
    """List every chip: TPP, performance density, transfer rate, made for data centres or not."""
    console = Console(highlight=False, emoji=False)
    for chip in chips():
        console.print(plain(f"{chip.name}: {_figures(chip)}"))


def show(name: Annotated[str, typer.Argument(help="A model name or part number.")]) -> None:
    """Show the chips that a name can mean, with the source of each figure."""
    match = find_chips(name)
    console = Console(highlight=False, emoji=False)
    if not match.chips:
        nearest = ", ".join(chip.name for chip in match.nearest)
        hint = f"near names: {nearest}" if nearest else "see earmark chips list"
        raise UsageError(Fault("unknown-chip", f"no chip in the table matches {name!r}", hint=hint))
    if not match.certain:
        words = ", ".join(match.unexplained)
        console.print(plain(f"Not certain: no chip here explains {words}.", "bold"))
    for chip in match.chips:
        console.print(plain("\n".join(_lines(chip))))


def _figures(chip: Chip) -> str:
    density = decimal(chip.performance_density) if chip.performance_density else "not known"
    made = {True: "yes", False: "no", None: "not known"}[chip.data_centre]
    return (
        f"TPP {chip.tpp or 'not known'}, density {density}, "
        f"transfer {chip.transfer_rate or 'not known'} GB/s, data centre: {made}"
    )


def _lines(chip: Chip) -> list[str]:
    stated = {
        "figures": _figures(chip),
        "designer": f"{chip.designer} {chip.designer_country}",
        "TPP": chip.tpp_basis,
        "TPP between": _between(chip.tpp_range),
        "die area": f"{chip.die_area} mm² ({chip.die_area_basis})" if chip.die_area else "",
        "transfer rate": chip.transfer_rate_basis,
        "transfer rate between": _between(chip.transfer_rate_range),
        "also called": ", ".join(chip.aliases),
        "part numbers": ", ".join(chip.part_numbers),
        "note": chip.note,
        "source": chip.source,
    }
    return [chip.name, *(f"  {key}: {value}" for key, value in stated.items() if value)]


def _between(bounds: Range | None) -> str:
    return " and ".join("any" if bound is None else str(bound) for bound in bounds or ())
