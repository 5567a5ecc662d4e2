"""The strips of memory: every cell with its number, and the order of reading."""

from core.foundations.tensors.figures.memory import TALLEST, memory_figure, memory_picture
from core.foundations.tensors.memory import Chain, memory


def texts(**settings) -> list[str]:
    figure = memory_figure(memory(Chain(**settings)))
    return [word.text for word in figure.layout.annotations]


def test_a_strip_has_its_cells_their_order_and_a_heading():
    words = texts(chain="x.T")
    assert words[:6] == list("012345") and words[6:12] == list("012345")
    turned = words[13:]
    assert turned[:6] == list("012345")
    assert turned[6:12] == ["0", "1", "2", "3", "4", "5"]
    figure = memory_figure(memory(Chain(chain="x.T")))
    order = {round(word.x): word.text for word in figure.layout.annotations[19:25]}
    assert order == {0: "0", 3: "1", 1: "2", 4: "3", 2: "4", 5: "5"}
    assert "strides (1, 3)" in turned[12] and "memory of x" in turned[12]


def test_a_cell_that_is_read_often_says_when_at_first():
    words = texts(base="3", chain="x.expand(4, 3)")
    assert "0, 3 …" in words
    assert "0, 2" in texts(base="2", chain="x.expand(2, 2)")


def test_a_long_chain_shows_its_beginning_and_its_end():
    figure = memory_figure(memory(Chain(chain="x.T[1:].T[1:].T")))
    headings = [word.text for word in figure.layout.annotations if "strides" in word.text]
    assert len(headings) == TALLEST
    assert headings[0].startswith("<b>x</b>") and "<b>x.T[1:].T[1:].T</b>" in headings[-1]


def test_what_torch_refuses_has_no_strip():
    words = texts(chain="x.T.view(6)")
    assert len([word for word in words if "strides" in word]) == 2


def test_bows_lead_from_cell_to_cell_in_the_order_of_reading():
    (line,) = memory_figure(memory(Chain(chain="x.T"))).data
    landings = [line.x[at - 1] for at in range(len(line.x)) if line.x[at] is None]
    assert landings == [1, 2, 3, 4, 5, 3, 1, 4, 2, 5]


def test_cells_of_y_show_where_x_has_the_same_memory():
    picture = memory_picture(memory(Chain(chain="x.T")))
    assert [panel.name for panel in picture.leading] == ["y"]
    assert picture.links["x"] == [[0], [3], [1], [4], [2], [5]]
    assert memory_picture(memory(Chain(chain="x.clone()"))).links == {}
    assert len(memory_picture(memory(Chain(chain="x"))).panels) == 1
