"""The controls of a page that are in sight: what a reader looks over before the first touch."""

from collections.abc import Iterator

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Button, Widget

FOLDED = ("expander", "popover")
"""Blocks whose controls are out of sight until a reader opens them."""

ROW, ICONS = "row-", "icons."
"""How the keys begin of what is part of another control: a row of a list of chosen ones, and a
control with buttons that are icons behind it.
"""

VISIBLE = """() => {
    const widgets = ['Slider', 'Selectbox', 'MultiSelect', 'NumberInput', 'TextInput', 'Checkbox',
        'ButtonGroup', 'Button', 'FileUploader', 'Radio'].map(name => `[data-testid="st${name}"]`);
    const part = '[class*="st-key-row-"], [class*="st-key-icons-"] .stButton, .stPopover';
    return [...document.querySelectorAll('.st-key-controls ' + widgets.join(', .st-key-controls '))]
        .filter(widget => widget.checkVisibility() && !widget.closest('[inert]')
            && !widget.closest(part))
        .map(widget => widget.innerText.split('\\n')[0]);
}"""
"""The same in a browser: what the controls in sight begin with."""


def in_sight(app: AppTest) -> list[str]:
    """The labels of a page's controls in sight."""
    return [*_labels(part(app, "controls"))]


def part(app: AppTest, key: str) -> Block:
    """The part of a page under this key, such as "picture"."""
    (block,) = (block for block in _blocks(app.main) if block.key == key)
    return block


def _blocks(block: Block) -> Iterator[Block]:
    for child in block.children.values():
        if isinstance(child, Block):
            yield child
            yield from _blocks(child)


def _labels(block: Block) -> Iterator[str]:
    for child in block.children.values():
        is_icon = isinstance(child, Button) and (block.key or "").startswith(ICONS)
        if is_icon or child.type in FOLDED or (child.key or "").startswith(ROW):
            continue
        if isinstance(child, Block):
            yield from _labels(child)
        elif isinstance(child, Widget) or child.type == "file_uploader":
            yield child.label
