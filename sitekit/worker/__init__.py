"""In a page's environment: the standard library only.

`server` is warm: it imports TensorFlow once, and forks a process for each page when
`run` asks for one. In that process `session` runs the blocks, `shell` runs commands,
and `figures` draws for the reader's theme (with matplotlib, where there is one).
`drawn` knows which were shown, `representations` says what a value looks like,
`display` takes what IPython's is given; `leftovers` watches what a block leaves
running, `guard` what it writes, and `descendants` finds and ends all that a process
started. A page environment holds only what readers install, so nothing here may import
the site's tools.
"""

from sitekit.worker.descendants import kill_tree, resident
from sitekit.worker.representations import MOST_SHOWN
from sitekit.worker.shell import HOST, free_port

__all__ = ["HOST", "MOST_SHOWN", "free_port", "kill_tree", "resident"]
