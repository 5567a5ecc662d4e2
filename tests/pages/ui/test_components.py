"""The files of our components: what they share stands once; in a browser, what functions give."""

import re
import tomllib
from collections import Counter

import pytest

from pages.ui.components import FOLDER, SHARED, component, source
from tests.javascript import top_level_names, without_texts
from tests.server import ROOT

COMPONENTS = sorted(SHARED)
OWN = [path for path in sorted(FOLDER.rglob("*.*")) if path.parent.name != "shared"]
ALL = sorted(FOLDER.rglob("*.*"))

TYPED_AGAIN = re.compile(
    r"chart-diverging|parseInt\(|0\.299|0\.587|0\.114|\b140\b|#16181d|#fbfaf7"
    r"|button:(?:hover|focus-visible|disabled)|--st-button-radius|playground:shown",
    re.IGNORECASE,
)
"""Marks of what is shared: the palette, the contrast rule, the look of buttons, an event."""


def theme_colors():
    """Every colour of the theme, light and dark, in lower case."""
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    return {color.lower() for color in re.findall(r"#[0-9A-Fa-f]{6}", str(theme))}


def typed_theme_colors(text):
    return theme_colors() & {color.lower() for color in re.findall(r"#[0-9A-Fa-f]{6}\b", text)}


def names_used(text):
    return set(re.findall(r"[A-Za-z_$][\w$]*", without_texts(text)))


def own_source(name, kind):
    return "\n".join(path.read_text(encoding="utf-8") for path in (FOLDER / name).glob(f"*.{kind}"))


def shared_names(file):
    return set(top_level_names((FOLDER / "shared" / file).read_text(encoding="utf-8")))


def test_every_folder_is_a_component_and_every_shared_file_is_used():
    folders = {path.name for path in FOLDER.iterdir()}
    assert folders == {*SHARED, "shared"}
    shared = {path.name for path in (FOLDER / "shared").iterdir()}
    assert shared == {file for files in SHARED.values() for file in files}


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_nothing_shared_is_typed_again(path):
    assert TYPED_AGAIN.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_no_colour_of_the_theme_is_typed(path):
    assert typed_theme_colors(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    "text",
    [
        'style.getPropertyValue("--st-chart-diverging-colors")',
        "[1, 3].map(at => parseInt(color.slice(at, at + 2), 16))",
        "0.299 * red + 0.587 * green",
        "brightness > 140",
        'dark ? "#16181D" : white',
        "button:hover { color: red }",
        'new CustomEvent("playground:shown")',
    ],
)
def test_what_is_typed_again_is_noticed(text):
    assert TYPED_AGAIN.search(text)


def test_a_typed_colour_of_the_theme_is_noticed():
    assert typed_theme_colors("const ORANGE = '#cc440e'") == {"#cc440e"}


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_has_the_shared_files_that_it_uses_and_no_other(name):
    text = own_source(name, "js")
    for file in SHARED[name]:
        if file.endswith(".js"):
            assert names_used(text) & shared_names(file), f"{file} is not used"
    missing = {path.name for path in (FOLDER / "shared").glob("*.js")} - set(SHARED[name])
    assert not [file for file in missing if names_used(source(name, "js")) & shared_names(file)]
    assert ("button.css" in SHARED[name]) == ("<button" in own_source(name, "html"))


@pytest.mark.parametrize("name", COMPONENTS)
def test_the_files_of_a_component_make_one_module(name):
    text = source(name, "js")
    assert [count for count in Counter(top_level_names(text)).items() if count[1] > 1] == []
    assert text.count("export default function (component) {") == 1
    assert "export" in (FOLDER / name / f"{name}.js").read_text(encoding="utf-8")
    for kind in ("js", "css"):
        assert "\n" in source(name, kind).strip(), "Streamlit would take a single line for a path"


