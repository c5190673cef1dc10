"""Who and what: chips, countries and parties, resolved from what the user wrote."""
