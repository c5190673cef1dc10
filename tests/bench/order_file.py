"""Write a made-up distributor's file of orders, as large as you like and always the same.

    python tests/bench/order_file.py ORDERS.csv --rows 1000000

It is what one export of an order system over five years may look like (2021-11-01 to 2026-10-31):

- Rows come by date, six days a week; sales triple over the five years. An order has one to five
  lines, which share everything but chip, quantity and price.
- Three of 100 rows bring a new name, up to 30,000 names (``customers.py`` says which). Customers
  come all along; the few best buy most (the n-th in proportion to 1/(n + 10)).
- Each customer has its goods sent to one country, always written alike: most as a code, others as
  a name or an ISO-3 code. Six of ten customers say where they are headquartered.
- Consignee and end user are mostly empty or the buyer, else another of the companies.
- Sixty chips (``distributor.toml``), each from its first day of sale. Most sales are of consumer,
  workstation and small server cards; about one row in six is of a large one for data centres.
  Half of the rows write the chip as the catalogue does, the others in another way. Three chips are
  in no table.
- What a chip is used for is mostly not said. ``sku`` and ``price`` state nothing that is screened.
- Two rows of 1,000 are broken as users break them; :data:`DAMAGES` says how, and which of them
  cannot be screened.

Not in it: other kinds of sale than exports, subsidiaries, addresses, stated figures.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from customers import DISTRIBUTOR, MOST, Customer, customers, draws

COLUMNS: Final = (
    *("order_id", "date", "buyer", "buyer_hq", "consignee", "end_user", "seller", "chip"),
    *("quantity", "destination", "end_use", "sku", "price"),
)
SEED: Final = 5
BROKEN: Final = 0.002

_FIRST, _LAST = date(2021, 11, 1), date(2026, 10, 31)
_SUNDAY: Final = 6
_DAYS: Final = [
    day.isoformat()
    for day in (_FIRST + timedelta(number) for number in range((_LAST - _FIRST).days + 1))
    if day.weekday() != _SUNDAY
]
_SIZES: Final = ((1, 2, 3, 4, 5), (48, 24, 14, 9, 5))
_QUANTITIES: Final = ((1, 2, 4, 8, 10, 16, 32, 64, 100, 256), (34, 17, 13, 12, 7, 7, 4, 3, 2, 1))
_END_USES: Final = (("", "civil", "unknown", "supercomputer", "military"), (870, 120, 7, 2, 1))
_ROLES: Final = (("nobody", "buyer", "another"), (60, 30, 10))
_BUYER: Final = COLUMNS.index("buyer")

Cells = list[str]


class Offer(NamedTuple):
    """A chip in one way of writing it, sold from a day on (ISO), at a price in USD."""

    chip: str
    sku: str
    since: str
    price: int


class Damage(NamedTuple):
    """One way in which users break a row, and whether the row can still be screened."""

    what: str
    screened: bool
    do: Callable[[Cells], object]


def write(path: Path, rows: int, seed: int = SEED) -> Counter[str]:
    """Write a file of so many rows; return how many were broken in which way.

    The same rows and seed give the same bytes.
    """
    broken: Counter[str] = Counter()
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        out.writerows(_worn(whole_rows(rows, seed), seed, broken))
    return broken


def parties(rows: int, seed: int = SEED) -> list[Customer]:
    """Return the companies in a file of so many rows, all of which it names."""
    return customers(max(1, min(rows * 3 // 100, MOST)), seed)


def set_aside(broken: Counter[str]) -> int:
    """Return how many of the broken rows cannot be screened."""
    return sum(broken[damage.what] for damage in DAMAGES if not damage.screened)


class _Trade:
    """What chance brings: who orders, and what."""

    def __init__(self, everyone: list[Customer], chance: random.Random) -> None:
        rank = [1 / (place + 10) for place in range(len(everyone))]
        self.sizes = draws(chance, *_SIZES)
        self._newcomers = iter(chance.sample(everyone, len(everyone)))
        self._regulars, self._others = (draws(chance, everyone, rank) for _ in range(2))
        self._roles, self._end_uses = draws(chance, *_ROLES), draws(chance, *_END_USES)
        self._sellers = draws(chance, *zip(*DISTRIBUTOR["sellers"], strict=True))
        self._offers, self._quantities = draws(chance, *offers()), draws(chance, *_QUANTITIES)
        self._chance = chance

    def order(self, number: str, day: str, new: bool) -> Callable[[], Cells]:
        """Return what makes one line after the other of an order."""
        buyer = next(self._newcomers if new else self._regulars)
        head = [number, day, buyer.name, buyer.headquarters, self._role(buyer), self._role(buyer)]
        seller, end_use = next(self._sellers), next(self._end_uses)

        def line() -> Cells:
            offer = next(offer for offer in self._offers if offer.since <= day)
            price = f"{offer.price * (0.9 + 0.2 * self._chance.random()):.2f}"
            quantity, to = str(next(self._quantities)), buyer.destination
            return [*head, seller, offer.chip, quantity, to, end_use, offer.sku, price]

        return line

    def _role(self, buyer: Customer) -> str:
        who = next(self._roles)
        return "" if who == "nobody" else (buyer if who == "buyer" else next(self._others)).name


def whole_rows(rows: int, seed: int) -> Iterator[Cells]:
    """Yield the rows as they are before anyone breaks them."""
    everyone = parties(rows, seed)
    trade = _Trade(everyone, random.Random(f"{seed} trade"))
    done = came = orders = 0
    while done < rows:
        new = done * len(everyone) >= came * rows and came < len(everyone)
        came += new
        orders += 1
        line = trade.order(f"SO-{orders:08}", _day(done / rows), new)
        lines = min(next(trade.sizes), rows - done)
        done += lines
        for _ in range(lines):
            yield line()


def _worn(rows: Iterator[Cells], seed: int, broken: Counter[str]) -> Iterator[Cells]:
    """Yield the rows, some of them broken, but no buyer's first, so that each name is there."""
    chance = random.Random(f"{seed} damage")
    seen: set[str] = set()
    for row in rows:
        if row[_BUYER] not in seen:
            seen.add(row[_BUYER])
        elif chance.random() < BROKEN:
            damage = chance.choice(DAMAGES)
            damage.do(row)
            broken[damage.what] += 1
        yield row


