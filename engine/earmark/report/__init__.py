"""Verdicts for readers. One format per file."""
