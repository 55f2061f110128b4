"""Options of the tests, and the network forbidden to all of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

NO_NETWORK = Path(__file__).parent / "no_network"
"""A folder on the path of every Python that the tests start: its `sitecustomize` refuses the network."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--law-examples",
        type=int,
        default=200,
        metavar="N",
        help="examples for each law of tests/test_laws.py (the slow target: 20000)",
    )


def pytest_configure(config: pytest.Config) -> None:
    from hypothesis import HealthCheck, settings

    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(NO_NETWORK), os.environ.get("PYTHONPATH"))))
    from tests.no_network import sitecustomize

    assert sys.modules[sitecustomize.__name__] is sitecustomize  # importing it is what forbids

    settings.register_profile(
        "laws",
        max_examples=config.getoption("--law-examples"),
        deadline=None,
        derandomize=config.getoption("--law-examples") == 200,
        database=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large],
    )
