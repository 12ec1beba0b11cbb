"""The plain credit check by API key on PostgreSQL, in one or two prepared statements.

Why it exists: departments' systems ask by the thousand, and the ordinary way costs more than the
server may spend on a check. Decision 0009 (`docs/decisions/0009-what-a-check-costs.md`) has the
goals, the measurements and what else was tried.

What is in it:

- `middleware`: takes a POST to the check's address ahead of sessions, forms and URL resolving,
  but within what guards every answer (request number, hosts, TLS, headers).
- `checker`: decides whether a call is plain, runs the statements on libpq, builds the response.
  Returns None for everything else, and the ordinary way answers instead.
- `statements`: makes the SQL from the same querysets that the ordinary way uses.

What not to touch:

- No rule is written here. Who may check, which entry stands, what is held and which order may be
  executed are the querysets' to say. Do not copy a condition into the SQL.
- Nothing outside may import from here, but the line in `MIDDLEWARE`, tests and the bench: without
  this package the platform must work the same.
- `checker` must return None *before* anything is written. What it does not understand fully, it
  leaves alone; a refusal (bad number, bad key, no permission) is worded by the ordinary way only.
- The names and the order of the columns in `statements` and the values in `checker.PlainCall`
  belong together by position.

How to change it safely: change the ordinary way first (`sanctions.checking`) with its tests. Run
`tests/sanctions/test_fast_check.py` on PostgreSQL, which compares both ways. If a field was added
to the answer, add it to `checker.ANSWER`; if to what is kept, to `statements.KEPT`. Add the new
case to `SameAnswerTests`. If the two ways cannot be made equal in a case, let `checker.read` or
`checker.answer` return None for it. Then measure: `make bench checks`.
"""
