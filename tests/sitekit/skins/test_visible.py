"""The blocks that a page shows are found, and no hidden ones."""

import pytest

from sitekit.skins.visible import visible_blocks


def test_hidden_elements_hide_no_more_than_they_hold() -> None:
    html = (
        '<div hidden><div data-block="0"></div></div><p data-block="1">'
        '<input hidden><img style="display:none"></p><template></template>'
        '<!-- <p data-block="2"> --><p data-block="3">'
    )
    assert visible_blocks(html) == [1, 3]


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<p>a hidden layer</p><p data-block="0">', [0]),
        ('<p title="a hidden layer" data-block="0">', [0]),
        ('<!-- a --><style>p { x: y }</style><p data-block="0">', [0]),
        ('<p hidden title="a hidden layer"><b data-block="0"></b></p>', []),
        ('<p title="a > b" hidden><b data-block="0"></b></p>', []),
        ('<p hidden title="a < b"><b data-block="0"></b></p>', []),
        ("<p title='a > b'\nhidden = 'x'><b data-block=\"0\"></b></p>", []),
        ('<p hidden="until-found"><b data-block="0"></b></p>', []),
        ('<style>a</style><style><b data-block="0"></b></style>', []),
        ('<!-- a --><!-- <b data-block="0"></b> -->', []),
        ('<!--> <b data-block="0"></b>', [0]),
    ],
)
def test_a_page_with_the_word_is_told_from_one_that_hides(
    html: str, wanted: list[int]
) -> None:
    assert visible_blocks(html) == wanted
    # Whatever saves the parsing of a page may not change what is found.
    assert visible_blocks(f"{html}<template></template>") == wanted
