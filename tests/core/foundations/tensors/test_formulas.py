"""How cells make a number, written out, against what Python makes of what is written."""

import pytest

from core.foundations.tensors.formulas import mean_of, pairs_of, product_of, sum_of
from core.foundations.tensors.operating import Operating, operated, written_out
from core.foundations.tensors.operations import OPERATIONS


def test_sums_products_and_pairs():
    assert sum_of([[1, -2.5]]) == "1 + (−2.5)" and product_of([[2], [-3]]) == "2 · (−3)"
    assert mean_of([[1, 2, 3]]) == "(1 + 2 + 3) / 3"
    assert pairs_of([[1, -2], [3, 4]]) == "1 · 3 + (−2) · 4"


@pytest.mark.parametrize("name", [name for name in OPERATIONS if OPERATIONS[name].formula])
def test_what_is_written_out_is_the_number(name):
    for cell, value in enumerate(operated(Operating(operation=name)).outputs["result"].flatten()):
        line = written_out(Operating(operation=name, cell=cell))
        if not line:
            continue
        terms, result = line.replace("·", "*").replace("−", "-").split(" = ")
        assert eval(terms) == pytest.approx(float(value), rel=1e-3)
        assert float(result.replace(",", "")) == pytest.approx(float(value), rel=1e-2)


def test_what_nobody_would_check_is_not_written_out():
    assert written_out(Operating(operation="Exp")) == ""
    assert written_out(Operating(operation="Cumsum")) == "", "a first number is itself"
    assert written_out(Operating(operation="Sum", x_shape="2, 9")) == ""
