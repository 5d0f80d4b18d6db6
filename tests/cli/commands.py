"""Run the command as a user types it, in a process of its own."""

import subprocess
import sys
from pathlib import Path

AS_OF = ("--as-of", "2026-11-23")


def matcher(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    run = subprocess.run([sys.executable, "-m", "matcher", *map(str, arguments)], capture_output=True, text=True)
    assert "Traceback" not in run.stderr
    return run
