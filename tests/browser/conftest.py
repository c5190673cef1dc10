"""Debian's Chromium without a window, and the pages that it opens."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from earmark.report.html import page

sys.path.insert(0, str(Path(__file__).parents[1]))
from summaries import day, many

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")


@pytest.fixture(scope="session")
def chrome():
    """Return a browser; without one its tests are skipped."""
    if not (BROWSER and DRIVER):
        pytest.skip("no Chromium here: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for argument in ("--headless=new", "--disable-dev-shm-usage", "--window-size=1280,900"):
        options.add_argument(argument)
    if os.geteuid() == 0:
        # Chromium refuses to start as root with its sandbox on.
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    driver.set_script_timeout(60)
    yield driver
    driver.quit()


class Opened:
    """A page in the browser, and what a reader can see of it."""

    def __init__(self, driver):
        self.driver = driver

    def run(self, script, *arguments):
        """Return what a script gives back."""
        return self.driver.execute_script(script, *arguments)

    def tell(self, command, **parameters):
        """Send a command to the browser itself."""
        return self.driver.execute_cdp_cmd(command, parameters)

    def __getitem__(self, selector):
        return self.driver.find_element("css selector", selector)

    @property
    def laid_out(self):
        """Return the lines of the file that have a place on the page."""
        return self.run(
            "return [...document.querySelectorAll('tbody.line')]"
            ".filter(body => body.getClientRects().length)"
            ".map(body => Number(body.querySelector('th').textContent))"
        )

    def print(self):
        """Lay the page out as on paper; the browser says beforehand that it is going to."""
        self.run("dispatchEvent(new Event('beforeprint'))")
        self.tell("Emulation.setEmulatedMedia", media="print")

    @property
    def status(self):
        """Return the line that says how many lines are shown."""
        return self["#status"].text

    def choose(self, name, label):
        """Choose from a list of the form by typing."""
        self[f"select[name={name}]"].send_keys(label)

    def press(self, selector):
        """Press a button by keyboard: a click may miss what moves while it comes into view."""
        self[selector].send_keys(Keys.ENTER)


@pytest.fixture
def opened(chrome, tmp_path):
    """Return a function that opens the report of a summary as a file."""

    def open_(summary):
        path = tmp_path / "report.html"
        path.write_text("".join(page(summary)), encoding="utf-8")
        chrome.get(path.as_uri())
        return Opened(chrome)

    yield open_
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.fixture
def small(opened):
    """Return the report of a small day."""
    return opened(day())


@pytest.fixture
def large(opened):
    """Return the report of a day on which ten thousand lines are held."""
    return opened(many(10_000))
