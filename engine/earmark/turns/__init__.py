"""Turns: days on which the answer to a sale is another than the day before, and why."""
