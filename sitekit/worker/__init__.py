"""What runs inside a page's environment: standard library only.

A page environment holds just what readers install, so nothing here may import
the site's tools; matplotlib is used where a page uses it.
"""
