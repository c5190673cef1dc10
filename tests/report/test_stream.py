"""What leaves the program is UTF-8, whole, and steers nothing."""

import io
import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.errors import InputFileError
from earmark.report.stream import clean, complain, escaped, put, shown_in_json, use_utf8

STEERING = "\x00\x07\x08\r\t\x1b\x7f\x85\x9b\u00ad\u200b\u200e\u202e\u2066\ufeff\ue000"


@given(st.text())
def test_clean_text_holds_no_invisible_character_and_keeps_all_others(text):
    shown = clean(text)
    assert all(c == "\n" or unicodedata.category(c)[0] != "C" or not c.isprintable() for c in shown)
    assert not {unicodedata.category(c) for c in shown if c != "\n"} & {"Cc", "Cf", "Cs", "Co"}
    assert [c for c in text if c.isprintable()] == [c for c in shown if c.isprintable()] or any(
        c in text for c in "\u2028\u2029"
    )


def test_clean_text_keeps_lines_and_foreign_letters():
    text = "Société “商汤”\nالذكاء 👍 é"
    assert clean(text) == text


def test_clean_text_makes_a_separator_a_space():
    assert clean("one\u2028two\u2029three") == "one two three"


@given(st.text())
def test_escaped_text_is_one_visible_line(text):
    assert escaped(text).isprintable()


def test_escaped_text_shows_what_was_hidden():
    assert escaped("a\u202eb\x1b[31m\n") == "a\\u202eb\\u001b[31m\\n"
    assert escaped("Société – 商汤") == "Société – 商汤"


@given(st.dictionaries(st.text(), st.text()))
def test_json_means_the_same_once_its_invisible_characters_are_escaped(value):
    document = shown_in_json(json.dumps(value, ensure_ascii=False, indent=1))
    assert json.loads(document) == value
    assert document.replace("\n", "").isprintable()


def test_what_is_put_stands_on_standard_output_alone(capsys):
    put("Ünïcode\n")
    assert capsys.readouterr() == ("Ünïcode\n", "")


def test_a_complaint_is_one_line_on_standard_error(capsys):
    complain("a\nb\x1b[31m")
    assert capsys.readouterr() == ("", "earmark: a\\nb\\u001b[31m\n")


def test_output_that_is_closed_is_a_failure(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(InputFileError, match="standard output is closed"):
        put("x")


def test_a_complaint_that_no_one_can_hear_is_no_failure(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    complain("x")


class Refusing(io.StringIO):
    """A stream that takes nothing."""

    def __init__(self, error):
        super().__init__()
        self.error = error

    def write(self, _text):
        raise self.error


def test_a_reader_that_went_away_is_no_failure(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Refusing(BrokenPipeError()))
    put("x")


def test_a_stream_that_takes_nothing_is_a_failure(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Refusing(OSError(28, "No space left on device")))
    with pytest.raises(InputFileError, match="cannot be written: No space left on device"):
        put("x")
    monkeypatch.setattr(sys, "stderr", Refusing(OSError(28, "No space left on device")))
    complain("x")


def test_streams_speak_utf8_whatever_they_spoke_before(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    use_utf8()
    put("“–”")
    assert stream.buffer.getvalue() == "“–”".encode()
