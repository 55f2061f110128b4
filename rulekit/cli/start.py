"""Where the command begins, before anything of it is imported."""

import gc


def main() -> None:
    """Runs the command line without collecting memory: most commands end before that would pay, and importing makes many objects.

    Batches are collected again (see `rulekit.cli.check`).
    """
    gc.disable()
    from rulekit.cli.main import main as run  # imported here, because importing is most of a short command

    run()
