"""A setting that is a pick: how its name and its arguments stand in an address."""

from core.registry import ChooseSeveral
from tests.core.registry.samples import SHAPES, Demo


def test_addresses_of_a_pick():
    def address(name, **arguments):
        return Demo(shape=SHAPES.pick(name, **arguments)).query()

    assert address("Dot") == {"shape": "Dot"}
    assert address("Circle") == {"shape.radius": "1.0"}, "the page's default is 2.0"
    assert address("Circle", radius=2.0, filled=False) == {"shape.filled": "false"}
    assert address("Polygon", corners=7) == {"shape": "Polygon", "shape.corners": "7"}


def test_a_bad_argument_in_an_address_leaves_the_pick():
    read = Demo.from_query({"shape": "Polygon", "shape.corners": "2", "shape.style": "thick"})
    assert read.shape == SHAPES.pick("Polygon", style="thick")


def test_a_name_stands_for_the_pick_with_its_usual_arguments():
    assert Demo(shape="Polygon").shape == SHAPES.pick("Polygon")


def test_an_address_may_say_that_nothing_is_chosen():
    spec = ChooseSeveral(SHAPES, (SHAPES.pick("Dot"),), least=0)
    assert spec.check("shapes", ()) == ()
    assert spec.to_query("shapes", ()) == {"shapes": ""}
    for text in ("", [""], ["", ""]):
        assert spec.from_query("shapes", {"shapes": text}) == ()
        assert spec.unread("shapes", {"shapes": text}) == []
    assert spec.from_query("shapes", {}) == spec.default
    assert spec.from_query("shapes", {"shapes": "Nope"}) == spec.default


def test_a_list_that_may_not_be_empty_falls_to_its_default():
    spec = ChooseSeveral(SHAPES, (SHAPES.pick("Dot"),))
    assert spec.from_query("shapes", {"shapes": ""}) == spec.default
    assert spec.unread("shapes", {"shapes": ""})
