"""Study aids: questions, exercises and cards.

`quiz`, `exercises` and `cards` define each kind: its YAML (read by `forms`), and what
has to hold for it to be proved. What they ask is answered through a `session`; `run`
supplies one that executes code.
"""

from sitekit.aids.forms import Text, filled

__all__ = ["Text", "cards", "exercises", "filled", "quiz", "session"]
