"""An estimator's diagram says what scikit-learn's own says, and nothing in it acts."""

import pandas
import pytest
from bs4 import BeautifulSoup
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

from sitekit.records.estimators import plain_diagram
from sitekit.records.safe_html import safe_html
from sitekit.records.unsafe import Unsafe

COLUMNS = make_column_transformer((StandardScaler(), ["a"]), (OneHotEncoder(), ["b"]))
PIPELINE = make_pipeline(COLUMNS, LogisticRegression(C=0.5))
FRAME = pandas.DataFrame({"a": [1.0, 2.0, 3.0], "b": ["x", "y", "x"]})
# Each with the names that stand in it, by their depth.
ESTIMATORS = {
    "one": (LogisticRegression(C=0.5), [(1, "LogisticRegression")]),
    "a pipeline": (
        make_pipeline(StandardScaler(), LogisticRegression()),
        [(1, "Pipeline"), (2, "StandardScaler"), (2, "LogisticRegression")],
    ),
    "columns": (
        PIPELINE,
        [
            (1, "Pipeline"),
            (2, "columntransformer: ColumnTransformer"),
            (3, "standardscaler"),
            (4, "StandardScaler"),
            (3, "onehotencoder"),
            (4, "OneHotEncoder"),
            (2, "LogisticRegression"),
        ],
    ),
    "a union": (
        make_union(StandardScaler(), FunctionTransformer()),
        [
            (1, "FeatureUnion"),
            (2, "standardscaler"),
            (3, "StandardScaler"),
            (2, "functiontransformer"),
            (3, "passthrough"),
        ],
    ),
    "a search": (
        GridSearchCV(LogisticRegression(), {"C": [1, 2]}),
        [
            (1, "GridSearchCV"),
            (2, "estimator: LogisticRegression"),
            (3, "LogisticRegression"),
        ],
    ),
}


def drawn(html: str) -> BeautifulSoup:
    return BeautifulSoup(safe_html(html, "own-0-0"), "html.parser")


@pytest.mark.parametrize(("estimator", "names"), ESTIMATORS.values(), ids=ESTIMATORS)
def test_the_steps_stand_in_one_another(
    estimator: LogisticRegression, names: list[tuple[int, str]]
) -> None:
    soup = drawn(estimator._repr_html_())
    found = []
    for item in soup.select("li"):
        name = item.select_one("summary") or item
        if item.select_one("ul") and not item.select_one(":scope > details"):
            name = item.find(string=True, recursive=False)
        found.append((len(item.find_parents("ul")), name.get_text().strip()))
    assert found == names
    assert not soup.select("script, style, input, button, a, [onclick], [href]")


def test_the_parameters_stand_with_their_values() -> None:
    soup = drawn(LogisticRegression(C=0.5)._repr_html_())
    rows = [[c.get_text().strip() for c in row("td")] for row in soup.select("tr")]
    assert ["C", "0.5"] in rows and ["max_iter", "100"] in rows
    (changed,) = soup.select("tr[style]")
    assert changed.get_text().split() == ["C", "0.5"]


def test_what_was_learned_is_shown_too() -> None:
    fitted = PIPELINE.fit(FRAME, [0, 1, 0])
    text = " ".join(drawn(fitted._repr_html_()).get_text().split())
    assert "Fitted attributes" in text and "onehotencoder__b_x" in text
    assert "Inverse of regularization strength" not in text
    assert "please rerun this cell" not in text


def test_an_older_diagram_is_drawn_too() -> None:
    """Of version 1.2: its parameters are a text."""
    html = (
        '<style>#sk-1 {color: black;}</style><div id="sk-1" class="sk-top-container">'
        '<div class="sk-text-repr-fallback"><pre>SVC()</pre></div>'
        '<div class="sk-container" hidden><div class="sk-item"><div '
        'class="sk-estimator sk-toggleable"><input '
        'class="sk-toggleable__control sk-hidden--visually" '
        'id="x" type="checkbox" checked><label for="x" class="sk-toggleable__label '
        'sk-toggleable__label-arrow">SVC</label><div class="sk-toggleable__content">'
        "<pre>SVC(C=2,\n    kernel=&#x27;rbf&#x27;)</pre></div></div></div></div></div>"
    )
    assert safe_html(html, "own-0-0") == (
        "<ul><li><details><summary>SVC</summary>"
        "<pre>SVC(C=2,\n    kernel='rbf')</pre></details></li></ul>"
    )


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<form action='https://e.org'><input name=x></form>",
        "<details ontoggle='x' open>y</details>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<b class='sk-item' style='background: url(https://e.org)'>z",
        "<iframe srcdoc='x'></iframe>",
        "<svg><script>x</script></svg>",
        "</div></div><a href='javascript:x'>x</a>",
    ],
)
def test_whoever_writes_such_classes_brings_nothing_to_life(inner: str) -> None:
    html = f'<div class="sk-top-container">{inner}</div>'
    try:
        found = safe_html(html, "own-0-0")
    except Unsafe:
        return
    soup = BeautifulSoup(found, "html.parser")
    assert {tag.name for tag in soup.find_all()} <= {"b", "details", "li", "p"}
    assert not [tag for tag in soup.find_all() if tag.attrs]


@pytest.mark.parametrize("html", ["<b>x</b>", "<p>sk-item", "", '<i class="sk-item">'])
def test_other_html_is_left_as_it_is(html: str) -> None:
    assert plain_diagram(html) == html
