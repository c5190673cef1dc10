"""Rule files become one checked rulebook."""
