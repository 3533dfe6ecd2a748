"""A page's code as one script."""

import ast
import builtins
import io
import re
import tokenize
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence

from sitekit.records.values import in_text
from sitekit.scan.model import Block, Page
from sitekit.weave.prose import heading

# Names for an error that is caught; the first one that the page does not use.
ERRORS = ("error", "caught", "caught_error", "the_caught_error")
OPENS = {"FSTRING_START", "TSTRING_START"}
CLOSES = {"FSTRING_END", "TSTRING_END"}

# Gives what is to stand below a block besides its own code; "" for nothing.
After = Callable[[Block], str]


def nothing(block: Block) -> str:
    """Leaves a script as readers get it."""
    return ""


def to_script(
    page: Page,
    environment: str,
    values: Sequence[str] = (),
    after: After = nothing,
) -> str:
    """A page's code as one script that runs from top to bottom.

    Args:
        page: The page.
        environment: The environment of the blocks that are in it.
        values: The inline values of the page, where it has run.
        after: What else it is to do after each block, in a test.
    """
    title = page.title.replace("\\", r"\\").replace('"""', r"\"\"\"")
    opening = f'"""{title}: the code of this page, from top to bottom."""'
    blocks = [block for block in page.blocks if block.environment == environment]
    futures: list[str] = []
    parts = []
    if any(
        block.options.kind == "console" and not block.options.server for block in blocks
    ):
        parts.append("import subprocess")
    name = _unused(block.code for block in blocks)
    for block in blocks:
        if block.options.kind == "python":
            told = in_text(heading(page, block), values)
            parts.append(_python(block, told, name, futures))
        elif block.options.kind == "console":
            parts.append(_shell(block))
        else:
            continue
        parts.append(after(block))
    code = "\n\n".join(part for part in parts if part)
    first = "".join(f"{line}\n" for line in dict.fromkeys(futures))
    return f"{opening}\n\n{first}{code}\n"


def _unused(codes: Iterable[str]) -> str:
    """A name for an error that hides none of the page's own: it is deleted again."""
    used = set(re.findall(r"\w+", "\n".join(codes)))
    return next(name for name in (*ERRORS, "_") if name not in used)


def _python(block: Block, told: str, name: str, futures: list[str]) -> str:
    """A block's code; what is to raise is caught, and told as the page tells it.

    Args:
        block: The block.
        told: The heading that it stands under.
        name: What an error is called.
        futures: Takes the imports that Python wants at the very beginning.
    """
    above = f"# {told}\n" if told else ""
    lines = block.code.split("\n")
    end, problem = (len(lines), "") if not block.options.raises else _compiles(lines)
    refused = [f"# {line}".rstrip() for line in lines[end:]]
    lines = _without_futures(lines[:end], futures)
    code = "\n".join(lines)
    if problem:  # as part of a script, it would spoil the rest
        lines = [f"print({problem!r})  # what Python says of this:", *refused]
        return above + "\n".join([*([code] if code.strip() else []), *lines])
    if not block.options.raises or not ast.parse(code).body:
        return above + code
    return (
        f"{above}try:\n{_indented(lines)}\n"
        f"except {_base(block.options.raises)} as {name}:"
        "  # this block shows what goes wrong\n"
        f'    print(f"{{type({name}).__name__}}: {{{name}}}")'
    )


def _base(raises: str) -> str:
    """What surely catches an error: not every error is an `Exception`."""
    known = getattr(builtins, raises, None)
    is_plain = isinstance(known, type) and issubclass(known, Exception)
    return "Exception" if is_plain else "BaseException"


def _compiles(lines: list[str]) -> tuple[int, str]:
    """How many lines can be run, and what Python says of the statement below them.

    A page runs statement by statement: what stands above a `return` without a
    function has been done when Python refuses it.
    """
    code = "\n".join(lines)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        try:
            body = ast.parse(code).body
        except SyntaxError as error:
            return 0, f"{type(error).__name__}: {error.msg}"
        for statement in body:
            tree = ast.Module([statement], type_ignores=[])
            try:
                compile(tree, "<block>", "exec", dont_inherit=True)
            except SyntaxError as error:
                start = _first_line(statement)
                return start - 1, f"{type(error).__name__}: {error.msg}"
    return len(lines), ""


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(one.lineno for one in decorators)])


def _without_futures(lines: list[str], futures: list[str]) -> list[str]:
    """Takes out the imports from `__future__`, and notes them."""
    if not any("__future__" in line for line in lines):
        return lines
    lines = list(lines)
    for statement in reversed(ast.parse("\n".join(lines)).body):
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            futures.append(ast.unparse(statement))
            start, end = statement.lineno - 1, statement.end_lineno or 0
            before = lines[start].encode()[: statement.col_offset]
            after = lines[end - 1].encode()[statement.end_col_offset :]
            rest = before.decode() + after.decode().lstrip().removeprefix(";").lstrip()
            lines[start:end] = [rest] if rest else []
    return lines


def _indented(lines: list[str]) -> str:
    """Code one level in; the lines within a string are left as they are."""
    inside = set(_in_strings("\n".join(lines)))
    return "\n".join(
        line if not line.strip() or number in inside else f"    {line}"
        for number, line in enumerate(lines, 1)
    )


def _in_strings(code: str) -> Iterator[int]:
    """The lines, from 1, that begin within a string."""
    opened: list[int] = []
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        name = tokenize.tok_name[token.type]
        if name in OPENS:
            opened.append(token.start[0])
        elif name in CLOSES:
            yield from range(opened.pop() + 1, token.end[0] + 1)
        elif name == "STRING":
            yield from range(token.start[0] + 1, token.end[0] + 1)


def commands(block: Block) -> list[str]:
    """The commands of a console block, without their prompts."""
    return [line.text[2:] for line in block.lines if line.text.strip()]


def _shell(block: Block) -> str:
    typed = commands(block)
    if block.options.server:
        return "# In a terminal:\n" + "\n".join(f"# $ {line}" for line in typed)
    return "\n".join(
        f"subprocess.run({line!r}, shell=True, check={not block.options.exit})"
        for line in typed
    )
