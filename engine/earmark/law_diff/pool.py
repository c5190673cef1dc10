"""A pool of sales among which examples are looked for: the worked cases, and a grid."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain
from typing import Final

from earmark.cases import read_cases
from earmark.facts.chips import find_chips
from earmark.law_diff.grid import MEMORY, Grid
from earmark.law_diff.stating import Familiarity, Stated, sale_of, told
from earmark.sale import Sale
from earmark.standpoints import Standpoint

_CLASSIFY: Final = ("tpp", "eccn", MEMORY)


def pool(
    before: Standpoint,
    after: Standpoint,
    rules: Collection[str],
    places: Sequence[str],
    parties: Sequence[str],
) -> list[Sale]:
    """Return sales, each once: those that state least first, and of these the most familiar.

    The grid is made for the ``rules`` (ids); ``places`` (codes) and ``parties`` (names) are in it
    whatever the rules say of them. Both standpoints must have a day.
    """
    sales_of_cases = (case.deal for case in read_cases() if isinstance(case.deal, Sale))
    cases = [one for sale in sales_of_cases if _is_known(one := told(sale))]
    familiarity = Familiarity(cases)
    grid = Grid(before, after, rules, familiarity)
    stated = chain(cases, grid.sales(places, parties))
    sales = dict.fromkeys(sale for one in stated if (sale := sale_of(one)))
    return sorted(sales, key=lambda sale: (len(told(sale)), familiarity.lacking(told(sale))))


def _is_known(stated: Stated) -> bool:
    """Tell whether the chip of a sale is in the table, or something is stated that classifies it.

    A sale of which nothing is known is a poor example, and slow to judge.
    """
    return any(name in stated for name in _CLASSIFY) or find_chips(stated["chip"]).certain
