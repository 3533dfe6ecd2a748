"""TensorBoard: photographed in a browser, and frozen.

`dashboards` reads what a `tensorboard` fence asks for. `exposures` copies the log when
the fence's turn comes, and `events` makes the copy the same in every run. When the
page has passed, `photographs` has all its pictures taken: a `server` is started, and
the `camera` takes each picture in a `tab` of the `browser`; `pictures` cuts and packs
it. `freeze` records every answer that TensorBoard's front end may ask for (through a
`recording`); `frozen` publishes that front end.
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
