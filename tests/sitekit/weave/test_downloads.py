"""Each page offers what a reader can take away."""

from sitekit.weave import downloads, scripts
from tests.sitekit.miniature import Guide


def test_the_data_of_a_page_lies_beside_its_script(built: Guide) -> None:
    data = built.site / "chapter/topic/table.csv"
    assert data.read_bytes() == b"a,b\n1,2\n"
    page = (built.site / "chapter/topic/index.html").read_text("utf-8")
    assert 'href="table.csv" download' in page


def test_each_environment_of_a_page_has_its_own_downloads(guide: Guide) -> None:
    guide.configure(more="[tool.sitekit.environments.old]")
    page = guide.scan(
        '```python\nprint("new")\n```\n\n'
        '```{.python environment="old"}\nprint("old")\n```\n',
        "chapter/both",
    )
    assert downloads.links(page) == [
        ("both.ipynb", "Notebook (default)"),
        ("both.py", "Script (default)"),
        ("both-old.ipynb", "Notebook (old)"),
        ("both-old.py", "Script (old)"),
        ("both.md", "Markdown"),
    ]
    assert 'print("old")' not in scripts.to_script(page, "default")
    assert 'print("new")' not in scripts.to_script(page, "old")


def test_a_page_without_code_is_offered_as_markdown_only(guide: Guide) -> None:
    page = guide.prove("```json\n{}\n```\n").page
    made = downloads.files(guide.library(), {page.path: "# Page\n"})
    assert made == {"page/page.md": b"# Page\n"}
    assert downloads.links(page) == [("page.md", "Markdown")]
