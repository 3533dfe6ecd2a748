"""In a page's process: the standard library, and matplotlib where there is one.

A page environment holds just what readers install, so nothing here may import
the site's tools; matplotlib is used where a page uses it.
"""
