"""What passing runs showed: typed, keyed, stored.

`outputs` is the schema of a record, `key` computes what it depends on; `store` writes
records, and finds the valid one of a page. `library` holds all pages of a build with
their records, and hands them on `safe`: what a program gave as HTML (`safe_html`, with
its styles, `safe_css`), as SVG (`safe_svg`) or as PNG is harmless or refused
(`unsafe`). `values` puts inline values into a page, as text.
"""

__all__ = ["key", "library", "outputs", "store", "values"]
