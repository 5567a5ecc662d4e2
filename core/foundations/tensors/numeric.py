"""Operations that compute: element by element, and products of matrices."""

from core.foundations.tensors.formulas import pairs_of, product_of, sum_of
from core.foundations.tensors.operation import (
    Operation,
    broadcast_clash,
    operation,
    product_clash,
    same_clash,
)
from core.foundations.tensors.parameters import number, text

TWO, PRODUCT = ("2, 3", "2, 3"), ("2, 3", "3, 2")

SAME_SHAPE = "Element by element: the result has the shape of x."
BROADCAST = (
    "Element by element. Align the shapes from the right; where one size is 1, the result takes "
    "the other."
)
MATRICES = (
    "(n, k) times (k, m) gives (n, m): the inner sizes must be equal, and they disappear. Any "
    "dimensions before them count as a batch."
)

ELEMENTWISE: dict[str, Operation] = {
    "Add": operation(
        "x + y",
        "Adds two tensors, cell by cell.",
        shapes=TWO,
        clash=broadcast_clash,
        rule=BROADCAST,
        formula=sum_of,
    ),
    "Multiply": operation(
        "x * y",
        "Multiplies cell by cell. The matrix product is written @.",
        shapes=TWO,
        clash=broadcast_clash,
        rule=BROADCAST,
        formula=product_of,
    ),
    "Power": operation(
        "x ** {exponent}",
        "Raises every cell to a power.",
        {"exponent": number("Exponent", 2.0, -3.0, 4.0)},
        rule=SAME_SHAPE,
    ),
    "Exp": operation("torch.exp(x)", "e to the power of every cell.", rule=SAME_SHAPE),
    "Abs": operation(
        "x.abs()", "The absolute value of every cell: the number without its sign.", rule=SAME_SHAPE
    ),
    "ReLU": operation(
        "torch.relu(x)",
        "Negative numbers become 0; the rest stay the same.",
        rule=SAME_SHAPE,
    ),
    "Sigmoid": operation(
        "torch.sigmoid(x)", "Squeezes every cell into the range from 0 to 1.", rule=SAME_SHAPE
    ),
    "Clamp": operation(
        "x.clamp({min}, {max})",
        "Numbers outside the range are set to its nearest limit.",
        {"min": number("Smallest (min)", -1.0), "max": number("Largest (max)", 2.0)},
        rule=SAME_SHAPE,
    ),
    "Compare": operation(
        "x > {threshold}",
        "Compares every cell with a threshold. The result is a mask of True and False.",
        {"threshold": number("Threshold", 0.0)},
        rule=SAME_SHAPE,
    ),
    "Where": operation(
        "torch.where(x > {threshold}, x, y)",
        "Takes the cell from x where the condition is true, and from y elsewhere.",
        {"threshold": number("Threshold", 0.0)},
        shapes=TWO,
        clash=broadcast_clash,
        rule=BROADCAST,
    ),
}

MATRIX: dict[str, Operation] = {
    "Matmul (@)": operation(
        "x @ y",
        "Multiplies a row of x by a column of y, cell by cell, and adds up: that is one cell of "
        "the result.",
        shapes=PRODUCT,
        clash=product_clash,
        rule=MATRICES,
        formula=pairs_of,
    ),
    "Mm": operation(
        "torch.mm(x, y)",
        "The product of exactly two matrices: unlike @, it takes no batches.",
        shapes=PRODUCT,
        clash=product_clash,
        rule=MATRICES,
        formula=pairs_of,
    ),
    "Bmm": operation(
        "torch.bmm(x, y)",
        "A batch of products: each matrix of x times its partner in y.",
        shapes=("2, 2, 3", "2, 3, 2"),
        clash=product_clash,
        rule=MATRICES,
        formula=pairs_of,
    ),
    "Dot": operation(
        "torch.dot(x, y)",
        "Multiplies two vectors cell by cell and adds up: one number.",
        shapes=("3", "3"),
        clash=same_clash,
        rule="Two vectors of the same length give a single number: its shape is ().",
        formula=pairs_of,
    ),
    "Outer": operation(
        "torch.outer(x, y)",
        "Every cell of x times every cell of y.",
        shapes=("2", "3"),
        rule="(n,) and (m,) give (n, m).",
        formula=product_of,
    ),
    "Einsum": operation(
        'torch.einsum("{equation}", x, y)',
        "Letters name the dimensions. A letter that is missing after the arrow is summed over.",
        {
            "equation": text(
                "Equation",
                "ij,jk->ik",
                'torch.einsum("{}", x, y)',
                "ij,jk->ki",
                "ij,jk->",
                "ij,jk->ijk",
                note="ij,jk->ik is the product of two matrices.",
            )
        },
        shapes=PRODUCT,
        clash=product_clash,
        rule="The letters after the arrow, each with its size.",
    ),
}

NUMERIC = {**ELEMENTWISE, **MATRIX}
