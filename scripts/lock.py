"""Writes the lock files anew from pyproject.toml: allowed versions, every system, every hash.

No address of an index is written, so that a mirror serves as well. Needs `uv` (python3 -m pip install uv).
    python3 scripts/lock.py             keeps what is locked, adds what is missing
    python3 scripts/lock.py --upgrade   the newest versions pyproject.toml allows
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--upgrade", action="store_true", help="the newest versions, not the locked ones")
    options = parser.parse_args()
    uv = shutil.which("uv")
    if uv is None:
        print("lock: uv is not installed; say: python3 -m pip install uv", file=sys.stderr)
        return 1
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    program, extras = project["dependencies"], project["optional-dependencies"]
    compile_ = [
        uv,
        "pip",
        "compile",
        "-",
        "--quiet",
        "--universal",
        "--python-version",
        "3.11",
        "--no-config",
    ]
    compile_ += [
        "--generate-hashes",
        "--no-annotate",
        "--no-header",
        "--no-emit-index-url",
        "--no-emit-find-links",
    ]
    if options.upgrade:
        compile_.append("--upgrade")
    for name, wanted, constraints in (
        ("requirements.lock", program, []),
        ("requirements-test.lock", program + extras["test"], ["--constraint", "requirements.lock"]),
        ("requirements-setup.lock", extras["setup"], []),
    ):
        done = subprocess.run(
            [*compile_, "--output-file", name, *constraints],
            input="\n".join(wanted),
            text=True,
            cwd=REPOSITORY,
            check=False,
        )
        if done.returncode:
            return done.returncode
        print(f"lock: {name} written", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
