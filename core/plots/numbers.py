"""Numbers for people: few digits, a true minus, one way to write a percentage."""

import math
import re
from collections.abc import Sequence

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


MILLION = 1_000_000

PERCENT = "\N{NO-BREAK SPACE}%"
"""What follows a percentage: the sign stays on the line of its number."""

MORE_DIGITS = 3
"""With which the terms of a sum may be written, so that they add up on the screen too."""

EXPONENT = re.compile(r"\b(\d+(?:\.\d+)?)e([+-]?\d+)\b")
"""A number with a power of ten, as Python writes it: "1e-12"."""


def _for_people(text: str) -> str:
    return text.replace("-", "−").replace("inf", "∞")


def number(value: float, digits: int = 4) -> str:
    """A number with at most so many significant digits: "−0.3333", "∞", "1.28 · 10⁻⁷".

    Below a million all digits before the point stand: "12,346".
    """
    mantissa, _, exponent = f"{value + 0.0:.{digits}g}".partition("e")
    if not exponent:
        return _for_people(mantissa)
    if 1 <= abs(value) < MILLION:
        return _for_people(f"{value:,.0f}")
    return _with_power(mantissa, int(exponent))


def short(value: float) -> str:
    """A number in a sentence, where three digits are enough: "0.333"."""
    return number(value, 3)


def short_of_one(value: float, digits: int = 4) -> str:
    """A number as `number` writes it, but with more digits where it would be 1 by rounding alone:
    "0.99998", and "1 − 2 · 10⁻⁹" where six are not enough.
    """
    gap = 1 - abs(value)
    text = number(value, digits)
    if text.lstrip("−") != "1" or gap == 0:
        return text
    if number(value, 6) != text:
        return next(each for each in (number(value, 5), number(value, 6)) if each != text)
    return f"{text} {'−' if (gap > 0) == (value > 0) else '+'} {number(abs(gap), 1)}"


def _with_power(mantissa: str, exponent: int) -> str:
    """A mantissa times a power of ten; the power alone if that is all."""
    return power(exponent) if mantissa == "1" else f"{_for_people(mantissa)} · {power(exponent)}"


def power(exponent: int) -> str:
    """A power of ten: "10⁻⁷"."""
    return f"10{str(exponent).translate(SUPERSCRIPTS)}"


def scientific(value: float, digits: int = 3) -> str:
    """A number of any size: 0.98, and 3.2 · 10⁻⁷ where zeros would have to be counted."""
    if not math.isfinite(value) or value == 0 or 0.01 <= abs(value) < 10_000:
        return number(float(f"{value:.{digits}g}"), 15)  # 1230, where three digits are asked for
    mantissa, exponent = f"{value:.1e}".split("e")
    return _with_power(f"{float(mantissa):g}", int(exponent))


def fixed(value: float, decimals: int = 2) -> str:
    """A number with so many digits after the point: "0.50", "−3.14"."""
    rounded = round(value, decimals) if math.isfinite(value) else value
    return _for_people(f"{rounded + 0.0:.{decimals}f}")


def written_sum(names: Sequence[str], terms: Sequence[float], total: float) -> tuple[str, str, str]:
    """A sum as a reader can check it: "red 0.12 + blue −0.02", "=" and "0.10".

    All numbers have the same digits after the point: so few, from three that count on, that the
    rounded terms add up to the rounded total. Where more and more digits do not do it, the sign is
    "≈".
    """
    largest = max(map(abs, (*terms, total)))
    least = max(0, 2 - math.floor(math.log10(largest))) if 0 < largest < math.inf else 2
    tries = range(least, least + MORE_DIGITS + 1)
    decimals = next((count for count in tries if _adds_up(terms, total, count)), None)
    sign, decimals = ("≈", least) if decimals is None else ("=", decimals)
    parts = (f"{name} {fixed(each, decimals)}" for name, each in zip(names, terms, strict=True))
    return " + ".join(parts), sign, fixed(total, decimals)


def _adds_up(terms: Sequence[float], total: float, decimals: int) -> bool:
    rounded = math.fsum(round(term, decimals) for term in terms)
    return abs(rounded - round(total, decimals)) < 0.5 * 10**-decimals


def percent(share: float, decimals: int = 1) -> str:
    """A share from 0 to 1 as a percentage: "97.3 %"."""
    return f"{fixed(100 * share, decimals)}{PERCENT}"


def probability(share: float) -> str:
    """A softmax probability: "97.3 %", and never 100 % or 0 %, which it is only by rounding."""
    if share < 0.001:
        return f"<\N{NO-BREAK SPACE}0.1{PERCENT}"
    if share > 0.999:
        return f">\N{NO-BREAK SPACE}99.9{PERCENT}"
    return percent(share)


def span(low: float, high: float, decimals: int = 2) -> str:
    """From one number to another: "−0.50 to 1.25"."""
    return f"{fixed(low, decimals)} to {fixed(high, decimals)}"


def formula(text: str) -> str:
    """A formula in Python's notation as people write it: "(x − y)^2 / (2 · beta)", "10⁻⁸"."""
    text = EXPONENT.sub(lambda power: _with_power(power[1], int(power[2])), text)
    return _for_people(text.replace("**", "^").replace(" * ", " · "))
