"""The lists: which functions, methods, attributes, keywords and constants an expression may use.

A function stands under the rule that says how much it makes at most (`work`). Nothing here reads or
writes a file, takes random numbers, keeps a setting, or runs anything that is handed to it.
"""

import inspect
import sys
from collections.abc import Callable, Mapping

import torch
from torch.nn import functional

from core.expressions import pieces, work
from core.expressions.work import Rule

BROADCAST = """
abs absolute neg negative sign exp exp2 expm1 log log2 log10 log1p sqrt rsqrt square reciprocal sin
cos tan asin acos atan sinh cosh tanh sigmoid relu erf floor ceil round trunc frac isnan isinf
isfinite logical_not logical_and logical_or logical_xor bitwise_not bitwise_and bitwise_or add sub
subtract mul multiply div divide true_divide floor_divide remainder fmod pow maximum minimum fmax
fmin atan2 hypot lerp clamp clip masked_fill eq ne lt le gt ge equal allclose isclose nan_to_num
heaviside addcmul addcdiv sum mean prod max min amax amin argmax argmin std var median mode norm
logsumexp cumsum cumprod cummax cummin logcumsumexp softmax log_softmax all any count_nonzero nansum
nanmean nanmedian sort argsort topk kthvalue msort reshape flatten ravel unflatten
squeeze unsqueeze transpose swapaxes swapdims movedim moveaxis permute t flip fliplr flipud rot90
roll narrow select gather take masked_select unique
diagonal tril triu trace scatter scatter_add index_add index_fill zeros_like ones_like full_like
clone detach numel atleast_1d atleast_2d atleast_3d dist cross aminmax
"""

FUNCTIONS: dict[Rule, str] = {
    work.broadcast: BROADCAST,
    work.total: "cat concat concatenate stack hstack vstack dstack column_stack",
    work.listed: "tensor as_tensor",
    work.multiplied: "mm bmm mv matmul dot vdot addmm baddbmm addmv",
    work.pairs: "inner outer ger kron index_select quantile take_along_dim",
    pieces.differences: "diff",
    pieces.pieces: "unbind split",
    pieces.pieces_by_count: "chunk tensor_split",
    work.product: "meshgrid cartesian_prod broadcast_tensors",
    work.summed: "einsum",
    work.new: "zeros ones",
    work.filled: "full",
    work.identity: "eye",
    work.counted: "arange",
    work.spaced: "linspace logspace",
    work.repeated: "tile",
    work.expanded: "broadcast_to",
    work.interleaved: "repeat_interleave",
    work.on_a_diagonal: "diag diag_embed",
    work.flat_on_a_diagonal: "diagflat",
    work.coordinates: "where nonzero argwhere",
}
"""Functions of `torch`, by their rules; the methods of the same names too."""

OF_TENSORS: dict[Rule, str] = {
    work.broadcast: "view view_as reshape_as type_as float double half bfloat16 long int short "
    "char byte bool to item size dim ndimension nelement element_size stride storage_offset "
    "is_contiguous contiguous is_floating_point",
    work.listed: "new_tensor",
    work.expanded: "expand",
    work.pairs: "expand_as",
    work.repeated: "repeat",
    work.windows: "unfold",
    work.new_like: "new_zeros new_ones new_full as_strided",
}
"""Methods that are no functions of `torch`."""

IN_PLACE = """
abs_ neg_ exp_ log_ sqrt_ square_ sigmoid_ tanh_ relu_ add_ sub_ mul_ div_ pow_ clamp_ zero_ fill_
copy_ masked_fill_ index_fill_ t_ transpose_ squeeze_ unsqueeze_ requires_grad_ detach_ round_
floor_ ceil_
"""
"""Methods that change their tensor: only for who asks for them."""

OF_FUNCTIONAL: dict[Rule, str] = {
    work.broadcast: "relu leaky_relu elu selu gelu silu mish softplus sigmoid tanh hardtanh "
    "softmax log_softmax softmin logsigmoid threshold normalize layer_norm mse_loss l1_loss "
    "smooth_l1_loss huber_loss cross_entropy nll_loss kl_div binary_cross_entropy "
    "binary_cross_entropy_with_logits cosine_similarity pairwise_distance",
    work.linear: "linear",
    work.padded: "pad",
    work.in_classes: "one_hot",
}
"""Functions of `torch.nn.functional`."""

DTYPES = """
float16 bfloat16 float32 float64 half float double uint8 int8 int16 int32 int64 short int long bool
"""
NUMBERS = "pi e inf nan"

ATTRIBUTES = frozenset(["T", "mT", "shape", "dtype", "ndim", "requires_grad", "is_leaf", "grad"])
"""What may be asked of a tensor."""

PARTS = frozenset(["values", "indices"])
"""What may be asked of the result of `max`, `sort`, `topk` and the like."""

KEYWORD_NAMES = """
dim keepdim dtype descending largest sorted stable unbiased correction axis start end step steps
base fill_value dims shifts repeats indexing diagonal offset dim0 dim1 dim2 index src input other
min max alpha beta value reduction target weight bias label_smoothing num_classes requires_grad
negative_slope approximate rounding_mode p eps mode pad nan posinf neginf start_dim end_dim size
shape split_size chunks sections tensors equal_nan rtol atol k exponent source destination length q
delta normalized_shape ignore_index mask n m
"""
KEYWORDS = frozenset(KEYWORD_NAMES.split())

TEXTS = "none mean sum ij xy floor trunc tanh constant"
WORDS = frozenset(TEXTS.split())
"""Texts that may stand behind a keyword."""


def _named(families: Mapping[Rule, str]) -> dict[str, Rule]:
    return {name: rule for rule, names in families.items() for name in names.split()}


TORCH = _named(FUNCTIONS)
"""Each function of `torch` that may be called, with its rule."""

FUNCTIONAL = _named(OF_FUNCTIONAL)
"""Each function of `torch.nn.functional` that may be called, with its rule."""

METHODS = {name: rule for name, rule in TORCH.items() if hasattr(torch.Tensor, name)}
METHODS |= _named(OF_TENSORS)
"""Each method of a tensor that may be called, with its rule."""

CHANGING = dict.fromkeys(IN_PLACE.split(), work.broadcast)
"""Each method that changes its tensor, with its rule."""

MODULES = {"torch": (torch, TORCH), "F": (functional, FUNCTIONAL)}
"""The modules of an expression, each with the functions that may be called."""


def _before_change(function: Callable) -> int:
    """How many arguments a function may get in order, the next being whether it changes its first
    or into which tensor it writes.
    """
    try:
        names = list(inspect.signature(function).parameters)
    except ValueError:  # one of C++, which takes such arguments by name only
        return sys.maxsize
    changing = [names.index(name) for name in ("inplace", "out") if name in names]
    return min(changing, default=sys.maxsize)


IN_ORDER = {
    module: {name: _before_change(getattr(owner, name)) for name in rules}
    for module, (owner, rules) in MODULES.items()
}
"""By module, how many arguments of a function may stand in order."""

CONSTANTS = {name: getattr(torch, name) for name in (*DTYPES.split(), *NUMBERS.split())}
"""What may be asked of `torch` itself: types and numbers."""
