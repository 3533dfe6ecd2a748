"""A process a page: blocks are run, judged and recorded.

`engine` runs several pages at a time. `page_run` runs one page, block by block, by its
`page_processes`; `servers` starts the warm servers, `processes` forks a page's
process, asks it, and kills it when its time is up. `aid_proofs` proves study aids,
`datablocks` parses data, `terminal` cleans what was printed, and `verdict` judges how
a block ended.
"""

from sitekit.run.engine import Engine, in_order
from sitekit.run.results import Failure, Result

__all__ = ["Engine", "Failure", "Result", "in_order"]
