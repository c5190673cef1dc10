"""A reader with a keyboard, a printer, a dark room, a narrow window, no scripts, a hostile file."""

import base64
import re
import sys
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

sys.path.insert(0, str(Path(__file__).parents[1]))
from summaries import day, line, many


def focused(opened):
    return opened.run(
        "const at = document.activeElement;"
        "return [at.name || at.className || at.tagName, getComputedStyle(at).outlineStyle]"
    )


def tab_to(opened, name):
    """Press Tab until a control has the focus; return every control on the way."""
    passed = []
    for _ in range(60):
        opened.driver.switch_to.active_element.send_keys(Keys.TAB)
        passed.append(focused(opened))
        if passed[-1][0] == name:
            return passed
    raise AssertionError(f"{name} cannot be reached: {passed}")


# -- keyboard --------------------------------------------------------------------------------


def test_everything_works_by_keyboard_alone_and_the_focus_is_always_visible(large):
    passed = tab_to(large, "words")
    large.driver.switch_to.active_element.send_keys("trading")
    passed += tab_to(large, "verdict")
    large.driver.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    assert large["input[value=deny]"].is_selected()
    passed += tab_to(large, "to")
    large.driver.switch_to.active_element.send_keys("China")
    assert large.status.endswith("lines, deny, China, “trading”")
    passed += tab_to(large, "more")
    before = len(large.laid_out)
    large.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert len(large.laid_out) > before
    assert {outline for _, outline in passed} == {"solid"}


def test_a_focus_that_goes_backwards_does_not_hide_below_the_bar(large):
    large.run("document.querySelectorAll('button.more')[1].focus()")
    large.driver.switch_to.active_element.send_keys(Keys.SHIFT, Keys.TAB)
    clear = large.run(
        "return document.activeElement.getBoundingClientRect().top"
        " - document.querySelector('.narrow').getBoundingClientRect().bottom"
    )
    assert clear >= 0


@pytest.mark.parametrize(
    ("selector", "role", "name"),
    [
        ("input[name=words]", "searchbox", "Search"),
        ("select[name=to]", "combobox", "Destination"),
        ("select[name=chip]", "combobox", "Chip"),
        ("select[name=rule]", "combobox", "Rule"),
        ("input[value=deny]", "radio", "Deny"),
        ("fieldset", "group", "Verdict"),
        ("#status", "status", ""),
        ("#filters", "search", "Narrow the lines"),
        (".charts table", "table", "By question"),
        (".charts tbody th", "rowheader", "Where is the buyer headquartered?"),
        (".lines table", "table", "Lines of reason 1"),
    ],
)
def test_a_screen_reader_is_told_what_everything_is(small, selector, role, name):
    assert (small[selector].aria_role, small[selector].accessible_name) == (role, name)


# -- paper -----------------------------------------------------------------------------------


def test_a_print_has_all_lines_of_the_filter_and_no_controls(opened):
    page = opened(many(600))
    page["input[value=deny]"].click()
    page.print()
    count = int(page.status.split()[0])
    assert len(page.laid_out) == count > 200
    assert page.status == f"{count} of 600 lines, deny"
    assert not page["#filters"].is_displayed()
    assert not page["button.more"].is_displayed()


def test_a_print_shows_the_quotes_that_are_folded_away(small):
    folded = (
        "return [...document.querySelectorAll('details:not([open]) blockquote')]"
        ".map(one => one.checkVisibility())"
    )
    assert set(small.run(folded)) == {False}
    small.print()
    assert set(small.run(folded)) == {True}


def test_a_print_is_as_long_as_what_it_shows(opened):
    page = opened(many(600))
    whole = pages(page)
    page["input[name=words]"].send_keys("amber")
    assert 3 < pages(page) < whole / 2


