"""The picture of an operation."""

from core.foundations.tensors.figures.operating import inputs_picture, operation_picture
from core.foundations.tensors.operating import Operating, clashes, links, operated


def test_inputs_result_and_links():
    state = Operating(operation="Max")
    data = operation_picture(operated(state), links(state)).as_data()
    assert [panel["title"] for panel in data["panels"]] == [
        "x: shape (2, 3)",
        "Values: shape (2,)",
        "Indices: shape (2,)",
    ]
    assert [panel["sign"] for panel in data["panels"]] == ["", "→", ""]
    assert data["leaders"] == ["values", "indices"]
    assert data["links"]["x"] == [[0, 1, 2], [3, 4, 5]] * 2


def test_where_torch_refuses_the_dimensions_are_marked():
    state = Operating(operation="Matmul (@)", y_shape="2, 3")
    data = inputs_picture(operated(state), clashes(state)).as_data()
    assert [panel["marked"] for panel in data["panels"]] == [[1], [0]]
    assert data["links"] == {}
