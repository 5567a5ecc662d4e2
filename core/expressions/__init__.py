"""A reader's PyTorch expression, such as `x[1:, ::2].sum(dim=0)`, read and computed safely.

The text is never run. It is cut into tokens, Python's parser makes a tree of it, and each node of
the tree, each name and each keyword has to be on a list. The tree is then walked, node by node, and
the size of what a node would make is known before torch makes it.

    >>> expression = parse("x[1:] + 10", ("x",))
    >>> expression.value({"x": torch.arange(4)})
    tensor([11, 12, 13])

`tokens` cuts the text, `functions` has the lists, `grammar` checks the tree, `work` the sizes,
`evaluation` walks, and `expression` puts them together. To allow a function, add its name to
`functions` under the rule that says how much it makes.
"""

from core.expressions.evaluation import Evaluation
from core.expressions.expression import Expression, parse
from core.expressions.grammar import Grammar
from core.expressions.mistakes import Mistake, shortened
from core.expressions.tokens import check_tokens
from core.expressions.work import Budget

__all__ = [
    "Budget",
    "Evaluation",
    "Expression",
    "Grammar",
    "Mistake",
    "check_tokens",
    "parse",
    "shortened",
]
