"""What every endpoint of the API shares: keys, scopes, throttles, idempotency, pages of rows.

The counterpart of `adminkit` for the API; nothing here decides about the register.
"""
