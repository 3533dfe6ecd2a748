"""The checkout: its settings, sources, navigation, and problems in them.

What is wrong is a `Problem`: file, line, reason, repair. `settings` reads
`pyproject.toml`, `mkdocs_yml` and `navigation` read `mkdocs.yml`; `sources` reads what
a person wrote, and knows the line that each piece of it is edited on; `yaml_text`
reads YAML with its lines, `sealed` keeps files that are whole or absent.
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
