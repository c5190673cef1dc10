"""What holds for every deal there can be under a rulebook, or a deal that breaks it."""
