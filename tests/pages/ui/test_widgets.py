"""Widgets made from specs, as Streamlit runs them without a browser."""

import pytest
from streamlit.testing.v1 import AppTest


def page():
    import streamlit as st

    from core.functions.optimizers.formula import parse
    from core.functions.optimizers.surfaces import SURFACES
    from core.registry import Choose, Text
    from pages.ui import widgets

    spec = Text("x + y", 200, parse)
    st.text("read: " + widgets.of_spec("demo.formula", spec, "z =", bind="query-params"))
    chosen = Choose(SURFACES, SURFACES.pick("Your own formula", formula="x * y"))
    st.text(
        "picked: " + str(widgets.of_spec("demo.surface", chosen, "Surface", bind="query-params"))
    )


def opened(**query) -> AppTest:
    app = AppTest.from_function(page, default_timeout=60)
    for key, value in query.items():
        app.query_params[f"demo.{key}"] = value
    return app.run()


def shown(app: AppTest) -> tuple[str, list[str]]:
    """What the page works with, and the mistakes that it shows."""
    assert not app.exception
    return app.text[0].value.removeprefix("read: "), [warning.value for warning in app.warning]


def test_a_text_is_read():
    app = opened()
    assert shown(app) == ("x + y", [])
    app.text_input(key="demo.formula").set_value("sin(x)").run()
    assert shown(app) == ("sin(x)", [])


def test_a_text_that_is_not_allowed_stays_and_the_last_one_counts():
    app = opened()
    app.text_input(key="demo.formula").set_value("2x").run()
    app.text_input(key="demo.formula").set_value("2x +").run()
    read, (line,) = shown(app)
    assert read == "2x" and "ends too early" in line and "\n" not in line
    assert app.text_input(key="demo.formula").value == "2x +"
    app.text_input(key="demo.formula").set_value("2x + y").run()
    assert shown(app) == ("2x + y", [])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("x^2 & y", "x + y"),
        ("", "x + y"),
        ("A" * 5000, "x + y"),
        ("(" * 199, "x + y"),
        ("x\0", "x + y"),
        ("x*2", "x*2"),
    ],
)
def test_a_link_may_hold_any_text(text, read):
    result, mistakes = shown(opened(formula=text))
    assert result == read and len(mistakes) <= 1
    assert not mistakes or read == "x + y"


def test_nothing_in_a_mistake_is_taken_for_markdown():
    app = opened()
    app.text_input(key="demo.formula").set_value("**x** :red[y] <b>").run()
    (line,) = shown(app)[1]
    assert r"\*\*x\*\* \:red\[y\] \<b\>" in line


def test_a_text_among_the_parameters_of_a_pick():
    app = opened(**{"surface.formula": "x^4 + y^4"})
    assert app.text[1].value == "picked: Your own formula(formula='x^4 + y^4', span=5.0)"
    app.text_input(key="demo.surface.formula").set_value("nope(x)").run()
    assert not app.exception and len(app.warning) == 1
    assert app.text[1].value == "picked: Your own formula(formula='x^4 + y^4', span=5.0)"
    app.text_input(key="demo.surface.formula").set_value("x*x + y*y").run()
    assert not app.warning and "x*x + y*y" in app.text[1].value


def labelled():
    from core.catalogue.optimizers import OPTIMIZERS
    from core.functions.optimizers.surfaces import SURFACES
    from core.registry import Choose, ChooseSeveral
    from core.vision.feature_maps.methods import ATTRIBUTIONS
    from pages.ui import widgets

    widgets.of_spec("demo.surface", Choose(SURFACES, SURFACES.pick("Bowl")), "Surface")
    widgets.of_spec("demo.optimizer", Choose(OPTIMIZERS, OPTIMIZERS.pick("Adagrad")), "Optimizer")
    for registry, name in ((ATTRIBUTIONS, "SmoothGrad"), (OPTIMIZERS, "Adagrad")):
        spec = ChooseSeveral(registry, (registry.pick(name),))
        widgets.of_spec(f"demo.several.{registry.kind}", spec, registry.kind)


def test_our_parameters_have_a_label_and_those_of_torch_their_spelling():
    app = AppTest.from_function(labelled, default_timeout=60)
    for folded in ("optimizer", "several.attribution.SmoothGrad"):
        app.session_state[f"demo.{folded}.more"] = True  # open
    app.run()
    assert not app.exception
    labels = {box.label for box in (*app.slider, *app.select_slider, *app.number_input)}
    assert labels >= {"Condition number", "Angle", "lr", "lr_decay"}
    assert labels >= {"SmoothGrad samples", "SmoothGrad noise", "Adagrad lr"}