def test_the_palette_is_the_theme_s(functions_of):
    evaluate = functions_of("strip")
    assert evaluate("themeValue(element, 'text-color')") == "#123456"
    assert evaluate("parseColor('#102030')") == [16, 32, 48]
    assert evaluate("[-1, 0, 0.25, 0.5, 0.75, 1, 2].map(divergingScale(element))") == [
        [0, 0, 0],
        [0, 0, 0],
        [64, 0, 0],
        [128, 0, 0],
        [191.5, 127.5, 127.5],
        [255, 255, 255],
        [255, 255, 255],
    ]
    assert evaluate("divergingBytes(element).length") == 256
    assert evaluate("[0, 255].map(byte => divergingBytes(element)[byte])") == [
        [0, 0, 0],
        [255, 255, 255],
    ]


def test_an_element_that_is_not_in_the_page_has_the_last_colours_or_grey(functions_of):
    evaluate, away = functions_of("strip"), "document.createElement('b')"
    assert evaluate(f"divergingScale({away})(0.3)") == [128, 128, 128]
    assert evaluate(f"themeColors({away}, 'chart-categorical-colors')[3]") == "#808080"
    known = "themeValue(element, 'text-color')"
    assert evaluate(f"[{known}, themeValue({away}, 'text-color')][1]") == "#123456"


def test_text_is_dark_on_bright_colours(functions_of):
    evaluate = functions_of("kernel")
    assert evaluate("[[140, 140, 140], [141, 141, 141], [255, 0, 0], [0, 255, 0]].map(textOn)") == [
        "#fbfaf7",
        "#16181d",
        "#fbfaf7",
        "#16181d",
    ]


def test_weights_are_written_and_read(functions_of):
    evaluate = functions_of("kernel")
    weights = "[0.125, -0.0001, 0, -0, 12.34, -123.4]"
    assert evaluate(f"{weights}.map(weight => formatWeight(weight, 3))") == [
        "0.125",
        "≈0",
        "0",
        "0",
        "12.3",
        "−123",
    ]
    assert evaluate("[0.125, -0.5].map(weight => formatWeight(weight, 5))") == [".13", "−.5"]
    assert evaluate("['−1,5', ' 2 ', '', 'x', '1001', 'Infinity'].map(parseWeight)") == [
        -1.5,
        2,
        None,
        None,
        None,
        None,
    ]
    assert evaluate(
        "[rotated([[1, 2], [3, 4]]), cropped(padded([[7]])), withWeight([[1, 2]], 0, 1, 9)]"
    ) == [[[2, 4], [1, 3]], [[7]], [[1, 9]]]


VIEW = """(() => {
  const input = {name: "x", rows: 1, columns: 3, digits: 1, values: [1, -2, 3]}
  const kernel = {name: "w", rows: 1, columns: 2, digits: 1, values: [0.5, -1]}
  const leader = {name: "y", rows: 1, columns: 2, digits: 1, values: [2.5, -4]}
  const links = {
    x: {rows: [[0]], columns: [[0, 1], [1, 2]]},
    w: {rows: [[0]], columns: [[0, 1], [0, -1]]},
  }
  const data = {symbol: "y", products: ["x", "w"], lines: [], links, points: {z: [5, -1]}}
  return {data, leader, grids: [input, kernel, leader], memory: {chosen: [0, 0], pointed: null}}
})()"""
"""Three numbers and a kernel of two; one link of the kernel leads nowhere, and one point too."""


def test_cells_belong_together(functions_of):
    evaluate = functions_of("cells")
    grids = f"(view => [view, ...view.grids])({VIEW})"
    assert evaluate(f"(([view, x]) => linkedCells(view, x, [0, 1]))({grids})") == [[0, 1], [0, 2]]
    assert evaluate(f"(([view, x, w]) => linkedCells(view, w, [0, 1]))({grids})") == [[0, 0]]
    assert evaluate(f"(([view, x, w, y]) => linkedCells(view, y, [0, 1]))({grids})") == [[0, 1]]
    assert evaluate(f"(([view, x]) => cellsFedBy(view, x, [0, 1]))({grids})") == [[0, 0], [0, 1]]
    assert evaluate(f"(([view, x]) => cellsFedBy(view, x, [0, 2]))({grids})") == [[0, 1]]
    turned = (
        "{data: {links: {w: {rows: [[0], [1]], columns: [[2, 3]]}}}}, {name: 'w', turned: true}"
    )
    assert evaluate(f"linesOf({turned}, [0, 1])") == [[1], [2, 3]]  # by column and by row
    pool = "{name: 'z', rows: 2, columns: 3}"
    assert evaluate(
        f"(([view]) => [0, 1].map(j => pointedCells(view, {pool}, [0, j])))({grids})"
    ) == [[[1, 2]], []]
    assert evaluate(f"(([view]) => cellsFedBy(view, {pool}, [1, 2]))({grids})") == [[0, 0]]


