"""Files of a script: at hand, or made once they are asked for."""

import pytest

from core.files import Files


def test_a_file_is_made_whenever_it_is_asked_for_and_not_before():
    made = []
    files = Files({"a.png": b"a", "b.png": lambda: made.append("b") or b"b"})
    assert [*files] == ["a.png", "b.png"] and len(files) == 2 and made == []
    assert files["b.png"] == files["b.png"] == b"b" and made == ["b", "b"]
    assert files == {"a.png": b"a", "b.png": b"b"}
    with pytest.raises(KeyError):
        files["c.png"]
