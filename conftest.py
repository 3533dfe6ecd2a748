"""Loads the guide's pytest plugin, however pytest is called."""

pytest_plugins = ["sitekit.skins.pytest_plugin"]
collect_ignore = ["noxfile.py", "sitekit"]
