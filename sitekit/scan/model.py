"""A page and its blocks, as the scanner reads them."""

from dataclasses import dataclass, field

from sitekit.checkout import Problem
from sitekit.checkout.sources import Excerpt
from sitekit.scan.front_matter import Front, Name
from sitekit.scan.options import Content, Options


@dataclass(frozen=True)
class Block(Excerpt):
    """One block of a page, with everything that proving it needs.

    Attributes:
        heading: The heading that it stands under.
        under: The line of that heading; 0 where there is none.
        raw: The fence's body as it stands in the page, includes unresolved.
        options: The fence's checked header.
        environment: The name of the environment that it runs in.
        content: What its text stands for, where that is more than code.
    """

    heading: str
    under: int
    raw: str
    options: Options
    environment: str
    content: Content


@dataclass(frozen=True)
class Value:
    """An inline value: an expression in prose, computed by the page's run.

    Attributes:
        expression: Python, as in an f-string's braces.
        line: Its line in the page.
        after: The block whose process computes it, right after that block.
    """

    expression: str
    line: int
    after: int


@dataclass(frozen=True)
class Page:
    """A page or lab.

    Attributes:
        path: Its source, relative to the root.
        title: Its title.
        environment: The environment of its blocks, where they name no other.
        body: Its Markdown without the front matter.
        offset: Lines of front matter above the body.
        blocks: Its blocks, in order.
        values: Its inline values, in order.
        sections: The snippet sections that it shows, as `path:name`.
        front: What its front matter says.
        headings: The line and the level of each heading.
        slips: What is wrong with its prose; a page with a slip runs, but is not shown.
    """

    path: str
    title: str
    environment: str
    body: str
    offset: int
    blocks: tuple[Block, ...]
    values: tuple[Value, ...]
    sections: tuple[str, ...]
    front: Front = field(default_factory=Front, compare=False)
    headings: tuple[tuple[int, int], ...] = field(default=(), compare=False)
    slips: tuple[Problem, ...] = field(default=(), compare=False)

    @property
    def name(self) -> str:
        """Its path below `docs/`, or a lab's below `snippets/`, without the suffix."""
        path = self.path.removeprefix("docs/").removeprefix("snippets/")
        return path.rsplit(".", 1)[0]

    @property
    def description(self) -> str:
        """One sentence about it, from its front matter."""
        return str(self.front.values.get("description") or "").strip()

    @property
    def keywords(self) -> tuple[Name, ...]:
        """Words that the search finds it by, from its front matter."""
        return self.front.names(self.path, "keywords")

    @property
    def tags(self) -> tuple[Name, ...]:
        """Its tags, from its front matter."""
        return self.front.names(self.path, "tags")

    @property
    def is_lab(self) -> bool:
        """Whether the source is a Jupytext script."""
        return self.path.endswith(".py")

    @property
    def runs(self) -> bool:
        """Whether anything on it has to run or be parsed."""
        return bool(self.blocks or self.values)

    @property
    def environments(self) -> tuple[str, ...]:
        """The environments it runs in, its own first."""
        used = {block.environment for block in self.blocks if _executes(block)}
        return tuple(sorted(used, key=lambda name: (name != self.environment, name)))


def _executes(block: Block) -> bool:
    return block.options.kind in ("python", "console") or block.options.is_aid
