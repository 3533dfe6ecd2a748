"""Fixtures: a miniature checkout, and what watches its processes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sitekit.miniature import Guide


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    """An empty miniature checkout."""
    return Guide(tmp_path)


@pytest.fixture
def is_alive() -> Callable[[int], bool]:
    """Whether a process runs; one that ended but was not waited for does not."""

    def check(pid: int) -> bool:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return False
        return stat.rpartition(")")[2].split()[0] not in "ZX"

    return check


SNIPPET = """\
# --8<-- [start:setup]
from pathlib import Path

text = Path("table.csv").read_text()
# --8<-- [end:setup]

# --8<-- [start:use]
print(text.upper())
# --8<-- [end:use]
"""
TOPIC = """\
---
title: A topic
description: A page of the miniature guide with a block of every kind on it.
---

# The topic

Prose with a [link](../words.md) and a value below.

## Set up

```{.python data="chapter/table.csv"}
--8<-- "chapter/topic.py:setup"
```

## Use it

!!! note "Take care"

    ```python
    --8<-- "chapter/topic.py:use"
    ```

    It has {{ len(text) }} characters.

```{.python raises="ZeroDivisionError" means="It is wrong."}
print("before")
1 / 0
```

```python
{"a": len(text)}
```

```{.python alt="A red dot"}
class Dot:
    def _repr_svg_(self):
        return '<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>'


Dot()
```

```console
$ echo "from the shell"
```

```json
{"parsed": true}
```

```{.python .check}
assert len(text) == 8
```

The end of the page.
"""
LAB = """\
# ---
# description: >-
#   A lab of the miniature guide, which is rendered like a page.
# ---

# %% [markdown]
# # A lab
#
# It goes on for *long*.

# %%
x = 6 * 7
print("six times seven")

# %% [markdown]
# ## The second part

# %%
x

# %% [markdown]
# Half of {{ x }} is {{ x // 2 }}; see the [topic](../chapter/topic.md#use-it).
"""


WORDS = """\
---
description: A page of the miniature guide on which there is nothing to run.
---

# Only words

Back to the [start](index.md).
"""
START = """\
---
description: The first page of the miniature guide, which says hello to all.
---

# Start

```python
print('hello')
```
"""
PROOF = """\
---
description: What proved each page of the miniature guide, in one table.
---

# Proof

```proof
```
"""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """A checkout with a page of every kind, run and built; not to be changed."""
    guide = Guide(tmp_path_factory.mktemp("built"))
    guide.use_plugins(JUPYTER)
    guide.write("snippets/chapter/table.csv", "a,b\n1,2\n")
    guide.snippet(SNIPPET, "chapter/topic")
    guide.page(TOPIC, "chapter/topic")
    guide.page(WORDS, "words")
    guide.page(START, "index")
    guide.page(PROOF, "proof")
    guide.write("snippets/labs/lab.py", LAB)
    ran = guide.run(*(page for page, runs in guide.paths().items() if runs))
    for path, page in ran.items():
        assert "failed" not in page.statuses, f"{path}: {page.failure}"
    done = guide.build()
    assert done.returncode == 0, done.stdout
    return guide


# As in the repository, whose `mkdocs.yml` is tested by building the real site.
JUPYTER = """\
- mkdocs-jupyter:
    include: ["*.ipynb"]
    execute: false
    allow_errors: false
    include_source: true
    custom_mathjax_url: "javascript:void 0"
"""
