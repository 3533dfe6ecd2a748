"""What passing runs showed: typed, keyed, stored.

`outputs` is the schema of a record, `key` computes what it depends on; `store` writes
records, and finds the valid one of a page. `library` holds all pages of a build with
their records.
"""

__all__ = ["key", "library", "outputs", "store"]
