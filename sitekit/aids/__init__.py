"""Study aids: questions, exercises and cards, and how each is proved.

`quiz`, `exercises` and `cards` say what each is, how its YAML is read (by `forms`),
and how it is proved by a `session`: whatever runs code for it.
"""

from sitekit.aids.forms import Text

__all__ = ["Text", "cards", "exercises", "quiz", "session"]
