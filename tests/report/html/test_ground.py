"""Every colour of text can be read on both papers, by the measure of WCAG 2 (AA)."""

import re
from importlib.resources import files

import pytest

STYLE = files("earmark.report.html").joinpath("ground.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
)
TEXT = ("ink", "faint", "link", "allowed", "denied", "review", "quarantined")
ENOUGH = 4.5


def luminance(colour):
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_measures_it():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("paper", ["paper", "raised"])
@pytest.mark.parametrize("text", TEXT)
def test_every_colour_of_text_can_be_read(colours, paper, text):
    assert contrast(colours[text], colours[paper]) >= ENOUGH


def test_dark_has_every_colour_that_light_has():
    assert set(DARK) == set(LIGHT)
