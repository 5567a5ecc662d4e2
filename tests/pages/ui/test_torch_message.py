"""A message of torch on a page: its class, its whole text, and the cure if there is one."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    from core.torch_message import TorchMessage
    from pages.ui.torch_message import torch_message

    text = "The size of tensor a (3) must match the size of tensor b (4)\nat *dimension* `1`"
    torch_message(TorchMessage("RuntimeError", text), "error", about="`a + b`")
    torch_message(TorchMessage("UserWarning", "something new"), "warning")


def test_an_error_and_a_warning_are_shown_whole():
    app = AppTest.from_function(page).run()
    assert not app.exception
    assert [each.value.splitlines()[0][:18] for each in app.code] == [
        "The size of tensor",
        "something new",
    ]
    assert app.code[0].value.endswith("at *dimension* `1`")
    error, cure, warning = (each.value for each in app.markdown)
    assert "`RuntimeError` at `a + b`" in error and "`UserWarning`" in warning
    assert "from the right" in cure
