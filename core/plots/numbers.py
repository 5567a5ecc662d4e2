"""Numbers for people: few digits, a true minus."""

import math

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float, digits: int = 4) -> str:
    """A number with so many digits and a true minus."""
    return f"{value + 0.0:.{digits}g}".replace("-", "−").replace("inf", "∞")


def scientific(value: float, digits: int = 3) -> str:
    """A number of any size: 0.98, and 3.2 · 10⁻⁷ where zeros would have to be counted."""
    if not math.isfinite(value) or value == 0 or 0.01 <= abs(value) < 10_000:
        return number(value, digits)
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{number(float(mantissa), 2)} · 10{str(int(exponent)).translate(SUPERSCRIPTS)}"


def percent(share: float) -> str:
    """A share as percent: 0.973 is "97.3 %"."""
    return f"{100 * share:.1f} %".replace("-", "−")
