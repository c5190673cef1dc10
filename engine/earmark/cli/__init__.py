"""The command line. One verb per file."""

from __future__ import annotations

import gc
import sys
from typing import Final

from earmark.cli.interruption import INTERRUPTED, came, remember
from earmark.judges.chaining import Chaining

SECOND_JUDGED = ("check", "explain", "invest")
"""Verbs that ask for the second opinion."""

SELDOM: Final = 100_000
"""Objects that are made before garbage is looked for."""


def main() -> None:
    """Run ``earmark``."""
    remember()
    # The second judge loads in its own process while this one is still importing.
    early = Chaining() if sys.argv[1:2] and sys.argv[1] in SECOND_JUDGED else None
    if early:
        early.start()
    # A start makes many objects and little garbage: looking for it costs a good part of the time.
    gc.set_threshold(SELDOM)
    try:
        from earmark.cli.app import run

        sys.exit(run(early))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        if came():
            sys.stderr.write("earmark: interrupted\n")
            sys.exit(INTERRUPTED)
        broken = isinstance(error, ImportError)
        said = f"the installation is not whole: {error}" if broken else repr(error)
        sys.stderr.write(f"earmark: {said}\n")
        sys.exit(3)
    finally:
        # What the process leaves behind is not worth looking through either.
        gc.freeze()
        if early:
            early.close()
