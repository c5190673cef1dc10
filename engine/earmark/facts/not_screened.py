"""What a verdict says of lists that were not screened, or not whole."""

from __future__ import annotations

from typing import Final

SHIPPED_ONLY: Final = (
    "Only the parties shipped with Earmark were screened ({parties} of them, as of {as_of}). "
    "The full Consolidated Screening List was NOT: a name without a match is not cleared."
)
SHORT: Final = (
    "The copy of the Consolidated Screening List on file is NOT the whole list: it has {entries} "
    "entries of the Entity List, and {shipped} parties on it are shipped with Earmark. A name "
    "without a match is not cleared."
)
OLDER: Final = (
    "The newest copy of the Consolidated Screening List on file is of {newest}, the sale of {on}: "
    "who was listed in between was NOT screened."
)
BEFORE: Final = (
    "The oldest copy of the Consolidated Screening List on file is of {oldest}, the sale of {on}: "
    "who had left the list by then was NOT screened."
)

BEGINNINGS: Final = tuple(text.partition("{")[0] for text in (SHIPPED_ONLY, SHORT, OLDER, BEFORE))
"""How they begin: no page has them anywhere but first."""