def _day(share: float) -> str:
    """Return the day by which a share of all sales is made, where these grow threefold."""
    return _DAYS[int(len(_DAYS) * (math.sqrt(1 + 8 * share) - 1) / 2)]


def offers() -> tuple[list[Offer], list[float]]:
    """Return every way of writing every chip, and how often it is met."""
    offers, shares = [], []
    for number, chip in enumerate(DISTRIBUTOR["chips"], 1):
        sku = f"{chip['name'][:2].upper()}-{number:04}"
        for place, name in enumerate((chip["name"], *chip["also"])):
            offers.append(Offer(name, sku, chip["since"].isoformat(), chip["price"]))
            shares.append(chip["share"] / (2 * len(chip["also"]) if place else 2))
    return offers, shares


def _changed(column: str, change: Callable[[str], str]) -> Callable[[Cells], object]:
    at = COLUMNS.index(column)
    return lambda cells: cells.__setitem__(at, change(cells[at]))


DAMAGES: Final = (
    Damage(
        "a date with its day first", False, _changed("date", lambda d: f"{d[8:]}.{d[5:7]}.{d[:4]}")
    ),
    Damage("a day in no calendar", False, _changed("date", lambda day: f"{day[:8]}32")),
    Damage("a region for a country", False, _changed("destination", lambda _: "EMEA")),
    Damage("no buyer", False, _changed("buyer", lambda _: "")),
    Damage("a name over two lines", False, _changed("buyer", lambda name: f"{name}\nPurchasing")),
    Damage("a count with its unit", False, _changed("quantity", lambda count: f"{count} pcs")),
    Damage("a cell too few", False, list.pop),
    Damage("a cell too many", False, lambda cells: cells.append("")),
    Damage("a formula", True, _changed("price", lambda price: f"={price}*1.19")),
    Damage("an unread cell over two lines", True, _changed("sku", lambda sku: f"{sku}\nOEM")),
)


def main() -> None:
    """Write the file that the command line asks for, and tell what was broken in it."""
    asked = argparse.ArgumentParser(description="Write a made-up file of orders.")
    asked.add_argument("path", type=Path)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--seed", type=int, default=SEED)
    given = asked.parse_args()
    broken = write(given.path, given.rows, given.seed)
    print(f"{given.rows:,} rows, {broken.total():,} broken, {set_aside(broken):,} past screening:")
    for what, times in broken.most_common():
        print(f"  {times:6,} {what}")


if __name__ == "__main__":
    main()