def pages(opened):
    pdf = base64.b64decode(opened.tell("Page.printToPDF", preferCSSPageSize=True)["data"])
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_no_line_is_cut_between_two_pages(small):
    small.print()
    script = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
    assert small.run(script, "tbody.line", "breakInside") == "avoid"
    assert small.run(script, ".reason h3", "breakAfter") == "avoid"
    assert small.run(script, ".lines thead", "display") == "table-header-group"


# -- dark, narrow, without scripts, hostile --------------------------------------------------


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_the_page_is_light_or_dark_as_the_reader_likes(small, scheme, dark):
    small.tell(
        "Emulation.setEmulatedMedia",
        features=[{"name": "prefers-color-scheme", "value": scheme}],
    )
    paper = small.run("return getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", paper))) < 3 * 128) is dark


def test_a_print_is_light_also_where_the_reader_likes_it_dark(small):
    small.tell(
        "Emulation.setEmulatedMedia",
        media="print",
        features=[{"name": "prefers-color-scheme", "value": "dark"}],
    )
    ink = small.run("return getComputedStyle(document.body).color")
    assert sum(map(int, re.findall(r"\d+", ink))) < 3 * 128


@pytest.mark.parametrize("width", [320, 480, 768, 1024, 1920])
def test_no_window_is_so_narrow_that_one_must_scroll_sideways(opened, width):
    names = ("x" * 65_536, "W" * 150, "株式会社" * 40, "עברית & שם")
    lines = tuple(line(row, buyer=name, chip=name) for row, name in enumerate(names, 2))
    page = opened(day().model_copy(update={"lines": lines}))
    page.tell(
        "Emulation.setDeviceMetricsOverride",
        width=width,
        height=900,
        deviceScaleFactor=1,
        mobile=False,
    )
    over = page.run(
        "const root = document.documentElement; return root.scrollWidth - root.clientWidth"
    )
    assert over == 0


def test_without_scripts_every_line_is_there_and_no_control(opened):
    page = opened(many(300))
    page.tell("Emulation.setScriptExecutionDisabled", value=True)
    page.driver.refresh()
    assert len(page.laid_out) == 300
    assert not page["#filters"].is_displayed()
    assert page.status == "300 of 300 lines"


def test_where_the_script_fails_every_line_is_there_and_no_control(opened):
    page = opened(many(300))
    broken = "Element.prototype.replaceChildren = () => { throw new Error('too old'); }"
    script = page.tell("Page.addScriptToEvaluateOnNewDocument", source=broken)
    page.driver.refresh()
    page.tell("Page.removeScriptToEvaluateOnNewDocument", **script)
    assert "too old" in page.driver.get_log("browser")[0]["message"]
    assert len(page.laid_out) == 300
    assert not page["#filters"].is_displayed()


def test_no_line_is_laid_out_before_the_first_are_chosen(small):
    small.run("document.documentElement.classList.add('starting')")
    assert small.laid_out == []


def test_nothing_from_an_order_file_runs(opened):
    tricks = (
        "</script><script>window.ran = 1</script>",
        '"><img src=x onerror="window.ran = 1">',
        "<svg onload='window.ran = 1'>",
    )
    lines = tuple(
        line(row, buyer=text, chip=text, destination=text, reason=text, order_id=text)
        for row, text in enumerate(tricks, 2)
    )
    page = opened(day().model_copy(update={"lines": lines}))
    assert page.run("return [window.ran, document.images.length]") == [None, 0]
    assert [one.text for one in page.driver.find_elements("css selector", "td.parties")] == [
        *tricks
    ]
    assert page.driver.get_log("browser") == []


def test_what_slipped_into_the_page_could_not_run_either(small):
    small.run("document.body.insertAdjacentHTML('beforeend', arguments[0])", SLIPPED)
    small.driver.execute_async_script("setTimeout(arguments[0], 100)")
    assert small.run("return window.ran") is None
    complaints = [entry["message"] for entry in small.driver.get_log("browser")]
    assert any("Content Security Policy" in one for one in complaints)


SLIPPED = '<img src="data:," onerror="window.ran = 1"><b onclick="window.ran = 1"></b>'
