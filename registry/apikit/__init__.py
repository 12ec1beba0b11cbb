"""What every endpoint of the API shares: keys, scopes, throttles, idempotency, pages of rows.

The twin of `adminkit` for the API's edge; nothing here decides about the register.
"""
