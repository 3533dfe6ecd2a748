"""The finished site: what it gets besides its pages, and the checks of it."""
