"""The checkout: its settings, sources and navigation.

Whatever a person did wrong is raised as a `Problem`: file, line, reason, repair.
`settings` reads `pyproject.toml`; `mkdocs_yml` and `navigation` read `mkdocs.yml`;
`sources` reads files, and holds the line on which each piece of code is edited;
`yaml_text` reads YAML with line numbers; `sealed` writes files atomically, and treats
damaged ones as absent.
"""

from sitekit.checkout.problems import Problem, Problems

__all__ = [
    "Problem",
    "Problems",
    "mkdocs_yml",
    "navigation",
    "sealed",
    "settings",
    "sources",
    "yaml_text",
]
