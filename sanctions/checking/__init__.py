"""The credit check: what the register says of a subject, for a stated purpose, to who asks (三(一)).

The ordinary way, by the ORM, on every database, for one question as for ten thousand:

1. `questions`: what is asked (`Question`: number, name, clarification) and on whose behalf
   (`Asker`: department, kind, purpose; it decides what they may learn). Bad input is refused
   here, before anything is read.
2. `results`: `answer_all(questions, asker=…, at=…)` finds the subjects and returns one
   `CheckResult` for each question: listed, clear, ambiguous or mismatch. The number of
   statements does not depend on the number of questions.
3. `facts`: the entries in effect, the held entries with their reasons, and the orders that the
   asker may execute, of all subjects found, as plain data.
4. `as_json`: a result as the API returns it.

Nothing here writes. `sanctions.actions.checks` asks, keeps each check under a receipt and takes
the feedback; `sanctions.api.checks` and `sanctions.admin.checks` are its two doors.

The fast way, `fast/`, is for the plainest and most frequent call (one number, by API key, now,
on PostgreSQL): one or two prepared statements ahead of most of Django. It returns and keeps
exactly what the ordinary way does, and leaves every other call to it. Switching it off (its line
in `MIDDLEWARE`) changes no answer, only the speed.

Both are tested to be equal, the ordinary way being the measure of the other:
`tests/sanctions/test_answers.py` compares `answer_all` with the identification of one subject
at a time; `tests/sanctions/test_fast_check.py` puts the same call both ways and compares
the answers and the checks that were kept (PostgreSQL only).
"""
