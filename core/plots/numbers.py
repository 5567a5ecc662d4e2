"""Numbers for people: few digits, a true minus."""


def number(value: float, digits: int = 4) -> str:
    """A number with so many digits and a true minus."""
    return f"{value + 0.0:.{digits}g}".replace("-", "−")
