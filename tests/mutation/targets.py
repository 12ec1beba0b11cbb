"""The modules that are mutated, and where the tests are that should notice."""

# The whole of `tests` would notice more by accident; what a module does is asked by the tests
# of its own app and of the apps that lean on it.
TESTS = {
    "registry/importing/": ["tests/registry/actions", "tests/registry/commands", "tests/registry/parsing"],
    "registry/exchange/": ["tests/registry/exchange", "tests/registry/api", "tests/registry/pages"],
    "registry/apikit/": ["tests/registry/api", "tests/registry/exchange", "tests/sanctions/test_fast_check.py"],
    "registry/actions/": ["tests/registry/actions", "tests/registry/admin", "tests/registry/test_effect.py"],
    "registry/models/": ["tests/registry/actions", "tests/registry/pages", "tests/registry/test_effect.py", "tests/registry/api"],
    "registry/disclosure.py": ["tests/registry/pages", "tests/registry/test_effect.py"],
    "registry/identity.py": ["tests/registry/test_identity.py", "tests/sanctions", "tests/registry/pages"],
    "registry/ledger.py": ["tests/registry/test_ledger.py", "tests/registry/commands", "tests/registry/pages"],
    "registry/": ["tests/registry/actions", "tests/registry/exchange", "tests/registry/test_*.py", "tests/disputes"],
    "sanctions/": ["tests/sanctions", "tests/disputes/test_redress.py"],
    "repair/": ["tests/repair"],
    "disputes/": ["tests/disputes"],
    "reporting/": ["tests/reporting"],
}  # fmt: skip
MODULES = [
    "registry/rules.py", "registry/terms.py", "registry/deadlines.py", "registry/workdays.py", "registry/workflow.py",
    "registry/identity.py", "registry/disclosure.py", "registry/sealing.py", "registry/trail.py", "registry/ledger.py", "registry/sets.py",
    "registry/models/entry_sets.py", "registry/models/holds.py", "registry/models/standards.py",
    "registry/actions/holds.py", "registry/actions/entries/*.py", "registry/actions/subjects.py",
    "registry/importing/matching.py", "registry/importing/checks.py", "registry/importing/merge.py",
    "registry/exchange/change_log.py", "registry/exchange/feed.py", "registry/exchange/recalls.py", "registry/exchange/delivering.py",
    "registry/apikit/access.py",
    "sanctions/rules.py", "sanctions/models/order_sets.py", "sanctions/checking/results.py", "sanctions/checking/facts.py",
    "sanctions/green_channel.py", "sanctions/actions/*.py",
    "disputes/rules.py", "disputes/sealed_boxes.py", "disputes/actions/*.py", "disputes/actions/cases/*.py",
    "repair/rules.py", "repair/effects.py", "repair/actions/applications/*.py",
    "reporting/rules.py", "reporting/counting.py", "reporting/figures.py", "reporting/scorecard.py",
]  # fmt: skip


def tests_of(path: str) -> list[str]:
    """The folders and files of tests for the module `path`; the longest beginning that fits counts."""
    fitting = [prefix for prefix in TESTS if path.startswith(prefix)]
    return TESTS[max(fitting, key=len)] if fitting else ["tests"]
