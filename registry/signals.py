"""What the register announces.

Each signal is sent once per action, inside its transaction and after the change, with the
whole set: `entries` is the sorted list of primary keys, `at` the instant of the action and
`by` the official (None for the system). A receiver that fails undoes the action; one that only
notifies people does so on commit. `docs/signals.md` lists the receivers.
"""

from django.dispatch import Signal

# A version of a standard has been published; sent with `standard` in place of `entries`.
standard_published = Signal()

# Entries have been published, derived entries of responsible persons among them.
entries_published = Signal()

# A hold has been placed on entries; from `at` on they have no effect.
entries_held = Signal()

# Holds have been closed; `entries` are those on which none is left open.
entries_released = Signal()

# Facts or dates of published entries have been corrected.
entries_corrected = Signal()

# Entries have left the register's effect; also sent with `because`.
entries_ended = Signal()

# Entries have proved wrong and are recalled; also sent with `recall`. A receiver that knows of
# other systems that relied on them asks those to confirm (exchange.recalls.request_receipts).
entries_recalled = Signal()
