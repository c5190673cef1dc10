"""The lines of a text: the same however it comes in pieces, and never longer than is kept."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.errors import InputFileError
from earmark.orders.marks import MARKED, first_mark, shown
from earmark.orders.rows import LINE_LIMIT
from earmark.orders.text import encoding_of, lines_of, texts

PIECES = st.lists(st.sampled_from(["", "a", "\n", "\r", "\r\n", "b\rc", "\u2028", "d\x0b"]))


@given(pieces=PIECES)
def test_lines_are_the_same_however_the_text_comes(pieces):
    found = [line for lines in lines_of(iter(pieces)) for line in lines]
    assert found == io.StringIO("".join(pieces), newline="").readlines()


@pytest.mark.parametrize("over", [0, 1, 2, 100_000])
def test_of_a_long_line_the_beginning_and_the_end_mark_are_kept(over):
    pieces = ["x" * 1000] * (LINE_LIMIT // 1000) + ["x" * (LINE_LIMIT % 1000 + over), "\r", "\ny"]
    found = [line for lines in lines_of(iter(pieces)) for line in lines]
    assert found == ["x" * (LINE_LIMIT + min(over, 1)) + "\r\n", "y"]


@given(content=st.binary(max_size=100))
def test_bytes_that_are_no_text_come_through_as_marks(content):
    text = "".join(texts(io.BytesIO(content), "utf-8"))
    assert text == content.decode("utf-8", MARKED)
    assert text.encode("utf-8", "surrogateescape") == content
    shown(text).encode("utf-8")


def test_the_first_mark_is_found_by_line_and_byte():
    text = b"\xe7\x94\xb2\r\n\xe7\x94\xb2\xff\xfe".decode("utf-8", MARKED)
    assert first_mark(text, "utf-8") == (0xFF, 2, 4)


@pytest.mark.parametrize(
    ("start", "stated", "encoding"),
    [
        (b"buyer", "", "utf-8"),
        (b"\xef\xbb\xbfb", "", "utf-8-sig"),
        (b"\xef\xbb\xbfb", "UTF8", "utf-8-sig"),
        (b"\xff\xfeb\0", "", "utf-16"),
        (b"\xfe\xff\0b", "utf-16-be", "utf-16"),
        (b"\xff\xfe\0\0", "", "utf-32"),
        (b"buyer", "GBK", "gbk"),
        (b"buyer", "latin 1", "iso8859-1"),
    ],
)
def test_an_encoding_is_marked_or_stated_and_never_guessed(start, stated, encoding):
    assert encoding_of(start, stated) == encoding


@pytest.mark.parametrize(
    "stated",
    ["gbkk", "utf-16", "idna", "unicode_escape", "rot13", "base64", "hex", "\0", "x" * 500, "é"],
)
def test_what_is_no_encoding_of_text_is_refused(stated):
    with pytest.raises(InputFileError) as error:
        encoding_of(b"", stated)
    assert error.value.faults[0].code == "unknown-encoding"


def test_a_decoder_that_gives_up_is_told():
    with pytest.raises(InputFileError, match="it cannot be read as iso2022_jp_2: "):
        list(texts(io.BytesIO(b"\x1b.\xff($(\x1b\x1b\xff"), "iso2022_jp_2"))
