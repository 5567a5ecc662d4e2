"""Tables: numbers for people, and nothing that is taken for Markdown."""

from streamlit.testing.v1 import AppTest


def app() -> None:
    from pages.ui.tables import table

    rows = [{"Layer": "conv_1 (3*3)", "Parameters": 11_689_512, "Time (ms)": 0.0123456}]
    table(rows, "steps")


def test_cells_are_words_and_numbers_for_people():
    shown = AppTest.from_function(app).run().table[0].value
    heads, cells = ([*map(str, part)] for part in (shown.columns, shown.iloc[0]))
    assert [text.replace("\\", "") for text in heads] == ["Layer", "Parameters", "Time (ms)"]
    assert [text.replace("\\", "") for text in cells] == ["conv_1 (3*3)", "11,689,512", "0.01235"]
    assert "\\*" in cells[0] and "\\_" in cells[0]