def test_a_sum_is_written_out(functions_of):
    evaluate = functions_of("cells")
    assert evaluate(f"sentence({VIEW})") == "y[0] = 1·0.5 + −2·(−1) = 2.5"
    assert evaluate("[1.50, -0.04, 2e6, NaN].map(value => formatNumber(value, 1))") == [
        "1.5",
        "0",
        "2·10⁶",
        "",
    ]


def test_numbers_in_cells_have_eleven_pixels_or_are_left_out(functions_of):
    evaluate = functions_of("cells")
    fonts = (
        "Array.from({length: 44}, (_, side) => fittingTexts([0.123, -1.5, NaN], side + 3, 2).font)"
    )
    sizes = evaluate(f"(() => {fonts})()")
    assert all(size == 0 or size >= 11 for size in sizes)
    assert sizes[0] == 0 and sizes[-1] > 11
    texts = "[46, 24, 20, 12].map(cell => fittingTexts([0.123, -0.5, 0], cell, 2).texts)"
    assert evaluate(f"(() => {texts})()") == [
        ["0.12", "−0.5", "0"],
        ["0.12", "−0.5", "0"],
        [".12", "−.5", "0"],
        [],
    ]


def test_a_number_that_is_not_0_is_not_said_to_be_0(functions_of):
    evaluate = functions_of("cells")
    texts = "(() => fittingTexts([0.00399, -0.00399, 0, -0, 0.01], 29, 2).texts)()"
    assert evaluate(texts) == ["≈0", "≈0", "0", "0", "0.01"]
    grid = "{rows: 1, columns: 3, digits: 2, values: [0.00399, 1e-9, 0.123456]}"
    titles = f"[0, 1, 2].map(column => cellTitle({{}}, {grid}, [0, column]))"
    assert evaluate(titles) == ["Number 0: 0.00399", "Number 1: ≈0", "Number 2: 0.12"]


def test_a_walk_ends_where_it_began(functions_of):
    evaluate = functions_of("cells")
    view = "{leader: {rows: 2, columns: 3}, memory: {chosen: [1, 2]}}"
    assert evaluate(f"[1, -1, -3].map(by => cellFurther({view}, by))") == [[0, 0], [1, 1], [0, 2]]


def test_the_cell_that_python_chooses_is_taken_if_it_is_another_of_the_whole_grid(functions_of):
    evaluate = functions_of("cells")
    evaluated = evaluate("""(() => {
        const memory = {received: "", chosen: [0, 1]}, leader = {rows: 5, columns: 5}
        const buttons = {play: {}}, line = {}
        const take = (start, chosen) => {
            receiveChoice({data: {start, chosen}, memory, leader})
            return memory.chosen
        }
        const first = take([0, 5], [0, 0])
        memory.chosen = [0, 3]
        const [same, other] = [take([0, 5], [0, 0]), take([0, 0], [0, 0])]
        Object.assign(memory, {chosen: [0, 3], walking: 7})
        forgetChoice({memory, buttons, line})
        return [first, same, other, take([0, 0], [0, 0]), memory.walking]
    })()""")
    assert evaluated == [[0, 0], [0, 3], [0, 0], [0, 0], 0]


