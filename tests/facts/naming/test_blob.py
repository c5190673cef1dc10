"""Texts and numbers as bytes."""

import pickle
from array import array
from zlib import crc32

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from earmark.facts.naming.blob import pack, unpack

BLOB = pack(["华为", "x"], [array("I", [1, 2]), array("Q", [2**40])])


def test_what_was_packed_is_unpacked():
    texts, (small, large) = unpack(BLOB)
    assert texts == ["华为", "x"]
    assert (list(small), list(large)) == ([1, 2], [2**40])


@given(st.integers(0, len(BLOB) - 1), st.integers(0, 255))
def test_one_changed_byte_is_noticed(at, byte):
    assume(BLOB[at] != byte)
    with pytest.raises(ValueError, match="damaged"):
        unpack(BLOB[:at] + bytes([byte]) + BLOB[at + 1 :])


@pytest.mark.parametrize("cut", [0, 1, 10, len(BLOB) - 1])
def test_what_is_cut_off_is_refused(cut):
    with pytest.raises(ValueError, match=r"."):
        unpack(BLOB[:cut])


def test_what_another_version_wrote_is_refused():
    body = BLOB.partition(b"\n")[2].replace(b'"version": 3', b'"version": 9')
    other = b"%08x\n%b" % (crc32(body), body)
    with pytest.raises(ValueError, match="another version"):
        unpack(other)


class Trap:
    def __reduce__(self):
        return (pytest.fail, ("this must never run",))


def test_code_in_a_file_from_elsewhere_never_runs():
    with pytest.raises(ValueError, match=r"."):
        unpack(pickle.dumps(Trap()))
