"""Whether this machine can build the compiled wheel: exit status 0 if it has a C compiler and the headers of this Python."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from pathlib import Path


def main() -> int:
    """0 if both are here, else 1."""
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    headers = Path(sysconfig.get_path("include"), "Python.h")
    return 0 if shutil.which(compiler) and headers.is_file() else 1


if __name__ == "__main__":
    sys.exit(main())
