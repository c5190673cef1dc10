"""Few sales that tell all survivors, as cases to be completed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from earmark.cases import Case, run_case
from earmark.law.rulebook import Rulebook
from earmark.sale import Sale
from earmark.screening import screen
from mutation.catching import Trial, facts_remembered
from mutation.changes import changes
from mutation.foresight import Expected, expectation
from mutation.mutants import Mutant
from mutation.stating import Stated, toml
from mutation.survey import Fate


@dataclass
class Suggestion:
    """A sale, what it has to expect, and the mutants that it then catches."""

    trial: Trial
    stated: Stated
    expected: Expected = field(default_factory=dict)
    catches: list[Mutant] = field(default_factory=list)

    def takes(self, mutant: Mutant, book: Rulebook) -> bool:
        """Catch a mutant, expecting more if need be, if this sale can."""
        sale, other = self.trial.case.deal, mutant.of(book)
        found = changes(book, other, mutant, sale.on)
        if not any(self.trial.could_notice(change) for change in found):
            return False
        expected = expectation(screen(sale, rulebook=book), screen(sale, rulebook=other))
        if not run_case(Case("", "", sale, expected), other).differences:
            return False
        for name, value in expected.items():
            before = self.expected.get(name, [])
            both = isinstance(before, list) and isinstance(value, list)
            self.expected[name] = sorted({*before, *value}) if both else value
        self.catches.append(mutant)
        return True


def suggestions(book: Rulebook, survivors: Iterable[tuple[Mutant, Fate]]) -> list[Suggestion]:
    """Return sales that tell all survivors, each as many as it can."""
    found: list[Suggestion] = []
    with facts_remembered():
        for mutant, fate in survivors:
            if fate.expected and not any(one.takes(mutant, book) for one in found):
                sale = Sale.model_validate(fate.sale)
                fresh = Suggestion(Trial(Case("", "", sale, fate.expected), book), fate.sale)
                fresh.takes(mutant, book)
                found.append(fresh)
    return found


def written(found: Iterable[Suggestion]) -> Iterator[str]:
    """Yield the suggestions as text of a case file."""
    for one in found:
        yield ""
        yield from (f"# {mutant.kind}: {mutant}" for mutant in one.catches)
        yield "[[case]]"
        yield 'name = "…"'
        yield f"sale = {toml(one.stated)}"
        yield f"expect = [{toml(one.expected)}]"
