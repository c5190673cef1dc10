"""All mutants of a rulebook: which a case catches, which no sale can tell, and which survive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from earmark.cases import Case, read_cases
from earmark.law.rulebook import Rulebook, load
from earmark.resources import CASES, INVESTMENT_RULES, RULES
from mutation.catching import Trials, facts_remembered
from mutation.foresight import Expected
from mutation.mutants import Mutant, mutants
from mutation.stating import Stated, toml
from mutation.telling import Alike, Teller, Unsettled
from mutation.trying import Told

CAUGHT, EQUIVALENT, SURVIVED = "caught", "equivalent", "survived"
RULEBOOKS = (RULES, INVESTMENT_RULES)
_CHUNK = 8


@dataclass(frozen=True)
class Fate:
    """What became of a mutant. ``why`` says which case, or what makes it equivalent.

    ``stated`` is a ``deal`` that tells a survivor; ``expected`` is what it is answered by the
    rulebook as it is.
    """

    kind: str
    mutant: str
    end: str
    why: str
    deal: str = ""
    stated: Stated = field(default_factory=dict)
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
                why = "it differs, but no deal that was tried could state where"
                return Fate(mutant.kind, str(mutant), SURVIVED, why, cell.deal, cell.stated)
            case Told(deal, stated, expected, why):
                return Fate(mutant.kind, str(mutant), SURVIVED, why, deal, stated, expected)


# -- in two processes ------------------------------------------------------------------------


def survey(
    rules: Sequence[Path] = RULEBOOKS, cases: Path = CASES, only: str = "", processes: int = 2
) -> list[tuple[Mutant, Fate]]:
    """Return every mutant, or those whose description has ``only`` in it, with its fate.

    Raises :class:`AssertionError` where a case does not hold under the rulebooks as they are.
    """
    every = [
        (path, index, mutant)
        for path in rules
        for index, mutant in enumerate(mutants(load(path)))
        if only in f"[{mutant.kind}] {mutant}"
    ]
    # Started afresh, the processes inherit no tracing from a test run.
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, context, _begin, (rules, cases)) as pool:
        paths, indexes, chosen = zip(*every, strict=True)
        fates = pool.map(_settle, paths, indexes, chunksize=_CHUNK)
        return list(zip(chosen, fates, strict=True))


_here: dict[Path, Survey] = {}


def _begin(rules: Sequence[Path], cases: Path) -> None:
    every = read_cases(cases)
    _here.update((path, Survey(load(path), every)) for path in rules)


def _settle(rules: Path, index: int) -> Fate:
    here = _here[rules]
    assert not here.failing, f"these cases do not hold: {here.failing}"
    return here.fate(here.mutants[index])


# -- report ----------------------------------------------------------------------------------


def report(fates: Sequence[Fate]) -> Iterator[str]:
    """Yield the counts, and every survivor with a sale that tells it."""
    for fate in fates:
        if fate.end == SURVIVED:
            yield from _survivor(fate)
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
        yield f"  {fate.deal} = {toml(fate.stated)}"
        yield f"  expect = [{toml(fate.expected)}]"
    else:
        yield f"  nearest: {fate.deal} = {toml(fate.stated)}"
