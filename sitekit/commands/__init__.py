"""What nox calls: the command line, the preview, measurements.

`main` parses the command line. `site` runs the pages, then builds and checks the site;
`preview` serves it while a page is being written, and `drafts` stands in for records
that are not there yet; `new` creates a page, `shards` splits the pages over several
jobs, `links` asks other sites whether they are still there. `bench`,
`tensorboard_bench` and `lighthouse` measure; `readme_picture` takes a screenshot,
through the `file_server`.
"""

__all__ = ["main"]
