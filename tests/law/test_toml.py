"""Whatever is no TOML is one kind of error, in words that a person can use."""

from __future__ import annotations

import pytest

from earmark.law.toml import read_toml


def test_toml_is_read_as_the_standard_library_reads_it() -> None:
    assert read_toml("a = [9223372036854775807, -9223372036854775808]\n[b]\nc = true") == {
        "a": [2**63 - 1, -(2**63)],
        "b": {"c": True},
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = ", "Invalid value"),
        ("a = {", "at end of document"),
        ("a = 9223372036854775808", "an integer needs more than 64 bits"),
        ("[a]\nb = [{ c = -9223372036854775809 }]", "an integer needs more than 64 bits"),
        (f"a = {'9' * 5000}", "an integer needs more than 64 bits"),
        (f"a = 0x{'f' * 5000}", "an integer needs more than 64 bits"),
        (f"a = {'[' * 3000}", "it is nested too deeply"),
    ],
    ids=lambda text: text[:24],
)
def test_what_is_no_toml_is_refused_in_clear_words(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        read_toml(text)
    assert "sys." not in str(caught.value)
