"""Every hostile file comes to exactly what is expected of it: so many orders, these bad rows."""

import sys
from pathlib import Path

import pytest

from earmark.errors import InputFileError
from earmark.orders import Order, Row, read

sys.path.insert(0, str(Path(__file__).parents[1]))
from hostile.corpus import HERE, LARGE, corpus

FILES = corpus()


@pytest.fixture
def path(tmp_path):
    """Return a function that gives the path of a hostile file."""

    def stored(one):
        path = tmp_path / one.name
        path.write_bytes(one.content())
        return path

    return stored


def judged(path, one):
    """Return how many rows state a sale, and the line and code of each other."""
    good, bad = 0, []
    with read(path, mapping=one.map, encoding=one.encoding) as reader:
        for row in reader:
            found = reader.form.order_of(row) if isinstance(row, Row) else row
            if isinstance(found, Order):
                good += 1
            else:
                bad.append((found.line, found.code))
    return good, tuple(bad)


def test_there_are_more_than_sixty_and_all_of_them_are_expected():
    assert len(FILES) > 60
    stored = {path.name for path in (HERE / "files").iterdir()}
    assert stored | LARGE.keys() == {one.name for one in FILES}


@pytest.mark.parametrize("one", FILES, ids=lambda one: one.name)
def test_a_hostile_file_comes_to_what_is_expected_of_it(path, one):
    if one.needs:
        pytest.importorskip(one.needs)
    if not one.refused:
        assert judged(path(one), one) == (one.good, one.bad)
        return
    with pytest.raises(InputFileError) as error:
        judged(path(one), one)
    assert tuple(fault.code for fault in error.value.faults) == one.refused


@pytest.mark.parametrize("one", [one for one in FILES if one.refused], ids=lambda one: one.name)
def test_a_refusal_names_the_file_and_is_short_and_plain(path, one):
    if one.needs:
        pytest.importorskip(one.needs)
    with pytest.raises(InputFileError) as error:
        judged(path(one), one)
    for fault in error.value.faults:
        assert fault.message.startswith(str(path(one)))
        assert len(fault.message) < len(str(path(one))) + 250
        assert fault.message.isprintable()
