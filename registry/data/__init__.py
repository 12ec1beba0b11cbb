"""Reference data: what the notice and the standards of the State say, with the clause."""
