"""`python -m rulekit` is the `rulekit` command."""

from rulekit.cli.main import main

main()
