"""Which direction words ask of an expression."""

import pytest

from sitekit.scan import directions


@pytest.mark.parametrize(
    ("words", "holds", "unasked"),
    [
        ("the loss falls", "loss[-1] < loss[0]", []),
        ("the loss rises", "loss[-1] < loss[0]", ["rises"]),
        ("the loss falls", "loss[-1] > loss[0]", ["falls"]),
        ("it is larger", "a >= b", []),
        ("it is larger", "a >= b > c", []),
        ("it is never larger", "not any(a > b)", []),
        ("they never differ", "a < b", []),
        ("both are equal", "np.allclose(a, b)", []),
        ("both are equal", "a < b", ["both", "equal"]),
        ("each is right", "all(right)", []),
        ("each is right", "any(right)", ["each"]),
        ("twice as much", "a > 2 * b", []),
        ("twice as much", "a > 3 * b", ["twice"]),
        ("half of it", "a < b / 2", []),
        ("half of it", "a < b / 4", ["half"]),
        ("the largest of them", "a == max(all_of_them)", []),
        ("the largest of them", "a == min(them)", ["largest"]),
        ("the smallest of them", "a == min(them)", []),
        ("the smallest of them", "a == max(them)", ["smallest"]),
        ("no larger", "a <= b", []),
        ("less loss", "a > b", ["less"]),
        ("`less` and `None`", "a > b", []),
        ("64 units", "units == 64", []),
        ("64 units", "units == 65", ["64"]),
        ("no 64 units", "units == 65", ["64"]),
        ("1,500 rows, 2.5 each", "rows == 1500 and each == 2.5", []),
        ("more than 90 % of them", "share > 0.9", []),
        ("`64` units", "units == layer.units", []),
        ("the first one is it", "found == rows[0]", []),
        ("the first one is it", "found == rows[-1]", ["first"]),
        ("the last one is it", "found == rows[-1]", []),
        ("the last one is it", "found == rows[0]", ["last"]),
        ("it is faster", "seconds < others", []),
        ("it is faster", "seconds == others", ["faster"]),
        ("the best of them", "a == max(them)", []),
        ("the best of them", "a == them", ["best"]),
        ("it is larger", "max(a) < 0", ["larger"]),
        ("it is larger", "max(a) == b", []),
        ("it is smaller", "min(a) > 0", ["smaller"]),
        ("it is smaller", "a == '<pad>'", ["smaller"]),
        ("it is larger", "a == b['=>']", ["larger"]),
        ("both are equal", "any(x < 1 for x in both)", ["both", "equal"]),
        ("they are the same", "a is not b", ["same"]),
        ("they are the same", "a not in b", ["same"]),
        ("they are the same", "a is b", []),
        ("they are the same", "a in b", []),
        ("they are equal", "not np.array_equal(a, b)", ["equal"]),
        ("they are equal", "not np.allclose(a, b)", ["equal"]),
        ("they are equal", "np.not_equal(a, b)", ["equal"]),
        ("they are equal", "plt.close == figure", []),
        ("they are equal", "plt.closed", ["equal"]),
        ("nothing is left", "a not in b", []),
        ("none is left", "not any(a)", []),
        ("not only larger", "a < b", ["larger"]),
        ("it falls and never rises", "a > b", ["falls"]),
        ("it falls and never rises", "a < b", []),
        ("the last, not the second", "a in b", []),
        ("64 units", "x64 == layer_64.units", ["64"]),
        ("64 bits", "x.dtype == np.float64", []),
        ("at -3", "a == -2", ["3"]),
        ("at -3", "a == -3", []),
        ("ResNet-50 and B-52s", "a == b", []),
        ("10x as large", "a == 9 * b", ["10"]),
        ("10x as large", "a == 10 * b", []),
        ("in 3D", "a == b", []),
        ("1 to 4", "a == (1, 4)", []),
        ("1 to 4", "a == (4, 1)", ["4"]),
        ("1 and 1", "a == (1, b)", ["1"]),
        ("1 and 1", "a == (1, b, 1)", []),
        ("the shape (2, 3)", "a.shape == (2, 3)", []),
        ("the shape (2, 4)", "a.shape == (2, 3, 4)", ["(2, 4)"]),
        ("3×4 cells", "a == [3, 4]", []),
        ("3×4 cells", "a == [3, 5, 4]", ["3×4"]),
        ("3×3 cells", "a == 3", []),
        ("3×3 cells", "a == 4", ["3×3"]),
        ("90 % of 300", "a > 0.9 and b == 300", []),
        ("90 of 300", "a > 0.9 and b == 300", ["90"]),
        ("3 points", "a > 0.03", []),
        ("they are different", "a != b", []),
        ("they are different", "a == b", ["different"]),
    ],
)
def test_words_of_a_direction_have_to_be_asked(
    words: str, holds: str, unasked: list[str]
) -> None:
    assert [word for word, _ in directions.unasked(words, holds)] == unasked


def test_what_is_asked_elsewhere_may_stand_in_another_order() -> None:
    asked = directions.unasked("4 of 3×2", "a == (3, 2); b == 4", is_ordered=False)
    assert list(asked) == []
    asked = directions.unasked("5 of 3×2", "a == (3, 2); b == 4", is_ordered=False)
    assert list(asked) == [("5", "this number")]
