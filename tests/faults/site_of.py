"""`python -m tests.faults.site_of <root> site`: a command, in another checkout."""

import sys
from pathlib import Path

from sitekit.checkout.settings import load
from sitekit.commands import main

if __name__ == "__main__":
    root = Path(sys.argv.pop(1))
    main.load = lambda: load(root)
    main.main()
