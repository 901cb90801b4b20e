"""`python -m bench`: every benchmark in turn; each prints a table and writes its JSON to `bench/out`."""

from __future__ import annotations

import subprocess
import sys

ALL = ("detection", "diagnosis", "reviews", "faults")


def main() -> int:
    """The number of benchmarks that failed."""
    failed = 0
    for name in sys.argv[1:] or ALL:
        print(f"== {name}", flush=True)
        failed += subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
