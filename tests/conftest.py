"""Options of the tests."""

from __future__ import annotations

import pytest


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

    settings.register_profile(
        "laws",
        max_examples=config.getoption("--law-examples"),
        deadline=None,
        derandomize=config.getoption("--law-examples") == 200,
        database=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large],
    )