def test_a_drawing_takes_points_while_there_is_room(functions_of):
    evaluate = functions_of("canvas")
    drawing = "{most: 4, pen: null, past: [[]], future: [[[9, 9]]], strokes: [[[1, 1]]]}"
    points = "[[10, 10], [11, 10], [20, 10], [30, 10]]"  # one too near, one too many
    draw = f"(startStroke(d, [0, 0], 1), [extendStroke(d, {points}), d.strokes, d.future])"
    assert evaluate(f"(d => {draw})({drawing})") == [
        2,
        [[[1, 1]], [[0, 0], [10, 10], [20, 10]]],
        [],
    ]


def test_every_edit_of_a_drawing_can_be_undone_and_clearing_too(functions_of):
    evaluate = functions_of("canvas")
    start = "(d => (setStrokes(d, [[[1, 1]], [[2, 2]]]), d))({})"
    edit = "(possibleEdits(d)[name] && EDITS[name](d), d.strokes.length)"

    def lengths(*names):
        return evaluate(f"(d => {[*names]}.map(name => {edit}))({start})")

    assert lengths("undo", "undo", "undo", "redo", "redo", "redo") == [1, 0, 0, 1, 2, 2]
    assert lengths("undo", "clear", "redo", "undo", "redo", "clear") == [1, 0, 0, 1, 0, 0]
    again = "(EDITS.clear(d), startStroke(d, [5, 5], 1), EDITS.undo(d), EDITS.undo(d), d.strokes)"
    assert evaluate(f"(d => {again})({start})") == [[[1, 1]], [[2, 2]]]
    many = "Array(3000).fill([[1, 1]])"
    assert evaluate(f"(d => (setStrokes(d, {many}), d.past.length))({{}})") == 1000


CONTRAST = """() => {
  const luminance = color => {
    const [r, g, b] = color.map(part => part / 255)
      .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const parts = color => color.match(/[\\d.]+/g).map(Number)
  const page = parts(getComputedStyle(document.body).backgroundColor).slice(0, 3)
  const across = (a, b) => a.left < b.right && b.left < a.right
  const overlaps = (a, b) => across(a, b) && a.top < b.bottom && b.top < a.bottom
  const fills = [...document.querySelectorAll(".fill")].map(fill => fill.getBoundingClientRect())
  const texts = [...document.querySelectorAll("*")].filter(element => element.checkVisibility()
    && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  return texts.map(element => {
    let opacity = 1
    for (let at = element; at; at = at.parentElement) opacity *= getComputedStyle(at).opacity
    const own = parts(getComputedStyle(element).color)
    const color = page.map((part, i) => opacity * own[i] + (1 - opacity) * part)
    const [low, high] = [luminance(color), luminance(page)].sort((a, b) => a - b)
    const box = element.getBoundingClientRect()
    const covered = fills.some(fill => overlaps(box, fill))
    return [element.textContent, (high + 0.05) / (low + 0.05), covered]
  })
}"""
"""Of each text its contrast to the page, and whether it stands on a bar."""


def style(dark):
    """What Streamlit hands down of a theme."""
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    values = {}
    for name, value in theme["dark" if dark else "light"].items():
        css = re.sub("[A-Z]", lambda letter: f"-{letter[0].lower()}", name)
        values[css] = ",".join(value) if isinstance(value, list) else value
    return "".join(f"--st-{name}: {value};" for name, value in values.items())


def show(page, name, data, width, dark):
    """Has a page show a component in one of the themes, `width` pixels wide."""
    html = (FOLDER / name / f"{name}.html").read_text(encoding="utf-8")
    look = f"margin: 0; width: {width}px; font: 16px sans-serif"
    page.set_content(
        f"<style>{source(name, 'css')} body {{ background: var(--st-background-color) }}</style>"
        f"<body style='{style(dark)} {look}'>{html}</body>"
    )
    text = source(name, "js").replace("export default function", "const run = function")
    page.evaluate(f"data => {{ {text}\nrun({{data, parentElement: document.body}}) }}", data)


