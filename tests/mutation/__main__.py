"""Change one thing in the rules at a time, and report which changes no case notices."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from earmark.law.rulebook import load
from earmark.resources import CASES
from mutation.suggest import suggestions, written
from mutation.survey import EQUIVALENT, RULEBOOKS, SURVIVED, report, survey


def main() -> int:
    """Run the program; return 1 if a mutant survives."""
    options = argparse.ArgumentParser(prog="python -m mutation", description=__doc__)
    options.add_argument("--rules", type=Path, help="a folder or one file (all that are shipped)")
    options.add_argument("--cases", type=Path, default=CASES, help="a folder or one file")
    options.add_argument("--only", default="", help="mutants that have this in their description")
    options.add_argument("--equivalent", action="store_true", help="list equivalent mutants too")
    options.add_argument("--suggest", action="store_true", help="print cases that would catch more")
    options.add_argument("--processes", type=int, default=2)
    chosen = options.parse_args()
    began = time.monotonic()
    rules = (chosen.rules,) if chosen.rules else RULEBOOKS
    found = survey(rules, chosen.cases, chosen.only, chosen.processes)
    fates = [fate for _, fate in found]
    if chosen.equivalent:
        print("\n".join(f"EQUIVALENT {one}: {one.why}" for one in fates if one.end == EQUIVALENT))
    print("\n".join(report(fates)))
    print(f"{time.monotonic() - began:.0f} s")
    survivors = [(mutant, fate) for mutant, fate in found if fate.end == SURVIVED]
    if chosen.suggest:
        for book in map(load, rules):
            own = [(mutant, fate) for mutant, fate in survivors if fate.deal == book.deal]
            print("\n".join(written(suggestions(book, own))))
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
