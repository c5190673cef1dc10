"""A proof for a person: each property, what is listed, what breaks it, and the loophole table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from earmark.prove.found import Broken, Listed, Proof, Proved, Route
from earmark.prove.routes import CHIPS, LISTED
from earmark.report.page import section
from earmark.report.text import indented, plain, plural, show, unbroken

_STYLE: Final = {True: "bold green", False: "bold red"}


def print_proof(proof: Proof) -> None:
    """Print a proof on standard output."""
    show(_parts(proof))


def _parts(proof: Proof) -> Iterator[RenderableType]:
    deals = f"Every {proof.deals} there can be, on every day since {proof.first}"
    yield plain(deals, "bold")
    for one in proof.properties:
        yield Text()
        yield from _property(one)
    if proof.routes:
        yield from _routes(proof)
    yield from section("What was taken", map(plain, proof.caveats))
    yield Text()
    yield from _counts(proof)


def _property(one: Proved) -> Iterator[RenderableType]:
    said = "holds" if one.holds else "is broken"
    yield plain(f"{one.name} {said}", _STYLE[one.holds])
    yield indented(one.sentence, 2)
    for reason, names in _reasons(one.listed):
        yield indented(f"Listed: {reason}: {', '.join(names)}.", 4)
    for broken in one.broken:
        yield from _broken(broken)


def _reasons(every: Iterable[Listed]) -> Iterator[tuple[str, list[str]]]:
    """Yield each reason for which something is listed, with all that is."""
    found: dict[str, list[str]] = {}
    for one in every:
        reason = f"{one.why} ({one.law})" if one.law else one.why
        found.setdefault(reason, []).append(one.what)
    yield from found.items()


def _broken(broken: Broken) -> Iterator[RenderableType]:
    yield Text()
    yield indented(f"On {broken.on}: {broken.says}", 2, "bold")
    if broken.case:
        yield from map(unbroken, broken.case.splitlines())
    else:
        yield from (indented(said, 4) for said in broken.cell)


# -- the loophole ----------------------------------------------------------------------------


def _routes(proof: Proof) -> Iterator[RenderableType]:
    yield Text()
    yield plain("The loophole, period by period", "bold")
    yield indented(f"A company {LISTED.what}, and others that it owns.", 2)
    yield from map(unbroken, table(proof.routes))
    if proof.loophole:
        yield Text()
        yield plain("The last sale through it of a chip that is closed since:", "bold")
        yield from map(unbroken, proof.loophole.splitlines())


def table(routes: Iterable[Route]) -> list[str]:
    """Return the loophole table, as Markdown.

    A share has one column where it does not matter whether the order names the owner, else two.
    """
    found = list(routes)
    columns = _columns(found)
    head = ["chip", "from", "to", "to itself", *columns]
    rows = [
        [CHIPS[one.chip], str(one.first), str(one.last or "and on"), one.itself]
        + [one.through[way] for way in columns.values()]
        for one in found
    ]
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]


def _columns(routes: Iterable[Route]) -> dict[str, str]:
    """Return what each column is called, and a way that it shows."""
    found = list(routes)
    ways = list(found[0].through)
    columns: dict[str, str] = {}
    for share in dict.fromkeys(way.partition(",")[0] for way in ways):
        named, on_file = (way for way in ways if way.startswith(f"{share},"))
        if all(one.through[named] == one.through[on_file] for one in found):
            columns[f"through one it owns {share} of"] = named
        else:
            columns |= {f"through {way}": way for way in (named, on_file)}
    return columns


def _counts(proof: Proof) -> Iterator[RenderableType]:
    yield plain(
        f"{_power(proof.cells)} cells: {proof.facts} facts, in {proof.epochs} epochs between which "
        f"the law is the same. They were computed with as sets, in diagrams of {proof.nodes:,} "
        f"nodes; {proof.judged:,} of them the reference judged one by one, and agreed.",
    )
    if proof.changes:
        count = len(proof.changes)
        yield plain(f"Answers change on {count} days; --json has the rules and countries of each.")
    yield plain(
        f"Rulebook {proof.rulebook.digest[:19]}, proved in {proof.seconds:.0f} s: "
        f"{plural(len(proof.properties), 'property')}."
    )


def _power(count: int) -> str:
    digits = str(count)
    return f"{count:,}" if len(digits) <= 9 else f"{digits[0]}.{digits[1]} × 10^{len(digits) - 1}"
