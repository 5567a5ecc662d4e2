"""An expression of PyTorch that a reader wrote, as a value."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from torch import Tensor

from core.expressions.evaluation import Evaluation
from core.expressions.grammar import Grammar
from core.expressions.mistakes import Mistake
from core.expressions.tokens import check_tokens, tree
from core.expressions.work import Budget

ARGUMENT = "expression"


@dataclass(frozen=True)
class Expression:
    """What a reader wrote, in terms of some tensors.

    Args:
        text: as it was written.
        code: the same in plain PyTorch, in the usual spacing: `x[1:, ::2]`.
        names: of the tensors that may stand in it.
        node: Python's tree of it.
    """

    text: str
    code: str
    names: tuple[str, ...]
    node: ast.expr = field(compare=False, repr=False)

    def value(self, tensors: Mapping[str, Tensor]) -> Tensor | tuple[Tensor, ...]:
        """What the expression is for these tensors, by name; several where torch gives several.

        Raises:
            ValueError: in one line, it would be too large or is no tensor.
            Exception: torch's own, as torch raises it, where torch refuses an operation.
        """
        try:
            result = Evaluation(tensors, Budget()).value(self.node)
            if isinstance(result, list):
                result = tuple(result)
            if isinstance(result, Tensor) or (
                isinstance(result, tuple)
                and result
                and all(isinstance(part, Tensor) for part in result)
            ):
                return result
            shown = " ".join(str(result).split())[:40]
            raise Mistake(f"gives {shown}, which is no tensor")
        except Mistake as mistake:
            raise mistake.named(ARGUMENT, self.text) from None

    def uses(self, name: str) -> bool:
        """Whether a tensor stands in it."""
        return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(self.node))


@lru_cache(maxsize=256)
def parse(text: str, names: tuple[str, ...], in_place: bool = False) -> Expression:
    """The expression that a text is.

    Args:
        names: of the tensors that may stand in it.
        in_place: whether methods that change their tensor, such as `x.add_(1)`, may.

    Raises:
        ValueError: in one line, what is wrong with the text and what is allowed.
    """
    try:
        node = tree(check_tokens(text))
        Grammar(names, in_place).check(node)
    except Mistake as mistake:
        raise mistake.named(ARGUMENT, str(text)) from None
    return Expression(text, ast.unparse(node), tuple(names), node)
