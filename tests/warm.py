"""A Python that has imported one package, and forks a process for each script.

A program (`python warm.py tensorflow`) that reads requests as lines of JSON. It knows
nothing of sitekit, and computes nothing itself: a script finds what it would find in
a fresh Python, but for the seconds that the import takes.
"""

import importlib
import json
import os
import runpy
import sys
import threading
import traceback
from pathlib import Path


def run(script: str, folder: str, output: tuple[str, str], home: str) -> int:
    """Runs a script in this process, as `python script` does; returns its status."""
    os.chdir(folder)
    os.environ["HOME"] = home
    for number, name in enumerate(output, 1):
        opened = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(opened, number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.argv, sys.path[0] = [script], str(Path(script).parent)
    status = 0
    try:
        runpy.run_path(script, run_name="__main__")
        threading._shutdown()
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else bool(error.code)
    except BaseException:
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return status


def main() -> None:
    for module in sys.argv[1:]:
        importlib.import_module(module)
    for line in sys.stdin:
        request = json.loads(line)
        process = os.fork()
        if not process:
            status = 1
            try:
                status = run(**request)
            finally:
                os._exit(status)
        _, ended = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(ended), flush=True)


if __name__ == "__main__":
    main()
