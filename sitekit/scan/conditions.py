"""Conditions of claims: they ask of what ran, and change nothing of it."""

import ast
import builtins
from collections.abc import Iterator
from itertools import pairwise

BUILTINS = {*dir(builtins)}
# Methods that change what they are called on.
CHANGING = {
    *("append", "extend", "insert", "pop", "popitem", "remove", "clear", "reverse"),
    *("update", "setdefault", "discard", "assign", "assign_add", "assign_sub"),
    *("fit", "train_on_batch", "update_state", "reset_state", "set_weights"),
}
CALLS = {"print", "input", "exec", "exit", "quit", "delattr"}


def vacuous(tree: ast.Expression) -> bool:
    """Whether an expression is decided before anything runs.

    Args:
        tree: The expression.
    """
    bound = {*_bound(tree), *BUILTINS}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    if not names - bound:
        return True
    return any(_is_idle(node) for node in ast.walk(tree))


def _is_idle(node: ast.AST) -> bool:
    """Whether it compares something to itself, or adds what is always true."""
    if isinstance(node, ast.Compare):
        sides = map(ast.dump, (node.left, *node.comparators))
        compared = zip(pairwise(sides), node.ops, strict=True)
        same = (ast.Eq, ast.Is, ast.LtE, ast.GtE)
        return any(a == b and isinstance(op, same) for (a, b), op in compared)
    if isinstance(node, ast.BoolOp):
        return any(isinstance(value, ast.Constant) for value in node.values)
    return False


def _bound(tree: ast.Expression) -> Iterator[str]:
    """The names that an expression gives to something of its own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg


def changes(tree: ast.Expression) -> Iterator[str]:
    """What in an expression would change what later blocks see.

    Args:
        tree: The expression.

    Yields:
        The name, as it is assigned to or called.
    """
    own = {*_bound(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.NamedExpr):
            yield f"{node.target.id} :="
        elif isinstance(node, ast.Call) and _changes(node.func, own):
            yield f"{ast.unparse(node.func)}(…)"


def _changes(called: ast.expr, own: set[str]) -> bool:
    """Whether a call may change something that has a name on the page."""
    if isinstance(called, ast.Name):
        return called.id in CALLS
    names = {node.id for node in ast.walk(called) if isinstance(node, ast.Name)}
    return (
        isinstance(called, ast.Attribute)
        and called.attr in CHANGING
        and isinstance(called.value, ast.Name | ast.Attribute | ast.Subscript)
        and not names & own
    )
