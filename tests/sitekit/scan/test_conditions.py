"""Which conditions ask of what ran, and which would change it."""

import ast

import pytest

from sitekit.scan.conditions import changes, vacuous


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("True", True),
        ("len('abc') == 3", True),
        ("all(q for q in [1])", True),
        ("(lambda q: q)(1)", True),
        ("a == a", True),
        ("b < a[0] <= a[0]", True),
        ("a or True", True),
        ("b and (a or 1)", True),
        ("a != a.T", False),
        ("a < a", False),
        ("all(q for q in a)", False),
        ("(lambda q: q)(a)", False),
        ("a is None or b == 1", False),
    ],
)
def test_what_is_decided_before_anything_runs(condition: str, expected: bool) -> None:
    assert vacuous(ast.parse(condition, mode="eval")) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("(a := 2) == 2", ["a :="]),
        ("all((last := q) for q in a)", ["last :="]),
        ("a.pop() == 1", ["a.pop(…)"]),
        ("a[0].names.append(1) is None", ["a[0].names.append(…)"]),
        ("v.assign(3) == 3", ["v.assign(…)"]),
        ("model.fit(x, y) is not None", ["model.fit(…)"]),
        ("print(a) is None", ["print(…)"]),
        ("exit(a)", ["exit(…)"]),
        ("(lambda d: d.update(a))({})", []),
        ("all(q.pop() for q in copies)", []),
        ("list(a).pop() == 1", []),
        ("np.sort(a)[0] == a.index(1) == a.count(2)", []),
        ("tf.add(a, b) == 1", []),
    ],
)
def test_what_would_change_the_page(condition: str, expected: list[str]) -> None:
    assert [*changes(ast.parse(condition, mode="eval"))] == expected
