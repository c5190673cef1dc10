"""Ctrl-C ends a run as what it is, whenever it comes."""

import signal
import subprocess
import sys
import time

import pytest


@pytest.mark.parametrize("after", [0.1, 0.2, 0.3])
def test_ctrl_c_is_never_taken_for_a_verdict(after):
    ran = subprocess.Popen(
        [sys.executable, "-m", "earmark", "cases"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(after)
    ran.send_signal(signal.SIGINT)
    _, errors = ran.communicate(timeout=60)
    # Before the program has begun, Python itself dies of the signal.
    assert ran.returncode in (130, -signal.SIGINT)
    assert ran.returncode == -signal.SIGINT or "Traceback" not in errors


@pytest.mark.parametrize("what", ["run", "_put_together"])
def test_ctrl_c_that_an_import_turned_into_another_error_is_still_ctrl_c(what):
    code = f"""
import signal, sys
from contextlib import suppress
from earmark.cli import app, main
def fails(*_, **__):
    with suppress(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    raise ImportError("half a module")
app.{what} = fails
sys.argv = ["earmark", "check"]
main()
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "earmark: interrupted\n")


def test_where_ctrl_c_is_ignored_it_stays_ignored():
    code = """
import signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
from earmark.cli import app, main
app.run = lambda early: signal.raise_signal(signal.SIGINT) or 5
sys.argv = ["earmark", "cases"]
main()
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (5, "")
