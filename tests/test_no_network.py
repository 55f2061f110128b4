"""Every test runs with the network forbidden, in its own process and in those it starts."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest


def test_no_test_can_reach_the_network() -> None:
    with socket.socket() as one, pytest.raises(RuntimeError, match="the network is forbidden"):
        one.connect(("127.0.0.1", 9))
    with pytest.raises(RuntimeError, match="the network is forbidden"):
        socket.getaddrinfo("nordwind.example", 443)


def test_no_command_that_a_test_starts_can_reach_it_either() -> None:
    reach = "import socket; socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", reach], capture_output=True, text=True, check=False)
    assert "the network is forbidden" in done.stderr
