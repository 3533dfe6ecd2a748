"""The live preview runs what was changed, in servers that stay warm."""

from collections.abc import Iterator

import pytest

from sitekit.problems import Problems
from sitekit.serve import Preview
from tests.sitekit.miniature import Guide


@pytest.fixture
def preview(guide: Guide) -> Iterator[Preview]:
    made = Preview(guide.settings)
    yield made
    made.engine.close()


def test_only_what_changed_runs(
    guide: Guide, preview: Preview, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = guide.outside / "runs"
    code = f"open({str(counted)!r}, 'a').write('run ')"
    guide.page(f"```python\n{code}\n```\n", "one")
    for text in ("2", "3"):
        guide.page(f"```python\n{text}\n```\n", "two")
        preview.run_stale(guide.library())
        assert guide.library().stale() == []
    assert counted.read_text() == "run "
    assert capsys.readouterr().out.split("\n") == [
        "running docs/one.md …",
        "running docs/two.md …",
        "running docs/two.md …",
        "",
    ]


def test_the_library_has_the_new_records(guide: Guide, preview: Preview) -> None:
    guide.page("```python\n1\n```\n")
    library = guide.library()
    preview.run_stale(library)
    assert library.record(library.pages["docs/page.md"]).body["blocks"]


def test_failures_are_told_and_the_next_save_can_mend_them(
    guide: Guide, preview: Preview
) -> None:
    guide.page("```python\n1 / 0\n```\n\n```python\n1\n```\n", "one")
    guide.page("```python\nlen(2)\n```\n", "two")
    with pytest.raises(Problems) as caught:
        preview.run_stale(guide.library())
    told = sorted((p.path, p.line, p.what) for p in caught.value.problems)
    assert [(path, line) for path, line, _ in told] == [
        ("docs/one.md", 2),
        ("docs/two.md", 2),
    ]
    assert told[0][2].startswith("ZeroDivisionError: division by zero")
    guide.page("```python\n1\n```\n", "one")
    guide.page("```python\n2\n```\n", "two")
    preview.run_stale(guide.library())
    assert guide.library().stale() == []
