"""Puts the hot modules of rulekit into the wheel as compiled ones too: a build hook of hatchling, off unless asked for (docs/compiled.md).

    HATCH_BUILD_HOOK_ENABLE_CUSTOM=1 python -m build --wheel

Which modules, and why these, stands in pyproject.toml. They are compiled in a temporary folder: beside sources, compiled modules would be imported
instead of them, also when the sources have changed since.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_SETUP = """\
from mypyc.build import mypycify
from setuptools import setup

paths = {paths!r}
# what ships no types has none to compile by; how the sources are typed otherwise is for `make types` to say
options = ["--config-file=", "--ignore-missing-imports"]
setup(name="rulekit", packages=[], ext_modules=mypycify(options + paths, {options}))
"""


class CompiledWheel(BuildHookInterface[Any]):
    """Compiles with mypyc what the hook's table in pyproject.toml lists as `modules`, with its `options` for mypycify."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles, and has hatchling put the libraries into the wheel; for an editable installation nothing is compiled."""
        if self.target_name != "wheel" or version == "editable":
            return
        self._folder = TemporaryDirectory(prefix="rulekit-compiled-")
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        found = compiled(Path(self.root), Path(self._folder.name), self.config["modules"], self.config["options"])
        build_data["force_include"].update({str(path): name for name, path in found.items()})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Takes the temporary folder away, once the wheel is written."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()


def compiled(root: Path, folder: Path, modules: list[str], options: dict[str, Any]) -> dict[str, Path]:
    """The files to add to the wheel by their names in it: one for each module, and the library that they share.

    `modules` are dotted names below `rulekit`, `options` are given to mypycify. Raises SystemExit with what the compilers said if they refuse.
    """
    sources, built = folder / "sources", folder / "built"
    ignored = shutil.ignore_patterns("__pycache__", "*.so", "*.pyd")
    shutil.copytree(root / "rulekit", sources / "rulekit", ignore=ignored)
    given = ", ".join(f"{name}={value!r}" for name, value in options.items())
    (sources / "setup.py").write_text(_SETUP.format(paths=[_path(sources, name) for name in modules], options=given))
    command = [sys.executable, "setup.py", "--quiet", "build_ext"]
    command += ["--build-lib", str(built), "--build-temp", str(folder / "work")]
    done = subprocess.run(command, cwd=sources, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode:
        raise SystemExit(f"mypyc or the C compiler refused:\n{done.stdout}{done.stderr}")
    libraries = [path for path in sorted(built.rglob("*")) if path.suffix in {".so", ".pyd"}]
    return {path.relative_to(built).as_posix(): path for path in libraries}


def _path(sources: Path, module: str) -> str:
    path = Path("rulekit", *module.split(".")).with_suffix(".py")
    if not (sources / path).is_file():
        raise SystemExit(f"pyproject.toml wants `{module}` compiled, but there is no {path}")
    return path.as_posix()
