"""What nox calls: the command line, the live preview, measurements.

`main` reads the command line. `site` runs, builds and checks all, `preview` shows
pages while they are written (as `drafts`), `new` begins one, `shards` splits them over
several jobs, `links` asks other sites; `bench`, `tensorboard_bench` and `lighthouse`
measure.
"""

__all__ = ["main"]
