"""``earmark schema``: the schema of a verdict, for programs."""

import json

import pytest
from jsonschema import Draft202012Validator, ValidationError


@pytest.fixture
def schema(earmark):
    """Return the published schema."""
    result = earmark("schema")
    assert (result.code, result.err) == (0, "")
    return json.loads(result.out)


def test_the_schema_is_valid_and_names_its_draft(schema):
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_every_part_of_a_verdict_is_described(schema):
    parts = {name: part for name, part in schema["$defs"].items() if name != "JsonValue"}
    assert all(part["description"] for part in parts.values())
    assert schema["description"]


def test_the_schema_names_the_fields_of_a_citation(schema):
    fields = schema["$defs"]["Cited"]["properties"]
    assert set(fields) == {"law", "notice", "seed", "quote", "start", "end", "gloss"}


def test_a_question_has_its_sides_under_the_key_if(schema):
    assert "if" in schema["$defs"]["Question"]["properties"]


@pytest.mark.parametrize(
    "break_it",
    [
        lambda said: said.update(verdict="maybe"),
        lambda said: said.pop("caveats"),
        lambda said: said["licence"].update(required="yes"),
        lambda said: said["findings"][0]["citations"][0].update(law=3),
    ],
)
def test_what_is_no_verdict_does_not_validate(earmark, schema, break_it):
    words = ("--buyer", "Sense Time", "--chip", "H100", "--to", "CN", "--on", "2023-11-17")
    said = json.loads(earmark("check", *words, "--json").out)
    validator = Draft202012Validator(schema)
    validator.validate(said)
    break_it(said)
    with pytest.raises(ValidationError):
        validator.validate(said)