def answer_data(shares, blank=False):
    texts = [f"{100 * share:.1f} %" for share in shares]
    words = {"name": "DigitNet reads", "digit": "7", "sure": "88.0 %", "next": "Next: 9 (8.0 %)"}
    return {"models": [words | {"shares": shares, "texts": texts}], "blank": blank, "done": True}


def bars_data(share):
    bars = [
        {"name": name, "share": share, "text": f"{100 * share:.1f} %", "first": True}
        for name in ("0", "automobile")
    ]
    column = {"title": "Answer", "lines": [], "tiles": [], "bars": bars, "layer": "", "sign": ""}
    column |= {"width": 1.5, "across": 1}
    options = {"narrowest": 60, "widest": 150, "wrap": 0, "stack": False, "answers": 0}
    return {"columns": [column], **options}


def test_maps_that_change_are_watched_by_one_observer(browser):
    """Streamlit runs a component at each change, and what it returned last once it is gone."""
    page, data = browser.new_page(), bars_data(0.5)
    show(page, "maps", data, 300, dark=False)
    text = source("maps", "js").replace("export default function", "const run = function")
    script = """
        const watching = new Set()
        window.ResizeObserver = class {
            observe() { watching.add(this) }
            disconnect() { watching.delete(this) }
        }
        const ends = [1, 2, 3].map(() => run({ data, parentElement: document.body }))
        const before = watching.size
        ends.at(-1)()
        return [before, watching.size]
    """
    assert page.evaluate(f"data => {{ {text}\n{script} }}", data) == [1, 0]
    page.close()


def test_what_a_component_began_ends_with_its_latest_run(functions_of):
    """Two runs may wait for a module that is loaded: Streamlit cleans up after the first when the
    second has begun.
    """
    evaluate = functions_of("tap")
    assert evaluate("""(() => {
        const box = {}, ended = []
        const ends = [1, 2].map(run => onceGone(box, () => ended.push(run)))
        ends.forEach(end => end())
        return ended
    })()""") == [2]


def test_of_two_choices_the_later_is_told_and_none_to_who_has_gone_back_meanwhile(functions_of):
    evaluate = functions_of("tensor")
    assert evaluate("""(() => {
        const memory = {}, told = []
        const choose = name =>
            reportLater(memory, 0, () => told.push(name), () => told.push(`forget ${name}`))
        const goBack = () => window.dispatchEvent(new PopStateEvent("popstate"))
        for (const name of "ab") choose(name)
        for (let time = 0; time < 2; time++) goBack()
        for (const name of "cd") choose(name)
        return new Promise(done => setTimeout(() => (goBack(), done(told)), 0))
    })()""") == ["forget b", "d"]


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_ends_nothing_of_a_later_run(name):
    begun = (FOLDER / name / f"{name}.js").read_text(encoding="utf-8").partition("export default")
    assert not re.search(r"^  return (?!onceGone\()\S", begun[2], re.MULTILINE)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_text_of_an_answer_can_be_read_and_none_stands_on_a_bar(dark, browser):
    cases = [("maps", bars_data(share), width) for share in (0.76, 0.88, 1) for width in (110, 300)]
    for data in (answer_data([0, 0.48, 0.5, 0.02] + [0] * 6), answer_data([0] * 10, blank=True)):
        cases += [("answer", data, width) for width in (320, 900)]
    page = browser.new_page()
    for name, data, width in cases:
        show(page, name, data, width, dark)
        texts = page.evaluate(CONTRAST)
        assert len(texts) > 4
        assert not [text for text in texts if text[1] < 4.5 or text[2]], (name, width)
    page.close()


@pytest.mark.parametrize(
    ("data", "sent"), [({"x": [1, 2], "text": "a"}, {"x": (1, 2), "text": "a"}), (b"12", b"12")]
)
def test_data_goes_out_as_it_is_but_for_what_could_be_a_table(data, sent, monkeypatch):
    got = {}
    monkeypatch.setattr("streamlit.components.v2.component", lambda *_, **__: got.update)
    component("tap")(key="k", data=data)
    assert got == {"key": "k", "data": sent}
