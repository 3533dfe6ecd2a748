"""Runs a script as a reader would: alone, in a fresh Python and an empty folder."""

import subprocess
from pathlib import Path

from sitekit.checkout.settings import ROOT, load


def run_alone(script: Path, environment: str, folder: Path) -> tuple[str, str]:
    """Runs a script; returns what it printed, and what it said beside that.

    Args:
        script: The script.
        environment: The locked environment whose Python runs it.
        folder: The folder that it runs in.
    """
    python = load().environments[environment].interpreter(ROOT)
    done = subprocess.run(
        [str(python), str(script)],
        cwd=folder,
        capture_output=True,
        text=True,
        env={
            "PATH": f"{python.parent}:/usr/bin:/bin",
            "HOME": str(folder),
            "MPLBACKEND": "agg",
            "COLUMNS": "80",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        },
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout, done.stderr
