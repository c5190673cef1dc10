"""Time the 50 percent rule over a million stakes, a chain of 20,000 companies among them.

    python tests/bench/ownership.py

Prints the seconds on one core, from a list of stakes to the standing of every company, and what the
company at the foot of the chain takes by itself, explained. The stakes are the same in every run;
all but the chain are between companies drawn at random, so that most are in circles.
"""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

from earmark.facts.fifty_percent import Certainty, FiftyPercentRule, Listed
from earmark.facts.stakes import HALF, WHOLE, Register, Stake

STAKES = 1_000_000
COMPANIES = 400_000
DEPTH = 20_000
LISTED = 3_000
DAY = date(2026, 7, 31)


def stakes() -> list[Stake]:
    rng = random.Random(4)
    steps = [*range(DEPTH), *[-1] * (STAKES - DEPTH)]
    rng.shuffle(steps)
    return [_scattered(rng) if step < 0 else _chained(step) for step in steps]


def _scattered(rng: random.Random) -> Stake:
    owner, owned = (f"firm {rng.randrange(COMPANIES)}" for _ in range(2))
    share = rng.choice((HALF, rng.randrange(1, WHOLE), None))
    low, high = (0, WHOLE) if share is None else (share, share)
    since = date(2015, 1, 1) + timedelta(days=rng.randrange(3000))
    return Stake(owner, owned, low, high, since=since, source="made up")


def _chained(step: int) -> Stake:
    return Stake(
        f"chain {step}", f"chain {step + 1}", HALF, HALF, since=date(2015, 1, 1), source="made up"
    )


def listing(listed: set[str]) -> Listed:
    return lambda party: Certainty.CERTAIN if party in listed else Certainty.NONE


def above(given: list[Stake]) -> Callable[[str], list[Stake]]:
    by_owned = defaultdict(list)
    for stake in given:
        by_owned[stake.owned].append(stake)
    return by_owned.__getitem__


def main() -> None:
    given = stakes()
    listed = {"chain 0", *(f"firm {number}" for number in range(LISTED))}
    began = time.perf_counter()
    register = Register(given, DAY)
    read = time.perf_counter()
    rule = FiftyPercentRule(register, listing(listed))
    standing = [rule.owned(f"firm {number}") for number in range(COMPANIES)]
    done = time.perf_counter()
    counts = {certainty.name.lower(): standing.count(certainty) for certainty in Certainty}
    print(f"{len(given):,} stakes, {len(listed):,} listed parties; owned: {counts}")
    print(f"register {read - began:.2f} s, rule {done - read:.2f} s: {done - began:.2f} s")
    stakes_in = above(given)
    began = time.perf_counter()
    foot = FiftyPercentRule(Register.above(f"chain {DEPTH}", stakes_in, DAY), listing(listed))
    owned = foot.explain(f"chain {DEPTH}")
    depth = len(owned.path(owned.owners[0]))
    print(f"one company, explained through {depth:,}: {time.perf_counter() - began:.3f} s")


if __name__ == "__main__":
    main()
