"""Every hostile file through the whole verb: nothing lost, nothing hidden, no traceback."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.orders.sheet import QUARANTINE

sys.path.insert(0, str(Path(__file__).parents[2]))
from hostile.corpus import corpus

FILES = corpus()
READ = [one for one in FILES if not one.refused]
REFUSED = [one for one in FILES if one.refused]


@pytest.fixture
def screened(batch):
    """Return a function that screens a hostile file."""

    def run(one):
        if one.needs:
            pytest.importorskip(one.needs)
        options = [word for pair in one.map.items() for word in ("--map", "=".join(pair))]
        return batch(one.content(), *options, "--encoding", one.encoding, name=one.name)

    return run


@pytest.mark.parametrize("one", READ, ids=lambda one: one.name)
def test_every_row_of_a_hostile_file_is_screened_or_set_aside(screened, one):
    ran = screened(one)
    assert "Traceback" not in ran.err
    assert ran.code == (3 if one.bad else 0)
    assert tuple(ran.bad) == one.bad
    read, *parts = ran.counts
    assert read == sum(parts) == one.good + len(one.bad)
    answers = [row["verdict"] for row in ran.rows()]
    assert len(answers) == one.good
    assert set(answers) <= {"allow", "deny", "review"}
    told_in_full(ran)


def told_in_full(ran):
    for row in ran.set_aside:
        assert tuple(row) == QUARANTINE
        assert row["code"]
        assert row["message"]
        assert row["raw"]
        assert "\0" not in row["raw"]


@pytest.mark.parametrize("one", REFUSED, ids=lambda one: one.name)
def test_a_file_that_is_refused_leaves_nothing_behind_but_what_is_wrong_with_it(screened, one):
    ran = screened(one)
    assert ran.code == 3
    assert [line.rpartition(" [")[2] for line in ran.err.splitlines()] == [
        f"{code}]" for code in one.refused
    ]
    assert ran.files == [one.name]


PIECES = st.sampled_from(
    (
        *(b"Tencent", b"H800", b"CN", b"DE", b"2024-03-04", b"Nowhere", b"x" * 600, b"=1", b" "),
        *(b",", b",", b",", b"\n", b"\n", b"\r\n", b"\r", b'"', b"\0", b"\xff", b"\xe9"),
        "甲".encode(),
    )
)


@settings(max_examples=60)
@given(content=st.lists(PIECES, max_size=60).map(b"".join))
def test_whatever_follows_a_header_is_screened_or_set_aside(batch, content):
    ran = batch(b"buyer,chip,destination,date\n" + content)
    assert ran.code == (3 if ran.counts[4] else 0)
    read, *parts = ran.counts
    assert read == sum(parts) == len(ran.rows()) + len(ran.set_aside)
    told_in_full(ran)


@settings(max_examples=60)
@given(content=st.lists(PIECES, max_size=10).map(b"".join) | st.binary(max_size=60))
def test_whatever_a_file_is_it_is_screened_or_refused_in_plain_words(batch, content):
    ran = batch(content)
    assert ran.code in (0, 3)
    assert "internal" not in ran.err
    assert all(line.startswith("earmark: ") and line.isprintable() for line in ran.err.splitlines())
