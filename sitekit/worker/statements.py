"""The statements of a block, each under the file and line that it stands in."""

import __future__

import ast
from typing import Any

# Besides statements and expressions, what has lines of its own.
_LINED = ast.alias | ast.arg | ast.excepthandler | ast.keyword | ast.pattern
FUTURES = 0
for _name in __future__.all_feature_names:
    FUTURES |= getattr(__future__, _name).compiler_flag


def parse(code: str, lines: list[list[Any]]) -> list[ast.Module | ast.Expression]:
    """Parses a block into its statements; the last expression is kept as such."""
    try:
        body = ast.parse(code).body
    except SyntaxError as error:
        path, number = lines[min(error.lineno or 1, len(lines)) - 1]
        error.filename, error.lineno = path, number
        # The frames of the parser say nothing about the page.
        raise error.with_traceback(None) from None
    statements: list[ast.Module | ast.Expression] = [
        ast.Module([node], type_ignores=[]) for node in body
    ]
    if body and isinstance(body[-1], ast.Expr):
        statements[-1] = ast.Expression(body[-1].value)
    return statements


def first_line(statement: ast.Module | ast.Expression) -> int:
    """The line that a statement begins on."""
    if isinstance(statement, ast.Expression):
        return statement.body.lineno
    return statement.body[0].lineno


def relocate(tree: ast.AST, lines: list[list[Any]]) -> str:
    """Moves a statement to its true lines; returns its true file.

    Raises:
        SyntaxError: It spans two files.
    """
    files = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt | ast.expr | _LINED):
            path, number = lines[node.lineno - 1]
            files.add(path)
            end_path, end_number = lines[(node.end_lineno or node.lineno) - 1]
            files.add(end_path)
            node.lineno, node.end_lineno = number, max(number, end_number)
    if len(files) > 1:
        raise SyntaxError(f"one statement spans two files: {', '.join(sorted(files))}")
    return str(files.pop())
