"""A page and its blocks, as the scanner reads them."""

from collections.abc import Mapping
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

    @property
    def height(self) -> int:
        """The lines that it takes on its page, with both fences."""
        return 2 + (self.raw.count("\n") + 1 if self.raw else 0)


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
class Claim:
    """Words of a page that its run has to bear out.

    Attributes:
        words: What the reader reads.
        holds: The expression that has to be true.
        path: The page, or the glossary.
        line: Its line there.
        after: The block whose process decides, right after that block.
        of_figure: Whether it is said of the block's figure, in its caption or in its
            text alternative, and sees it by the names `figure` and `axes`.
    """

    words: str
    holds: str
    path: str
    line: int
    after: int
    of_figure: bool


def name_of(path: str) -> str:
    """A page's path below `docs/`, or a lab's below `snippets/`, without the suffix."""
    return path.removeprefix("docs/").removeprefix("snippets/").rsplit(".", 1)[0]


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
        claims: Its claims, in order; their words stand in the body.
        sections: The snippet sections that it shows, as `path:name`.
        front: What its front matter says.
        headings: The line and the level of each heading.
        slips: What is wrong with its prose; a page with a slip runs, but is not shown.
        masked: Its body with signs for what bears its words out, see `claims`.
        marks: How many of its sentences are marked as advice, and as definitions.
    """

    path: str
    title: str
    environment: str
    body: str
    offset: int
    blocks: tuple[Block, ...]
    values: tuple[Value, ...]
    claims: tuple[Claim, ...]
    sections: tuple[str, ...]
    front: Front = field(default_factory=Front, compare=False)
    headings: tuple[tuple[int, int], ...] = field(default=(), compare=False)
    slips: tuple[Problem, ...] = field(default=(), compare=False)
    masked: str = field(default="", compare=False, repr=False)
    marks: Mapping[str, int] = field(default_factory=dict, compare=False)

    @property
    def name(self) -> str:
        """Its path below `docs/`, or a lab's below `snippets/`, without the suffix."""
        return name_of(self.path)

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
