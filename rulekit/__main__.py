"""`python -m rulekit` is the `rulekit` command."""

from rulekit.cli.start import main

main()
