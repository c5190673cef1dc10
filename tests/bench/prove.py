"""Time the proof of the shipped rulebook, property by property, against the cases it stands beside.

    python tests/bench/prove.py

Prints seconds on one core and what was proved, and as a measure of the machine how often all worked
cases could be judged meanwhile, by the reference judge.
"""

from __future__ import annotations

import time

from earmark.cases import read_cases, run_case
from earmark.law.rulebook import shipped, shipped_for_investments
from earmark.prove.proof import prove


def cases() -> float:
    """Return the seconds that all worked cases take."""
    every = list(read_cases())
    began = time.perf_counter()
    for case in every:
        run_case(case)
    took = time.perf_counter() - began
    print(f"{len(every):,} worked cases: {took:.1f} s")
    return took


def proofs() -> float:
    """Return the seconds that the proofs of both rulebooks take."""
    whole = 0.0
    for book in (shipped(), shipped_for_investments()):
        proof = prove(book)
        whole += proof.seconds
        print(f"every {proof.deals}: {proof.seconds:.1f} s, {proof.epochs} epochs, ", end="")
        print(f"{proof.cells:.1e} cells, {proof.nodes:,} nodes, {proof.judged:,} judged")
        for one in proof.properties:
            print(f"  {one.name}: {one.seconds:.1f} s, {'holds' if one.holds else 'is broken'}")
    return whole


if __name__ == "__main__":
    measure = cases()
    print(f"the proofs take {proofs() / measure:.1f} times as long as the cases")
