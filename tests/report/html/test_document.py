"""One file that may load nothing, and whose shape no order can change."""

import re
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from earmark.batch.summary import Ask, Count, Input
from earmark.report.html import page

sys.path.insert(0, str(Path(__file__).parents[2]))
from summaries import day, group, line, many

ORDER_FILE = st.text(st.characters(exclude_categories=()), min_size=1)
TRICKS = [
    "</script><script>alert(1)</script>",
    "</style><style>*{display:none}",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<!--",
    "]]>",
    "&lt;script&gt;",
    "javascript:alert(1)",
    "A\u202eB\u2066C\u2028D\u2029E",
    "\x1b]0;owned\x07",
    "\ud800",
    "x" * 65_536,
]


def written(text):
    """Return the page of a summary in which all that comes from an order file is this text."""
    lines = (
        line(2, buyer=text, chip=text, destination=text, order_id=text, quantity=text),
        # The same chip and place: another would be one more to choose, unless it is called alike.
        line(3, chip=text, destination=text, reason=text, questions=(text,), warnings=(text,)),
    )
    update = {
        "input": Input(name=text, digest=text),
        "by_chip": (Count(name=text, deny=2),),
        "by_destination": (Count(name=text, deny=2),),
        "groups": (group(lines=2),),
        "lines": lines,
        "asks": (Ask(fact=text, ask=text, lines=1),),
        "unread": (text,),
    }
    return "".join(page(day().model_copy(update=update)))


def test_a_page_is_one_document(read):
    html = "".join(page(day()))
    assert html.startswith("<!doctype html>\n")
    found = read(html)
    assert found.all("title") == ["Earmark: orders-2023-11-20.csv"]
    assert len(found.all("h1")) == 1
    assert found.attributes("html") == [{"lang": "en"}]


def test_the_parts_stand_in_the_order_in_which_they_are_read(read):
    assert read(page(day())).all("h2") == [
        "At a glance",
        "Denied and under review, by reason",
        "What to ask",
        "Red flags",
        "Assumed, and not checked",
        "What this rests on",
    ]


def test_no_name_in_the_page_is_given_twice(read):
    names = [attrs["id"] for _, attrs in read(page(day())).elements if "id" in attrs]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("text", TRICKS)
def test_no_trick_changes_the_shape_of_a_page(read, text):
    assert read(written(text)).shape == read(written("x")).shape


@given(text=ORDER_FILE)
@example(text="H800")
def test_no_text_changes_the_shape_of_a_page(read, text):
    assert read(written(text)).shape == read(written("x")).shape


@given(text=ORDER_FILE)
def test_a_page_can_always_be_written_and_holds_no_invisible_character(text):
    html = written(text)
    html.encode("utf-8")
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", html
    )


def test_only_the_style_and_the_script_of_the_page_may_act(read):
    html = "".join(page(day()))
    found = read(html)
    policy = next(one["content"] for one in found.attributes("meta") if "http-equiv" in one)
    for kind in ("style", "script"):
        (text,) = re.findall(f"<{kind}>(.*?)</{kind}>", html, re.DOTALL)
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_nothing_in_the_page_is_loaded_or_acts_by_itself(read):
    html = "".join(page(day()))
    for _, attrs in read(html).elements:
        assert not {"src", "style", "srcset"} & set(attrs)
        assert not [name for name in attrs if name.startswith("on")]
        assert attrs.get("href", "#").startswith("#")
    assert "url(" not in html
    assert "@import" not in html


def test_every_label_that_is_named_by_another_part_is_there(read):
    elements = [attrs for _, attrs in read(page(day())).elements]
    names = {attrs["id"] for attrs in elements if "id" in attrs}
    aims = {attrs["aria-labelledby"] for attrs in elements if "aria-labelledby" in attrs}
    aims |= {attrs["href"].removeprefix("#") for attrs in elements if "href" in attrs}
    assert aims <= names


def test_a_page_of_many_lines_comes_in_pieces():
    pieces = list(page(many(600)))
    assert len(pieces) > len(day().groups)
    assert max(map(len, pieces)) < sum(map(len, pieces)) / 2


def test_the_same_summary_gives_the_same_page():
    assert list(page(day())) == list(page(day()))
