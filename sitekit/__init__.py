"""The machinery between pages and site.

Each folder here is a room, and imports only from the rooms below it: commands, skins,
publish, overviews, run and weave (side by side), records, scan, then aids, drawings and
tensorboard, and at the bottom checkout and worker. It enters them by their faces: the
names in their `__all__`, some of which are modules. Contracts in `pyproject.toml` hold
both.
"""
