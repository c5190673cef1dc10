"""The companies in a made-up distributor's order file: what they are called, and where they sit.

Of 30,000 names 400 are of listed parties, most of them spelt otherwise than on the list, and 10,000
are new: names of real companies that are on no list, as written and as retyped, and names made by
rule for the rest. All others are made by rule, and known: the distributor has sold to them before.

The names of real companies and of the Consolidated Screening List come from the folder ``shared``
beside the project. Without it the new names are made by rule, the listed parties are those that
ship with Earmark, and the file is another one.
"""

from __future__ import annotations

import csv
import random
import sys
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from earmark.resources import table

sys.path.insert(0, str(Path(__file__).parents[1]))
from perturbations import KINDS

SHARED: Final = Path(__file__).parents[3] / "shared"
MOST: Final = 30_000
"""How many names there are in a file of a million rows, and in any larger one."""

with Path(__file__).with_name("distributor.toml").open("rb") as file:
    DISTRIBUTOR: Final[dict[str, Any]] = tomllib.load(file)

_COUNTRIES: Final[list[str]] = DISTRIBUTOR["destinations"]
_STYLES: Final = {home: style for style in DISTRIBUTOR["style"] for home in style["homes"]}
_WRITTEN: Final = {
    row["code"]: (row["code"], row["name"], row["variants"].split(";")[0], row["name"].upper())
    for row in table("countries")
}
"""Each country as its code, its name, its ISO-3 code and in capitals."""

_LISTS: Final = ("EL", "MEU", "UVL", "CMIC")
_HABITS: Final = (60, 25, 10, 5)
_RETYPED: Final = ("upper case", "form expanded", "form shortened", "form dropped")
_MISSPELT: Final = (*_RETYPED, "order", "abbreviation", "typo", "transposition", "accent")
_ACCENTS: Final = (("e", "é"), ("o", "ö"), ("a", "á"), ("u", "ü"), ("i", "í"), ("n", "ñ"))

T = TypeVar("T")
Homes = dict[str, str]
"""Names, and the country in which each company sits."""


class Customer(NamedTuple):
    """A company as it stands in the file.

    ``destination`` and ``headquarters`` are countries as one clerk writes them; ``headquarters``
    is empty where nobody asked. ``known`` tells a company that was a customer before.
    """

    name: str
    destination: str
    headquarters: str
    known: bool


def customers(number: int, seed: int) -> list[Customer]:
    """Return that many companies, the best customers first; no two have the same name.

    No listed party is in the first tenth.
    """
    chance = random.Random(f"{seed} customers")
    homes = draws(chance, _COUNTRIES, [rank**-0.8 for rank in range(1, len(_COUNTRIES) + 1)])
    listed = _listed(max(1, number * 400 // MOST), chance)
    new = _new(number // 3, listed, homes, chance)
    known = _made(number - len(listed) - len(new), listed | new, homes, chance)
    others = [_customer(*one, False, chance) for one in new.items()]
    others += [_customer(*one, True, chance) for one in known.items()]
    chance.shuffle(others)
    best, rest = others[: number // 10], others[number // 10 :]
    rest += [_customer(*one, True, chance) for one in listed.items()]
    chance.shuffle(rest)
    return best + rest


def draws(chance: random.Random, things: Sequence[T], weights: Sequence[float]) -> Iterator[T]:
    """Yield things by chance, without end, each as often as its weight says."""
    cumulated = list(accumulate(weights))
    while True:
        yield from chance.choices(things, cum_weights=cumulated, k=4096)


def _customer(name: str, home: str, known: bool, chance: random.Random) -> Customer:
    """Return a company that mostly has its goods sent home; 60 % of them say where they sit."""
    habit = chance.choices(range(4), _HABITS)[0]
    to = home if chance.random() < 0.9 else chance.choice(_COUNTRIES)
    seat = home if chance.random() < 0.94 else chance.choice(_COUNTRIES)
    headquarters = _WRITTEN[seat][habit] if chance.random() < 0.6 else ""
    return Customer(name, _WRITTEN[to][habit], headquarters, known)


def _listed(number: int, chance: random.Random) -> Homes:
    """Return names of listed parties, two of three misspelt."""
    on_lists = [(name, home) for name, home in _on_lists(SHARED).items() if home in _COUNTRIES]
    found: Homes = {}
    for name, home in chance.sample(on_lists, min(number, len(on_lists))):
        found[_respelt(name, _MISSPELT, chance) if chance.random() < 2 / 3 else name] = home
    return found


def _new(number: int, taken: Homes, homes: Iterator[str], chance: random.Random) -> Homes:
    """Return names of real companies that are on no list, retyped in part, and made ones."""
    real = _unlisted(SHARED)
    retyped = [_respelt(name, _RETYPED, chance) for name in real for _ in range(2)]
    names = [name for name in dict.fromkeys((*real, *retyped)) if name not in taken]
    found = {name: next(homes) for name in chance.sample(names, min(number, len(names)))}
    return found | _made(number - len(found), taken | found, homes, chance)


def _made(number: int, taken: Homes, homes: Iterator[str], chance: random.Random) -> Homes:
    """Return names put together by the rules of the countries in which the companies sit."""
    found: Homes = {}
    while len(found) < number:
        home = next(homes)
        words = {part: chance.choice(words) for part, words in _STYLES[home].items()}
        form = chance.choice(DISTRIBUTOR["forms"][home])
        name = words.pop("patterns").format(**words, form=form)
        if name not in taken and name not in found:
            found[name] = home
    return found


def _respelt(name: str, kinds: Sequence[str], chance: random.Random) -> str:
    """Return a name in the first other spelling that it can have."""
    for kind in chance.sample(kinds, len(kinds)):
        written = _accented(name, chance) if kind == "accent" else KINDS[kind](name, chance)
        if written and written != name:
            return written
    return name


def _accented(name: str, chance: random.Random) -> str:
    return name.replace(*chance.choice(_ACCENTS), 1)


@cache
def _on_lists(shared: Path) -> Homes:
    """Return the companies on the lists, each with the first country that its entry names."""
    path = shared / "lists" / "us_csl_2026-07-31.csv"
    if not path.is_file():
        parties = table("parties")
        return {row["name"]: row["country"] for row in parties if row["status"] == "listed"}
    return {
        row["name"]: row["countries"].split("; ")[0]
        for row in _rows(path)
        if row["list_code"] in _LISTS or (row["list_code"], row["type"]) == ("SDN", "Entity")
    }


@cache
def _unlisted(shared: Path) -> list[str]:
    path = shared / "names" / "unlisted_companies.csv"
    return [row["name"] for row in _rows(path)] if path.is_file() else []


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
