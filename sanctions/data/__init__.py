"""The catalogue's first edition, from the notice's own clauses."""
