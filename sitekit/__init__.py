"""The machinery between pages and site: scan, run, record, weave.

`scan` reads pages and snippets, `engine` runs them in the processes of
`worker`, `records` keeps what a passing run produced, `weave` turns a block
and its record into HTML. pytest, MkDocs and Python-Markdown are thin skins
over these (`pytest_plugin`, `hooks`, `extension`).
"""
