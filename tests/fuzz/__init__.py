"""Valid files with something changed in them, read as Earmark reads what users send."""
