"""All mutants of a rulebook: which a case catches, which no sale can tell, and which survive."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from earmark.cases import Case, read_cases
from earmark.law.rulebook import Rulebook, load
from earmark.resources import CASES, RULES
from earmark.sale import Sale
from mutation.catching import Trials, facts_remembered
from mutation.foresight import Expected
from mutation.mutants import Mutant, mutants
from mutation.stating import Stated, toml
from mutation.telling import Alike, Teller, Told, Unsettled

CAUGHT, EQUIVALENT, SURVIVED = "caught", "equivalent", "survived"


@dataclass(frozen=True)
class Fate:
    """What became of a mutant. ``why`` says which case, or what makes it equivalent.

    ``sale`` tells a survivor; ``expected`` is what it is answered by the rulebook as it is.
    """

    kind: str
    mutant: str
    end: str
    why: str
    sale: Stated = field(default_factory=dict)
    expected: Expected = field(default_factory=dict)

    def __str__(self) -> str:
        return f"[{self.kind}] {self.mutant}"


class Survey:
    """The mutants of one rulebook against one set of cases."""

    def __init__(self, book: Rulebook, cases: Sequence[Case]) -> None:
        self.mutants = mutants(book)
        self._teller = Teller(book)
        with facts_remembered():
            self._trials = Trials(cases, book)

    @property
    def failing(self) -> list[str]:
        """The names of cases that do not even hold under the rulebook as it is."""
        return self._trials.failing

    def fate(self, mutant: Mutant) -> Fate:
        """Return what becomes of one mutant."""
        with facts_remembered():
            case = self._trials.catches(mutant)
            if case:
                return Fate(mutant.kind, str(mutant), CAUGHT, case.name)
            answer = self._teller.tell(mutant)
        match answer:
            case Alike(why):
                return Fate(mutant.kind, str(mutant), EQUIVALENT, why)
            case Unsettled(cell):
                why = "no sale that was tried could state the cells in which it differs"
                return Fate(mutant.kind, str(mutant), SURVIVED, why, cell.stated)
            case Told(sale, expected, why):
                return Fate(mutant.kind, str(mutant), SURVIVED, why, sale, expected)


# -- in two processes ------------------------------------------------------------------------


def survey(
    rules: Path = RULES, cases: Path = CASES, only: str = "", every: int = 1, processes: int = 2
) -> list[tuple[Mutant, Fate]]:
    """Return the mutants whose description has ``only`` in it, one of ``every`` so many, with fate.

    Raises :class:`AssertionError` where a case does not hold under the rulebook as it is.
    """
    made = list(enumerate(mutants(load(rules))))
    chosen = [pair for pair in made if only in f"[{pair[1].kind}] {pair[1]}"][::every]
    indexes = [index for index, _ in chosen]
    # Started afresh, the processes inherit no tracing from a test run.
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, context, _begin, (rules, cases)) as pool:
        fates = []
        for fate in pool.map(_settle, indexes):
            fates.append(fate)
            # What was found is not lost where the run is stopped.
            if fate.end == SURVIVED:
                print(*_survivor(fate), sep="\n", file=sys.stderr, flush=True)
    return [(mutant, fate) for (_, mutant), fate in zip(chosen, fates, strict=True)]


_here: list[Survey] = []


def _begin(rules: Path, cases: Path) -> None:
    sales = [case for case in read_cases(cases) if isinstance(case.deal, Sale)]
    _here[:] = [Survey(load(rules), sales)]


def _settle(index: int) -> Fate:
    (here,) = _here
    assert not here.failing, f"these cases do not hold: {here.failing}"
    return here.fate(here.mutants[index])


# -- report ----------------------------------------------------------------------------------


def report(fates: Sequence[Fate]) -> Iterator[str]:
    """Yield the counts."""
    kinds = Counter((fate.kind, fate.end) for fate in fates)
    ends = (CAUGHT, EQUIVALENT, SURVIVED)
    yield f"{'':10}{'mutants':>10}" + "".join(f"{end:>12}" for end in ends)
    for kind in dict.fromkeys(fate.kind for fate in sorted(fates, key=lambda fate: fate.kind)):
        counts = [kinds[kind, end] for end in ends]
        yield f"{kind:10}{sum(counts):>10}" + "".join(f"{count:>12}" for count in counts)
    totals = [sum(fate.end == end for fate in fates) for end in ends]
    yield f"{'all':10}{sum(totals):>10}" + "".join(f"{count:>12}" for count in totals)
    for why, count in Counter(fate.why for fate in fates if fate.end == EQUIVALENT).most_common():
        yield f"equivalent, {why}: {count}"


def _survivor(fate: Fate) -> Iterator[str]:
    yield f"SURVIVED {fate}"
    yield f"  {fate.why}"
    if fate.expected:
        yield f"  sale = {toml(fate.sale)}"
        yield f"  expect = [{toml(fate.expected)}]"
    elif fate.sale:
        yield f"  nearest: {toml(fate.sale)}"
