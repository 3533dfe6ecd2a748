"""What a block's processes change in the checkout is refused, by name."""

import threading

import pytest

from sitekit.run.watch import Changes, Watch, stand
from tests.patience import wait_until
from tests.sitekit.miniature import REPOSITORY, Guide

CHANGES = {
    "a command": ('```console\n$ echo x > "{root}/docs/new.md"\n```\n', "docs/new.md"),
    "a child": (
        "```python\nimport subprocess\n"
        'subprocess.run("rm \\"{root}/mkdocs.yml\\"", shell=True)\nNone\n```\n',
        "mkdocs.yml",
    ),
    "a script": (
        "```python\nimport subprocess, sys\n"
        "code = \"open(sys.argv[1], 'a').write('x')\"\n"
        "subprocess.run([sys.executable, '-c', 'import sys\\n' + code, "
        "'{root}/conftest.py'])\nNone\n```\n",
        "conftest.py",
    ),
    "a move": (
        '```console\n$ mv "{root}/requirements" "{root}/snippets/moved"\n```\n',
        "requirements/default.txt, snippets/moved/default.txt",
    ),
    "C": (
        "```python\nimport ctypes\nc = ctypes.CDLL(None)\n"
        "fd = c.creat(b'{root}/docs/by-c', 0o600)\nx = c.close(fd)\n```\n",
        "docs/by-c",
    ),
    "many": (
        '```console\n$ cd "{root}/docs"; touch a.x b.x c.x d.x e.x\n```\n',
        "docs/a.x, docs/b.x, docs/c.x and 2 more",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_by_a_process_is_refused(guide: Guide, name: str) -> None:
    text, files = CHANGES[name]
    ran = guide.prove("Text.\n\n" + text.replace("{root}", str(guide.root)))
    assert ran.failure.what == f"this block changes the checkout: {files}"
    assert ran.where == ("docs/page.md", 4)
    assert ran.failure.repair.startswith("write to the working folder")
    assert guide.record() is None


WAITS = """
```python
import os, time
open({mine!r}, "w")
while not os.path.exists({other!r}):
    time.sleep(0.01)
{code}
```
"""


def pair(guide: Guide, first: str, second: str) -> list[str]:
    """Two pages whose blocks begin together; the second ends after the first."""
    a, b = str(guide.outside / "a"), str(guide.outside / "b")
    done = str(guide.outside / "done")
    first += f"\nopen({done!r}, 'w').close()"
    second = f"while not os.path.exists({done!r}): time.sleep(0.01)\n{second}"
    return [
        guide.page(WAITS.format(mine=a, other=b, code=first), "a"),
        guide.page(WAITS.format(mine=b, other=a, code=second), "b"),
    ]


def hidden(guide: Guide, commands: str) -> str:
    """Code that runs commands which it does not name."""
    script = guide.outside / "script"
    script.write_text(f'cd "{guide.root}"\n{commands}\n')
    return f"os.system('bash {script}')"


GUILTY = {
    "a file": "echo x > docs/new.md",
    "the same file, changed": "echo '# More' >> README.md",
    "another name each time": "mktemp docs/XXXXXX > /dev/null",
    "what is not there any more": "rm mkdocs.yml",
}


@pytest.mark.parametrize("commands", GUILTY.values(), ids=GUILTY)
def test_of_two_pages_only_the_one_that_did_it_is_blamed(
    guide: Guide, commands: str
) -> None:
    """The code of neither names the file, and both start processes."""
    guide.write("README.md", "# Guide\n")
    first, second = pair(guide, hidden(guide, commands), "os.system('true')")
    if "rm" in commands:  # it cannot be done twice: here the other had no process
        first, second = pair(guide, hidden(guide, commands), "None")
    ran = guide.run(first, second)
    assert ran[first].failure.what.startswith("this block changes the checkout: ")
    assert ran[first].where == ("docs/a.md", 2)
    assert guide.record(first) is None
    assert ran[second].statuses == ["passed"]
    assert guide.record(second)


def saved(guide: Guide, path: str) -> None:
    """A person saves a file."""
    file = guide.root / path
    file.write_text((file.read_text() if file.exists() else "") + "More.\n")


PERSON = {
    "one that is there": ["README.md"],
    "a new one": ["docs/new.md"],
    "one that the block names": ["snippets/table.csv"],
    "several": ["README.md", "docs/new.md", "requirements/default.txt"],
}


@pytest.mark.parametrize("paths", PERSON.values(), ids=PERSON)
def test_what_a_person_saves_meanwhile_is_no_matter(
    guide: Guide, paths: list[str]
) -> None:
    """The page starts processes, and is in doubt: its second run clears it."""
    guide.write("README.md", "# Guide\n")
    guide.write("snippets/table.csv", "a,b\n")
    count, go = guide.outside / "count", guide.outside / "go"
    page = guide.page(
        f"""
        ```python
        import os, time
        x = os.system("echo x >> table.csv; echo x >> {count}")
        while not os.path.exists("{go}"): time.sleep(0.01)
        print("one")
        ```

        ```console
        $ echo two
        ```
        """
    )

    def save() -> None:
        wait_until(count.exists)
        for path in paths:
            saved(guide, path)
        go.touch()

    person = threading.Thread(target=save)
    person.start()
    ran = guide.run(page)[page]
    person.join()
    assert ran.statuses == ["passed", "passed"], str(ran.results)
    assert count.read_text() == "x\nx\n"  # it ran twice
    record = guide.record()
    assert record and len(record.body.blocks) == 2


def test_a_page_without_processes_does_not_run_twice(guide: Guide) -> None:
    """Here the second page stands for the person."""
    count = guide.outside / "count"
    first, second = pair(
        guide,
        f"open('{count}', 'a').write('x'); None",
        hidden(guide, "echo x > docs/new.md").replace("os.system", "x = os.system"),
    )
    # The one that changes something ends first.
    ran = guide.run(*reversed([first, second]))
    assert ran[first].statuses == ["passed"]
    assert ran[second].statuses == ["failed"]
    assert count.read_text() == "x"


ELSEWHERE = {
    "a helper's process": (
        "```python\nfrom helping import change\nchange()\n```\n",
        "import os\ndef change():\n    os.system('touch {root}/docs/new.md')\n",
    ),
    "an inline value": (
        "```python\nfrom helping import change\n```\n\nIt is {{ change() }}.\n",
        "import os\ndef change():\n    return os.system('touch {root}/docs/new.md')\n",
    ),
    "a question": (
        "```quiz\nquestion: What?\ncode: |\n  from helping import change\n"
        "  print(change())\nwrong:\n  1: No.\nwhy: So.\n```\n",
        "import os\ndef change():\n    return os.system('touch {root}/docs/new.md')\n",
    ),
    "after the last block": (
        "```python\nfrom helping import change\nx = change()\n```\n",
        "import subprocess\ndef change():\n    subprocess.Popen(['bash', '-c', "
        "'sleep 1; touch {root}/docs/new.md'])\n",
    ),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_change_is_found_wherever_it_is_made(guide: Guide, name: str) -> None:
    text, helper = ELSEWHERE[name]
    guide.write("lib/helping.py", helper.replace("{root}", str(guide.root)))
    text = f"```python\nimport sys\nsys.path.append('{guide.root}/lib')\n```\n\n" + text
    ran = guide.prove(text)
    assert ran.failure.what == "this block changes the checkout: docs/new.md"
    assert ran.where == ("docs/page.md", 7)


def test_what_fails_only_in_the_second_run_is_told(guide: Guide) -> None:
    """The block that fails had passed, and was told so: the next one tells it."""
    count = guide.outside / "count"
    ran = guide.prove(
        f"""
        ```python
        import os
        x = os.system("echo x >> {count}")
        assert len(open("{count}").read()) == 2, "twice"
        ```

        ```console
        $ touch {guide.root}/docs/new.md
        ```
        """
    )
    assert ran.statuses == ["passed", "failed"]
    assert ran.failure.what == "AssertionError: twice"
    assert ran.where == ("docs/page.md", 4)
    assert guide.record() is None


def test_what_changed_before_a_block_began_is_not_its_doing(guide: Guide) -> None:
    page = guide.scan("```python\n1\n```\n\n```console\n$ true\n```\n")
    first, second = page.blocks
    watch = Watch(guide.root)
    watch.begin(first)
    guide.write("docs/new.md", "new")
    watch.begin(second)
    assert not watch.end(second, had_processes=True)
    guide.write("docs/new.md", "newer")
    watch.begin(second)
    guide.write("docs/new.md", "newest of all")
    assert watch.end(second, had_processes=True) == Changes({"docs/new.md"})
    assert not watch.end(first, had_processes=False)


def test_a_file_that_an_editor_puts_beside_is_not_lost(guide: Guide) -> None:
    """It writes a new one and renames it, or comes and goes with a copy."""
    page = guide.scan("```console\n$ true\n```\n")
    watch = Watch(guide.root)
    watch.begin(page.blocks[0])
    guide.write("docs/4913", "")
    assert watch.end(page.blocks[0], had_processes=True).folders == {"docs"}
    watch.begin(page.blocks[0])
    (guide.root / "docs/4913").rename(guide.root / "docs/page.md")
    assert watch.end(page.blocks[0], had_processes=True) == Changes({"docs/page.md"})


def test_what_is_made_anew_anyway_is_no_matter(guide: Guide) -> None:
    ran = guide.prove(
        f"""
        ```console
        $ mkdir -p {guide.root}/site {guide.root}/.cache/x {guide.root}/docs/__pycache__
        $ touch {guide.root}/site/x {guide.root}/.cache/x/y {guide.root}/docs/.x.swp
        ```
        """
    )
    assert ran.statuses == ["passed"], str(ran.failure)


def test_the_files_that_people_edit_are_looked_at() -> None:
    found = stand(REPOSITORY)
    assert "mkdocs.yml" in found and "sitekit/run/watch.py" in found
    assert not any(path.startswith((".", "site/")) for path in found)
