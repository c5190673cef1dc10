"""Rows as lines: the short way writes what the careful one does."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from earmark.orders.sheet import Sheet, Written

CELL = st.text(st.sampled_from('ab1,"=-+@ \t\r\n\u200b＝é'), max_size=4)
ROW = st.lists(CELL, min_size=1, max_size=4)


class Lines(list[str]):
    """Takes lines."""

    def write(self, line: str) -> None:
        self.append(line)


@given(st.lists(st.tuples(ROW, st.lists(CELL, max_size=2).map(tuple)), min_size=1, max_size=6))
@example([([""], ())])
@example([(["a"], ("=1",)), (["b"], ("=1",))])
@example([(["=1"], ("b",))])
def test_a_line_is_what_a_sheet_writes_and_counts(
    rows: list[tuple[list[str], tuple[str, ...]]],
) -> None:
    written, lines = Written(), Lines()
    sheet = Sheet(lines)
    sheet.write((*cells, *added) for cells, added in rows)
    assert [written.line(*row) for row in rows] == lines
    assert written.neutralised == sheet.neutralised
