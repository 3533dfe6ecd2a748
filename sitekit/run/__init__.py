"""One process per page: blocks are run, judged, recorded.

`engine` runs several pages at a time. `page_run` runs one page, block by block,
through its `page_processes`. `servers` starts the warm servers; `processes` asks a
page's process, and kills it when its time is up. `aid_proofs` proves study aids (what
has to hold is defined in `aids`), `datablocks` parses data, `terminal` cleans up what
was printed, `verdict` judges how a block ended.
"""

from sitekit.run.engine import Engine, in_order
from sitekit.run.results import Failure, Result

__all__ = ["Engine", "Failure", "Result", "in_order"]
