"""TensorBoard: photographed in a browser, and frozen.

`dashboards` reads what a `tensorboard` fence asks for. `exposures` keeps the log when
the fence's turn comes (settled by `events`), `photographs` takes the pictures when the
page has passed: a `server`, a `browser`, a `camera` with a `tab` for each picture.
`freeze` records all that TensorBoard's front end can ask; `frozen` publishes that.
"""

__all__ = [
    "browser",
    "dashboards",
    "exposures",
    "freeze",
    "frozen",
    "photographs",
    "server",
]
