"""A TOML table whose keys are known and whose values have a type; gathers faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from earmark.errors import Fault, Place, nearest


class Table:
    """A TOML table whose keys are known and whose values have a type; gathers faults."""

    def __init__(
        self,
        data: Mapping[str, object],
        allowed: Sequence[str],
        faults: list[Fault],
        place: Callable[[str], Place],
    ) -> None:
        self.data = data
        self.faults = faults
        self._place = place
        for key in data:
            if key not in allowed:
                hint = nearest(key, allowed) or f"the keys are {', '.join(allowed)}"
                self.fault("unknown-key", f"{key!r} is no key here", key, hint)

    def fault(self, code: str, message: str, key: str = "", hint: str = "") -> None:
        """Note a mistake at the place of a key."""
        self.faults.append(Fault(code, message, self._place(key), hint))

    def text(self, key: str, *, required: bool = True) -> str:
        """Return a text, or an empty one with a fault."""
        value = self.data.get(key, "")
        if not isinstance(value, str):
            self.fault("wrong-type", f"{key} must be text, not {value!r}", key)
            return ""
        if required and not value.strip():
            self.fault("missing-key", f"{key!r} is missing", key)
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, or none with a fault."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault("wrong-type", f"{key} must be a list of texts", key, f'{key} = ["…"]')
            return ()
        return tuple(value)

    def tables(self, key: str) -> Sequence[Mapping[str, object]]:
        """Return an array of tables, or none with a fault."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fault("wrong-type", f"{key} must be a list of tables", key)
            return ()
        return value

    def choice(self, key: str, allowed: Sequence[str], default: str = "") -> str:
        """Return one of the words that are allowed, or an empty text with a fault."""
        value = self.data.get(key, default)
        if isinstance(value, str) and value in allowed:
            return value
        hint = nearest(value, allowed) if isinstance(value, str) and value else ""
        listed = hint or f"it is one of {', '.join(allowed)}"
        self.fault(
            "unknown-choice", f"{key} is {value!r}" if value else f"{key!r} is missing", key, listed
        )
        return ""
