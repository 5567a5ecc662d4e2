"""What is said of tensors in memory."""

from core.foundations.tensors.memory import Chain, memory
from core.foundations.tensors.memory_words import (
    memory_rows,
    memory_sentence,
    question_of,
)
from core.prediction import check


def said(**settings) -> str:
    chain = Chain(**settings)
    return memory_sentence(chain, memory(chain))


def test_the_sentence_tells_where_the_numbers_lie():
    words = said(chain="x.T")
    assert "in the memory of `x`" in words and "strides **(1, 3)**" in words
    assert "not contiguous" in words
    assert "memory of its own: a copy" in said(chain="x.clone()")
    assert "reads its 6 cells in order" in said(chain="x")


def test_the_sentence_tells_what_a_written_number_changes():
    assert "changes 1 number of y and **`x` too**" in said(chain="x.T", write_at="0, 1")
    assert "changes 1 number of y and **not `x`**" in said(chain="x + 0", write_at="0, 1")
    assert "changes 4 numbers of y" in said(base="3", chain="x.expand(4, 3)", write_at="0, 1")
    assert "changes" not in said(chain="x.T", write_at="7, 7")


def test_the_sentence_of_a_failure_tells_the_strides_before():
    words = said(chain="x.T.view(6)")
    assert words.startswith("`x.T.view(6)` fails: `x.T` has shape (3, 2), strides **(1, 3)**")


def test_a_row_for_each_tensor():
    rows = memory_rows(memory(Chain(chain="x.T.reshape(-1)")))
    assert [row["Memory"] for row in rows] == ["that of x", "that of x", "its own"]
    assert [row["Strides"] for row in rows] == ["(3, 1)", "(1, 3)", "(1,)"]
    assert len(memory_rows(memory(Chain(chain="x.T.view(6)")))) == 2


def test_what_is_asked_first():
    assert check(question_of(memory(Chain(chain="x.T"))), "1, 3").right
    assert check(question_of(memory(Chain(chain="x.T.view(6)"))), "error").right
