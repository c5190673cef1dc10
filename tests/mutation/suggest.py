"""Few deals that tell all survivors, as cases to be completed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from earmark.cases import Case, run_case
from earmark.law.rulebook import Rulebook
from mutation.catching import Trial, facts_remembered
from mutation.changes import changes
from mutation.foresight import Expected, expectation
from mutation.mutants import Mutant
from mutation.stating import asked, toml
from mutation.survey import Fate
from mutation.trying import screened


@dataclass
class Suggestion:
    """A deal, what it has to expect, and the mutants that it then catches."""

    trial: Trial
    first: Fate
    expected: Expected = field(default_factory=dict)
    catches: list[Mutant] = field(default_factory=list)

    def takes(self, mutant: Mutant, book: Rulebook) -> bool:
        """Catch a mutant, expecting more if need be, if this deal can."""
        deal, other = self.trial.case.deal, mutant.of(book)
        found = changes(book, other, mutant, deal.on)
        if not any(self.trial.could_notice(change) for change in found):
            return False
        expected = expectation(screened(deal, book), screened(deal, other))
        if not run_case(Case("", "", deal, expected), other).differences:
            return False
        for name, value in expected.items():
            before = self.expected.get(name, [])
            both = isinstance(before, list) and isinstance(value, list)
            self.expected[name] = sorted({*before, *value}) if both else value
        self.catches.append(mutant)
        return True


def suggestions(book: Rulebook, survivors: Iterable[tuple[Mutant, Fate]]) -> list[Suggestion]:
    """Return deals that tell all survivors, each as many as it can."""
    found: list[Suggestion] = []
    with facts_remembered():
        for mutant, fate in survivors:
            if fate.expected and not any(one.takes(mutant, book) for one in found):
                case = Case("", "", asked(fate.stated, fate.deal), fate.expected)
                fresh = Suggestion(Trial(case, book), fate)
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
        yield f"{one.first.deal} = {toml(one.first.stated)}"
        yield f"expect = [{toml(one.expected)}]"
