"""Names in code lead to their official documentation, at their first mention."""

import pytest
from markdown import Markdown

from sitekit.skins import api_links

TF = "https://www.tensorflow.org/api_docs/python/tf"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("tf.cast", "tf.cast"),
        (" tf.cast ", "tf.cast"),
        ("tf.cast(x, tf.int32)", "tf.cast"),
        ("tf.keras.Input", "keras.Input"),
        ("keras.layers.Dense(64)", "keras.layers.Dense"),
        ("np.asarray", "np.asarray"),
        ("tf", ""),
        ("cast", ""),
        ("tf.uint8", ""),
        ("np.float32", ""),
        ("x = tf.cast(y)", ""),
        ("tf.cast(x) + 1", ""),
        ("my.tf.cast", ""),
        ("tf.2", ""),
        ("keras.json", ""),
    ],
)
def test_a_name_alone_or_called_is_a_name(code: str, name: str) -> None:
    assert api_links.api(code) == name


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("tf.cast", f"{TF}/cast"),
        ("tf.data", f"{TF}/data"),
        ("tf.data.Dataset", f"{TF}/data/Dataset"),
        ("tf.data.Dataset.map", f"{TF}/data/Dataset#map"),
        ("tf.data.AUTOTUNE", f"{TF}/data#AUTOTUNE"),
        ("tf.keras", f"{TF}/keras"),
        ("keras.Model.fit", f"{TF}/keras/Model#fit"),
        ("keras.layers.GRU", f"{TF}/keras/layers/GRU"),
        (
            "tf.estimator.Estimator",
            "https://www.tensorflow.org/versions/r2.15/api_docs/python/tf"
            "/estimator/Estimator",
        ),
        (
            "np.allclose",
            "https://numpy.org/doc/stable/reference/generated/numpy.allclose.html",
        ),
        (
            "sklearn.datasets.load_wine",
            "https://scikit-learn.org/stable/modules/generated"
            "/sklearn.datasets.load_wine.html",
        ),
    ],
)
def test_the_address_follows_from_the_name(name: str, address: str) -> None:
    assert api_links.documentation(name) == address


def render(text: str, *extensions: str) -> str:
    """The HTML of a page with these extensions besides ours."""
    md = Markdown(extensions=list(extensions))
    md.treeprocessors.register(api_links.ApiLinks(md), "links", 5)
    return md.convert(text)


@pytest.mark.parametrize("extensions", [(), ("pymdownx.inlinehilite",)])
def test_only_the_first_mention_is_a_link(extensions: tuple[str, ...]) -> None:
    html = render("`tf.cast` and `tf.cast(a)`,\n\n- `tf.add`.", *extensions)
    assert html.count("<a ") == 2
    assert f'<p><a class="sg-api" href="{TF}/cast"><code>tf.cast</code></a> and' in html
    assert f'<a class="sg-api" href="{TF}/add"><code>tf.add</code></a>.' in html


def test_a_heading_a_link_and_a_block_stay_as_they_are() -> None:
    text = "# `tf.cast`\n\n[`tf.add`](https://example.org)\n\n    `tf.abs`\n"
    assert api_links.CLASS not in render(text)


def test_the_text_after_a_link_stays_after_it() -> None:
    assert "</code></a>: a sum.</p>" in render("`tf.add`: a sum.")
