"""What a block's processes change in the checkout is refused, by name."""

import pytest

from sitekit.checkout.problems import Problem
from sitekit.run.watch import Watch, stand
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
    assert ran.failure.repair.startswith("write into the working folder")
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


def test_of_two_pages_the_one_that_names_the_file_is_blamed(guide: Guide) -> None:
    change = f"os.system('echo x > {guide.root}/docs/new.md')"
    first, second = pair(guide, change, "os.system('true')")
    ran = guide.run(first, second)
    what = "this block changes the checkout: docs/new.md"
    assert ran[first].failure.what == what
    assert ran[second].statuses == ["passed"]


def test_of_two_pages_that_may_have_done_it_both_are_told(guide: Guide) -> None:
    script = guide.outside / "script"
    script.write_text(f"echo x > {guide.root}/docs/new.md")
    change = f"os.system('bash {script}')"
    first, second = pair(guide, change, "os.system('true')")
    ran = guide.run(first, second)
    assert ran[first].failure.what.endswith(
        "docs/new.md (it, or docs/b.md:2, which ran at the same time)"
    )
    assert ran[second].failure.what.endswith(
        "docs/new.md (it, or docs/a.md:2, which ran at the same time)"
    )


def test_what_a_person_saves_meanwhile_is_no_matter(guide: Guide) -> None:
    """Here the second page stands for the person: nothing on it names the file."""
    target = "CDLL(None).creat(os.environb[b'X'], 0o600)"
    code = f"os.environ['X'] = {str(guide.root)!r} + '/docs/n' + 'ew.md'\n"
    code += f"from ctypes import CDLL\nx = {target}"
    first, second = pair(guide, code, "None")
    ran = guide.run(first, second)
    assert [page.statuses for page in ran.values()] == [["passed"], ["passed"]]
    assert (guide.root / "docs/new.md").exists()


def test_what_changed_before_a_block_began_is_not_its_doing(guide: Guide) -> None:
    page = guide.scan("```python\n1\n```\n\n```console\n$ true\n```\n")
    first, second = page.blocks
    watch = Watch(guide.root)
    watch.begin(first)
    guide.write("docs/new.md", "new")
    watch.begin(second)
    watch.end(second)
    guide.write("docs/new.md", "newer")
    watch.begin(second)
    guide.write("docs/new.md", "newest of all")
    with pytest.raises(Problem, match=r"changes the checkout: docs/new\.md\n"):
        watch.end(second)
    watch.end(first)


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
