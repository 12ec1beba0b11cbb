"""A mutation run: change the code in one small way and see whether a test notices.

    make mutate                                  every module of targets.py, a sample with a fixed seed
    make mutate MODULES="registry/rules.py"      one module, every mutant
    python -m tests.mutation --help

cosmic-ray makes the ordinary mutants (comparisons, numbers, booleans, loops, decorators);
`operators.py` adds those that Django code is most easily wrong in: a dropped condition of a
query, a dropped call, a dropped reason. cosmic-ray itself runs one process and one test
database for each mutant (eleven seconds here); this harness runs the tests in forks of one
process whose database is ready, on the tests that execute the changed line only.

A mutant that no test notices is a gap or an equivalent. Equivalents stand in `equivalent.toml`
with the reason. `docs/quality.md` keeps the last results.
"""
