"""In a page's process: the standard library, and matplotlib where there is one.

`server` is warm, and forks a process for each page; `session` runs its blocks there,
`shell` its commands, `figures` draws for the theme. A page environment holds just what
readers install, so nothing here may import the site's tools.
"""

from sitekit.worker.shell import HOST, free_port

__all__ = ["HOST", "free_port"]
