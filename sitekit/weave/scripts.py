"""A page's code as one script."""

import ast
import re
import textwrap

from sitekit.scan.model import Block, Page

FUTURE = re.compile(r"^from __future__ import .*\n", re.MULTILINE)


def to_script(page: Page, environment: str) -> str:
    """A page's code as one script that runs from top to bottom."""
    opening = f'"""{page.title}: the code of this page, from top to bottom."""'
    parts = []
    shell = any(
        block.options.kind == "console"
        and block.environment == environment
        and not block.options.server
        for block in page.blocks
    )
    if shell:
        parts.append("import subprocess")
    for block in page.blocks:
        if block.environment != environment:
            continue
        if block.options.kind == "python":
            parts.append(_python(block))
        elif block.options.kind == "console":
            parts.append(_shell(block))
    code = "\n\n".join(parts)
    futures = "".join(dict.fromkeys(FUTURE.findall(code)))  # Python wants them first
    return f"{opening}\n\n{futures}{FUTURE.sub('', code)}\n"


def _python(block: Block) -> str:
    heading = f"# {block.heading}\n" if block.heading else ""
    if not block.options.raises:
        return heading + block.code
    try:
        ast.parse(block.code)
    except SyntaxError as error:  # as part of a script, it would spoil the rest
        return f"{heading}# {error.msg}:\n{textwrap.indent(block.code, '# ')}"
    return (
        f"{heading}try:\n{textwrap.indent(block.code, '    ')}\n"
        f"except Exception as error:  # this block shows what goes wrong\n"
        f'    print(f"{{type(error).__name__}}: {{error}}")'
    )


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
