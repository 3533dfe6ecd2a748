"""Statements are compiled under the file and line that they stand in."""

import ast

import pytest

from sitekit.worker.statements import first_line, parse, relocate

LINES = [["a.py", 7], ["a.py", 9], ["b.py", 3], ["b.py", 4]]


def test_each_statement_keeps_its_own_place() -> None:
    found = parse("x = 1\ny = (\n2\n)"[:5] + "\ny = 2\nz = (\n3)", LINES)
    places = [(relocate(one, LINES), first_line(one)) for one in found]
    assert places == [("a.py", 7), ("a.py", 9), ("b.py", 3)]


def test_only_a_last_expression_is_kept_as_one() -> None:
    kinds = [type(one) for one in parse("1\nx = 2\n3", LINES)]
    assert kinds == [ast.Module, ast.Module, ast.Expression]
    assert parse("", LINES) == []


def test_a_statement_in_two_files_is_none() -> None:
    (one,) = parse("x = (1,\n2,\n3)", LINES)
    with pytest.raises(SyntaxError, match=r"spans two files: a\.py, b\.py"):
        relocate(one, LINES)


def test_a_mistake_is_told_with_its_own_place() -> None:
    with pytest.raises(SyntaxError) as caught:
        parse("x = 1\n\ny = = 2", LINES)
    assert (caught.value.filename, caught.value.lineno) == ("b.py", 3)
