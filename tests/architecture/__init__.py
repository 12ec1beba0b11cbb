"""The structure of the project, held by tests.

`source` reads the modules; `test_layers` says which may import which; `test_rules` says where
something may be done and how long it may be; `test_models` looks at the foreign keys. Each rule
yields what is wrong with one module. Each test of a rule has cases that break it, so that no rule
can turn into one that finds nothing.
"""
