"""Begins a page: the page, its code, an exercise and a place in the navigation.

What it writes passes as it stands; a contributor replaces it piece by piece.
"""

import re
from pathlib import Path

from sitekit.checkout import Problem, mkdocs_yml
from sitekit.checkout.navigation import Chapter, read_navigation
from sitekit.checkout.sources import read_source

NAME = re.compile(r"[a-z][a-z0-9_]*/[a-z][a-z0-9_]*")
LAST = ("Labs", "Cheat sheets", "Reference")  # chapters that stay behind new ones

PAGE = """\
---
title: {title}
description: "{title}: what it is for, shown by code that was run, and how to use it."
summary: What this page is for, in one line.
requires: []
---

# {title}

One or two sentences: what this is, and why a reader wants it.

**You will be able to**

- do this;
- explain that.

## The simplest thing that works

```python
--8<-- "{name}.py:setup"
```

```python
--8<-- "{name}.py:simplest"
```

Explain what it showed. Numbers come from the run: the mean is {{{{ mean:.1f}}}}.
And what is said: it is {{{{ "above the smallest" if mean > min(numbers) }}}}.

```{{.python .check}}
--8<-- "{name}.py:check"
```

## Quiz

```quiz
question: What does `len(numbers)` give?
answer: len(numbers)
why: All of them are counted.
wrong:
  3: The one at the end is counted, too.
```

## Try it

```exercise
name: {topic}_total
title: The total
task: Write `total(numbers)`.
hints: [There is a function that does it.]
```

## Cards

```cards
- id: mean
  front: What is the mean of {{{{ numbers }}}}?
  code: mean
```

## Recap

- What to remember, in one line each.

## Sources

- [TensorFlow's guide](https://www.tensorflow.org/guide)
"""

SNIPPET = """\
# --8<-- [start:setup]
numbers = [1, 2, 3, 4]
# --8<-- [end:setup]

# --8<-- [start:simplest]
mean = sum(numbers) / len(numbers)
print(mean)
# --8<-- [end:simplest]

# --8<-- [start:check]
assert min(numbers) < mean < max(numbers)
# --8<-- [end:check]
"""

EXERCISE = {
    "start.py": "def total(numbers):\n    raise NotImplementedError\n",
    "solution.py": "def total(numbers):\n    return sum(numbers)\n\n\n"
    "print(total([1, 2, 3]))\n",
    "check.py": "got = total([1, 2, 3])\n"
    'assert got == 6, f"1 + 2 + 3 is 6, not {got}"\n'
    'assert total([]) == 0, "nothing adds up to 0"\n',
    "wrong_count.py": "def total(numbers):\n    return len(numbers)\n",
}


def create(root: Path, name: str, title: str) -> list[str]:
    """Writes a page that passes, and all that belongs to it.

    Args:
        root: The checkout's root.
        name: Chapter and topic, as in `data/batching`.
        title: The page's title.

    Returns:
        The files that were written or changed, relative to the root.

    Raises:
        Problem: The name is not valid, or a file already exists; nothing is
            written then.
    """
    if not NAME.fullmatch(name):
        what = f"{name!r} is not a valid page name"
        repair = 'write nox -s new -- chapter/topic "Title", in lower case'
        raise Problem(f"docs/{name}.md", 1, what, repair)
    if not title.strip() or '"' in title or "\n" in title:
        what = f"{title!r} is not a valid title"
        raise Problem(f"docs/{name}.md", 1, what, "leave out the double quotes")
    chapter, topic = name.split("/")
    folder = f"snippets/{chapter}/exercises/{topic}_total"
    page = PAGE.format(name=name, title=title, topic=topic)
    files = {f"docs/{name}.md": page, f"snippets/{name}.py": SNIPPET}
    files |= {f"{folder}/{file}": text for file, text in EXERCISE.items()}
    for path in files:
        if (root / path).exists():
            raise Problem(
                path, 1, "this file already exists", "choose a different name"
            )
    text = read_source(root, mkdocs_yml.FILE)
    files[mkdocs_yml.FILE] = placed(text, read_navigation(root), name, title)
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, "utf-8")
    return list(files)


def placed(text: str, chapters: tuple[Chapter, ...], name: str, title: str) -> str:
    """`mkdocs.yml` with a page at the end of its chapter, or in a new one.

    Args:
        text: The file.
        chapters: The navigation in it.
        name: The page's name.
        title: Its title.
    """
    lines = text.splitlines(keepends=True)
    folder = name.split("/")[0]
    own = [
        entry
        for chapter in chapters
        for entry in chapter.entries
        if chapter.title and entry.name.startswith(f"{folder}/")
    ]
    if own:
        last = max(entry.line for entry in own)
        head = re.match(r"\s*", lines[last - 1])
        indent = head[0] if head else ""
        lines.insert(last, f"{indent}- {title}: {name}.md\n")
        return "".join(lines)
    if not chapters:  # MkDocs lists all pages by itself
        return text
    behind = [c.entries[0].line - 2 for c in chapters if c.title in LAST and c.entries]
    at = min(behind or [max(e.line for c in chapters for e in c.entries)])
    heading = folder.replace("_", " ").capitalize()
    lines[at:at] = [f"  - {heading}:\n", f"      - {title}: {name}.md\n"]
    return "".join(lines)
