"""Streams of JSON and XML records: one at a time, whole, and never guessed."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.errors import InputFileError
from earmark.facts.lists import records
from earmark.facts.lists.intake import Intake

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


def read(text):
    intake = Intake("file")
    found = [record for _, record in records.json_records(io.StringIO(text), intake)]
    intake.check()
    return found


def messages(call, *given):
    with pytest.raises(InputFileError) as caught:
        call(*given)
    return [str(fault) for fault in caught.value.faults]


@given(
    st.lists(st.dictionaries(st.text(max_size=4), VALUES, max_size=3), max_size=6),
    st.integers(1, 9),
)
def test_records_are_the_same_wherever_the_stream_is_cut(objects, size):
    text = json.dumps(objects, indent=1)
    whole, records._CHUNK = records._CHUNK, size
    try:
        assert read(text) == objects
        assert read("\n".join(map(json.dumps, objects))) == objects
        assert read(json.dumps({"records": objects})) == objects
        assert read(f" \n{text}\n ") == objects
    finally:
        records._CHUNK = whole


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"a": 1}, {"b": ', "file:1:1: this is not JSON"),
        ('[{"a": 1}\n{"b" 2}]', "file:2:1: this is not JSON: ',' is expected"),
        ('{"a": 1', "file:1:1: this is not JSON"),
        ('[{"a": "\\ud83d\\ude00"},\n{"\\uD83D": 1}]', "file:2:1: half a surrogate pair"),
        ("[1, 2]", "file:1:1: record 1 is no object"),
        ("[" * 9, "file:1:1: this is not JSON"),
        ('[{"a": 1},\n{"b" 2}]', "file:2:1: this is not JSON: Expecting ':' delimiter"),
        ('[{"a": 1}, {"b": 2}, ', "file:1:1: this is not JSON: Expecting value"),
        ('{"records": [{"a": 1}]', "file:1:1: this is not JSON: '}' is expected"),
        ('[{"a": 1}', "file:1:1: this is not JSON: ']' is expected (is the file cut off?)"),
        (
            '[{"a": ' + "[" * 100_000 + "]" * 100_000 + "}]",
            "file:1:1: this is not JSON: it is nested",
        ),
        ('[{"a": 1},\n{"b": -1e9999999999999999999}]', "file:2:1: a number has more places"),
        ('{"records": 1e9999999999999999999}', "file:1:1: a number has more places"),
    ],
)
def test_json_that_is_cut_off_or_broken_is_refused(text, said):
    assert messages(read, text)[0].startswith(said)


def tags(text):
    found = records.xml_records(io.StringIO(text), Intake("file"), {"r"})
    return [(tag, [child.text for child in element]) for tag, element in found]


def test_xml_records_come_one_by_one_namespaces_aside():
    one, two = ("<x:r><x:a>1</x:a></x:r>", "<x:r><x:a>2</x:a></x:r>")
    text = f'<x:top xmlns:x="urn:x"><x:all>{one}{two}</x:all></x:top>'
    assert tags(text) == [("r", ["1"]), ("r", ["2"])]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<top><r><a>1</a></r>", "file:1:21: this is not XML: no element found"),
        ("<top>\n<r></a></r></top>", "file:2:6: this is not XML: mismatched tag"),
        (
            '<!DOCTYPE top [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><top><r>&b;</r></top>',
            "file:1:1: this XML defines entities of its own",
        ),
        (
            '<?xml version="1.0"?>\n<!doctype x SYSTEM "file:///etc/passwd"><top/>',
            "file:1:1: this XML",
        ),
    ],
)
def test_xml_that_is_cut_off_or_defines_entities_is_refused(text, said):
    assert messages(tags, text)[0].startswith(said)
