"""What passing runs showed: typed, keyed, and stored whole or not at all.

`outputs` is the schema of a record, `key` says what one rests on, `store` writes and
finds it; `library` holds all pages with their records.
"""

__all__ = ["key", "library", "outputs", "store"]
