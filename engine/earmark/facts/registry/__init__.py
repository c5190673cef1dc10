"""The user's registry: one SQLite file of list snapshots, stakes, firms and decisions."""
