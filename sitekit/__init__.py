"""The machinery between pages and site: scan, run, record, weave.

Each folder is a room. Rooms import only from rooms below them, by their faces: what
an `__init__.py` hands on. The order of the rooms is a contract in `pyproject.toml`.
"""
