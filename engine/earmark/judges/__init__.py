"""Two readers of the same rulebook, two-valued, with no rules of their own."""
