"""The scanner for JavaScript, on good and bad samples; and no function of ours is longer than one
screen."""

import pytest

from tests.javascript import Function, functions, top_level_names
from tests.server import ROOT

MOST_LINES = 60
FILES = sorted((ROOT / "assets" / "components").rglob("*.js"))

BODY = "\n".join(f"  step({number})" for number in range(MOST_LINES - 2))
"""With a line before and one after it, a function that is just short enough."""

LONGER = BODY + "\n  step()"

FORMS = {
    "declaration": "function name(a, { b } = {}) {\nBODY\n}",
    "default": "export default function name(component) {\nBODY\n}",
    "async": "async function name() {\nBODY\n}",
    "arrow": "const name = (a, b) => {\nBODY\n}",
    "arrow of one argument": "const name = event => {\nBODY\n}",
    "handler": "canvas.name = event => {\nBODY\n}",
    "function assigned": "const name = function () {\nBODY\n}",
    "method": "const edits = {\n  name(drawing) {\nBODY\n  },\n}",
    "property": "const edits = {\n  name: drawing => {\nBODY\n  },\n}",
    "method of a class": "class Drawing {\n  name() {\nBODY\n  }\n}",
    "nested": "function outer() {\n  function name() {\nBODY\n  }\n}",
    "in a template": "const text = `${list.map(name = part => {\nBODY\n})}`",
}

DECEPTIVE = r"""
function first() {
  const texts = ["}", '}', `} ${"}"} ${ { a: "}" }.a } }`, "\"}", '\'}'] // }
  /* } function third() { */
  const pattern = /[/}]\}\/{/g
  return text.replace(/}/, "{") / 2 / texts.length
}
function second() { return 1 }
"""


def lengths(source):
    return {function.name: function.lines for function in functions(source)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_function_is_longer_than_a_screen(path):
    scanned = functions(path.read_text(encoding="utf-8"))
    assert scanned, "no function at all: has the scanner lost its way?"
    assert [function for function in scanned if function.lines > MOST_LINES] == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("body", "lines"), [(BODY, MOST_LINES), (LONGER, MOST_LINES + 1)])
def test_functions_of_every_form_are_measured(form, body, lines):
    assert lengths(FORMS[form].replace("BODY", body))["name"] == lines


def test_an_arrow_without_a_block_ends_with_its_expression():
    chain = "\n".join(
        ["const name = cells => cells", *["  .map(cell => cell + 1)"] * 60, "const other = 1"]
    )
    assert lengths(chain)["name"] == 61
    choice = "const name = (a, b) => a\n  ? b\n  : [\n    1,\n  ]\nconst next = 1"
    assert lengths(choice) == {"name": 5}
    assert lengths("call(name = a => a.b, {\n  c: 1,\n})") == {"name": 1}


def test_brackets_in_texts_do_not_count():
    assert functions(DECEPTIVE) == [Function("first", 2, 6), Function("second", 8, 1)]


def test_blocks_that_are_no_functions():
    assert (
        functions(
            "if (a) {\n} else if (b) {\n}\nfor (const c of d) {\n}\nwhile (e) {\n}\nswitch (f) {\n}"
        )
        == []
    )


def test_names_at_the_top_level():
    source = "const A = 1\nlet b\nfunction c() {\n  const d = 1\n}\nexport default function (e) {}"
    assert top_level_names(source) == ["A", "b", "c"]
    source += "\nfunction c() {}"
    assert top_level_names(source) == ["A", "b", "c", "c"]
