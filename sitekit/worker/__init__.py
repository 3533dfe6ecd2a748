"""In a page's environment: the standard library only.

`server` is warm: it imports TensorFlow once, and forks a process for each page when
`run` asks for one. In that process `session` runs the blocks, `shell` runs commands,
and `figures` draws for the reader's theme (with matplotlib, where there is one). A
page environment holds only what readers install, so nothing here may import the site's
tools.
"""

from sitekit.worker.shell import HOST, free_port

__all__ = ["HOST", "free_port"]
