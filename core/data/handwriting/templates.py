"""The ways in which people write the ten digits, as templates.

MNIST was written by Americans. Much of the world writes a 1 with a flag and a foot, bars the 7,
curls the tail of the 9, leaves the 4 open and gives the 3 a flat top. A style is a template for
`core.data.handwriting.hand`; to add one, add an entry to STYLES.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """One way to write a digit.

    Args:
        digit: 0 to 9.
        template: its strokes, as `core.data.handwriting.hand` describes.
        often: how often it comes, beside 1 for most styles of a digit. One that looks like another
            digit comes seldom: a network that sees it often takes that digit for this one.
    """

    digit: int
    template: str
    often: float = 1.0


STYLES: dict[str, Style] = {
    "oval 0": Style(0, "36,0 12,12 0,50 12,90 32,100 54,88 62,50 52,12 32,0"),
    "narrow 0": Style(0, "20,0 5,15 0,50 6,88 20,100 34,86 40,50 34,14 18,0"),
    "round 0": Style(0, "50,0 15,14 0,50 15,88 50,100 84,86 98,50 84,12 46,0"),
    "overlapping 0": Style(0, "50,16 28,0 6,22 0,55 14,92 36,100 58,78 62,40 48,10 20,8"),
    "open 0": Style(0, "26,4 5,28 2,64 20,98 44,94 60,62 56,26 40,6"),
    "0 open at the side": Style(0, "54,34 38,2 14,8 0,50 10,90 34,100 56,84 62,54"),
    "spiral 0": Style(0, "32,34 42,16 24,0 4,24 2,70 26,100 52,84 58,40 40,4"),
    "0 with a flick": Style(0, "34,2 10,18 0,55 14,94 36,98 58,68 54,22 34,2 24,10 42,15 66,8"),
    "slashed 0": Style(0, "34,0 10,14 0,50 12,88 32,100 54,86 62,50 52,12 32,0 | 62,4 2,98"),
    "pointed 0": Style(0, "40,0! 12,30 2,66 20,98 46,92 62,62 56,24 38,0"),
    "dotted 0": Style(0, "34,0 10,14 0,50 12,88 34,100 56,86 64,50 54,12 32,0 | 31,46 34,56"),
    "0 with a slash inside": Style(
        0, "34,0 10,14 0,50 12,88 34,100 56,86 62,50 52,12 32,0 | 44,26 20,74"
    ),
    "flat-sided 0": Style(0, "30,0 6,8 2,50 6,92 28,100 50,92 54,50 50,8 26,0"),
    "0 with crossing ends": Style(0, "48,-4 22,8 2,44 10,90 34,100 58,80 58,36 40,8 14,-2"),
    "0 that ends inside": Style(0, "36,0 10,14 0,52 12,92 36,100 58,80 60,40 46,10 30,6 26,24"),
    "egg-shaped 0": Style(0, "24,0 10,20 0,62 10,92 32,100 56,90 62,60 44,18 22,0"),
    "bar 1": Style(1, "0,0 0,100"),
    "bowed 1": Style(1, "14,0 2,50 4,100"),
    "slanted 1": Style(1, "34,0 0,100"),
    "1 with a flag": Style(1, "0,26 26,0! 26,100"),
    "1 with a long flag": Style(1, "0,52 36,0! 36,100"),
    "1 with a curved flag": Style(1, "0,24 14,18 26,0! 25,100"),
    "1 with a flag and a foot": Style(1, "0,24 24,0! 24,100 | 0,100 48,100"),
    "1 with a curved flag and a foot": Style(1, "0,20 14,14 24,0! 24,98 | 2,100 52,98"),
    "1 with a foot": Style(1, "20,0 20,100 | 0,100 42,100"),
    "1 with a short flag and a wide foot": Style(1, "14,16 28,0! 27,98 | 0,99 56,98"),
    "1 like a caret": Style(1, "0,84 28,0! 36,100"),
    "1 like a narrow caret": Style(1, "0,72 20,0! 22,100"),
    "1 with serifs": Style(1, "10,1 40,0 | 25,0 25,100 | 4,100 48,100"),
    "1 with a flag and a long foot": Style(1, "0,26 24,0! 24,99 | -14,100 66,98", 0.25),
    "1 with a small flag and a long foot": Style(1, "10,14 22,0! 22,98 | -10,99 58,100", 0.25),
    "1 with a low flag and a long foot": Style(1, "0,44 28,0! 26,99 | -8,100 68,98", 0.25),
    "1 with a curved flag and a long foot": Style(
        1, "0,30 18,20 30,0! 26,98 | -10,100 64,96", 0.25
    ),
    "1 with a flag and a rising foot": Style(1, "0,24 24,0! 22,98 | -8,104 58,92", 0.25),
    "1 with a flag and a wavy foot": Style(1, "0,24 24,0! 24,97 | -8,98 16,95 36,100 62,95", 0.25),
    "slanted 1 with a long foot": Style(1, "8,28 38,0! 22,98 | -12,100 62,97", 0.25),
    "1 with a flag and a foot, in one stroke": Style(1, "0,26 24,0! 24,98! 0,99! 54,97", 0.25),
    "1 with a long foot, in one stroke": Style(1, "4,28 32,0! 22,97! -8,98! 62,97", 0.25),
    "1 with a round head and a long foot": Style(
        1, "2,22 8,8 24,0 32,12 24,98 | -8,100 66,98", 0.25
    ),
    "1 with a bent stem and a long foot": Style(1, "2,24 30,0! 30,50 16,97 | -10,99 62,97", 0.25),
    "2 with a straight base": Style(2, "4,22 16,4 38,0 56,18 48,46 24,74 2,98! 62,98"),
    "looped 2": Style(2, "4,22 14,4 38,0 56,16 52,40 30,72 10,94 2,90 10,80 24,84 40,94 64,92"),
    "2 with a large loop": Style(2, "8,22 24,2 50,8 50,38 22,82 6,98 0,84 16,74 36,88 66,100"),
    "2 like a z": Style(2, "2,4 54,3! 2,98! 60,97"),
    "2 with a wavy base": Style(2, "4,24 18,2 44,2 56,22 42,56 4,96! 22,87 42,98 64,88"),
    "swan 2": Style(2, "0,16 26,0 50,14 46,44 24,74 0,98! 58,99"),
    "2 with a curled start": Style(2, "15,24 5,22 8,7 30,0 52,12 50,40 28,72 0,98! 60,98"),
    "upright 2": Style(2, "2,18 12,2 32,2 38,20 34,50 16,90! 14,98! 60,98"),
    "2 with a round base": Style(2, "4,20 24,0 52,14 44,44 14,76 8,92 24,98 60,94"),
    "narrow 2": Style(2, "4,20 10,4 28,0 34,18 26,52 16,92! 14,98! 56,97"),
    "narrow 2 with a sharp head": Style(2, "14,26 28,0 33,20 22,66 0,98! 58,96"),
    "narrow 2 with a looped foot": Style(2, "10,24 26,0 38,22 22,78 0,92 8,82 32,94 60,98"),
    "narrow 2 with a short start": Style(2, "12,8 28,0 38,26 22,78 0,98! 20,90 58,100"),
    "2 with a straight back": Style(2, "2,16 14,2 28,4 29,40 22,96! 62,93"),
    "narrow 2 with a wavy base": Style(2, "0,18 12,0 26,8 24,50 12,96! 28,91 54,98"),
    "2 with a low loop": Style(2, "4,20 22,0 46,10 42,44 16,84 4,98 -4,88 8,80 30,94 60,90"),
    "2 with a small head": Style(2, "6,14 20,0 36,10 30,40 4,97! 72,96"),
    "wide 2": Style(2, "2,24 26,0 64,6 66,36 36,70 0,98! 84,97"),
    "2 with a large head": Style(2, "2,28 14,4 44,0 60,24 48,54 10,97! 60,99"),
    "2 with a short base": Style(2, "2,20 20,0 46,10 44,42 8,96! 36,98"),
    "2 with a falling base": Style(2, "4,22 18,2 44,2 54,20 40,52 4,92! 34,92 62,104"),
    "2 with a loop and a curled end": Style(
        2, "8,20 16,4 34,0 46,16 40,52 18,88 4,98 0,88 12,82 30,92 50,100 62,90"
    ),
    "round 3": Style(3, "4,12 24,0 50,10 48,36 22,46! 54,56 58,82 30,100 2,88"),
    "flat-top 3": Style(3, "4,2 54,2! 24,40! 50,50 58,76 36,98 2,90"),
    "flat-top round 3": Style(3, "2,6 28,2 56,4! 28,36! 52,46 62,70 42,98 4,94"),
    "sharp 3": Style(3, "4,4 52,6! 22,44! 56,70! 4,98"),
    "3 with a loop in the middle": Style(
        3, "4,12 26,0 50,14 40,40 24,48 16,42 28,42 54,56 56,84 28,100 0,88"
    ),
    "smooth 3": Style(3, "4,8 34,0 52,18 36,44 50,58 56,80 30,100 0,90"),
    "3 with a short tail": Style(3, "4,4 52,2! 26,38! 46,50 50,74 32,100"),
    "3 with a small top": Style(3, "12,10 28,0 42,10 36,30 20,38! 54,50 60,80 34,100 0,92"),
    "3 with a curled tail": Style(
        3, "6,14 26,0 50,12 46,36 24,46! 54,56 58,82 34,100 10,94 4,82 18,78"
    ),
    "3 with a curled start": Style(3, "12,20 4,13 20,0 48,6 48,32 24,46! 56,58 56,86 28,100 0,86"),
    "3 with a long tail": Style(3, "6,10 26,0 48,12 40,36 20,46! 52,58 54,84 26,100 -14,88"),
    "flat-top 3 with a long tail": Style(3, "4,2 52,2! 22,42! 50,54 54,80 28,100 -10,92"),
    "3 with a large belly": Style(3, "14,8 30,0 44,10 36,30 22,36! 62,48 66,82 36,100 0,90"),
    "3 with a small belly": Style(3, "0,14 24,0 54,14 46,46 22,58! 48,64 46,90 24,100 4,92"),
    "narrow 3": Style(3, "2,8 16,0 30,12 22,40 10,46! 32,58 34,84 18,100 0,94"),
    "3 with a wavy top": Style(3, "0,10 14,2 32,8 54,0! 24,40! 50,52 54,80 32,100 2,90"),
    "3 like a z with a tail": Style(3, "2,4 50,2! 10,46! 44,48 56,72 40,98 0,94"),
    "3 with a hook at its start": Style(3, "0,20 2,2! 50,2! 24,40! 50,54 52,82 28,100 0,90"),
    "open 4": Style(4, "14,0 0,56! 62,56 | 46,12 42,100"),
    "open 4, short stem": Style(4, "10,0 0,52! 58,52 | 38,30 34,100"),
    "open 4, low bar": Style(4, "28,0 12,36 0,74! 62,68 | 50,40 38,100"),
    "open 4, upright": Style(4, "4,0 2,54! 56,54 | 48,0 48,100"),
    "4 like a u": Style(4, "2,0 2,34 12,52 36,50 52,34 | 54,0 50,100"),
    "4 like a u, in one stroke": Style(4, "6,0 2,40 24,54 48,40 56,4! 50,100"),
    "open 4 in one stroke": Style(4, "12,0 0,54! 50,52! 54,6! 48,100"),
    "4 with a looped turn": Style(4, "20,0 0,58! 50,58 64,48 54,36 46,60 42,100"),
    "closed 4": Style(4, "42,0 0,66! 64,66 | 46,2 44,100"),
    "closed 4 in one stroke": Style(4, "44,100 46,0! 0,64! 64,62"),
    "closed 4, stem from the side": Style(4, "48,0 24,22 2,60! 66,58 | 50,0 46,100"),
    "slanted 4": Style(4, "22,0 0,58! 66,50 | 58,6 26,100"),
    "4 with a short stem": Style(4, "34,0 2,76! 50,72 | 54,40 32,100"),
    "4 with a long arm": Style(4, "36,0 0,68! 46,72 | 48,34 40,100"),
    "4 with a bent arm": Style(4, "30,0 8,40 2,70 18,78 48,70 | 52,40 36,100"),
    "4 with a curved tail": Style(4, "12,0 0,56! 58,54 | 46,10 48,70 36,94 18,100"),
    "open 4, high bar": Style(4, "8,0 2,36! 58,34 | 46,4 42,100"),
    "open 4, wide": Style(4, "10,0 0,58! 84,56 | 56,10 52,100"),
    "open 4, narrow": Style(4, "10,0 0,50! 40,48 | 30,16 26,100"),
    "closed 4 with a high bar": Style(4, "40,0 2,40! 58,40 | 42,2 40,100"),
    "closed 4 with a short bar": Style(4, "44,0! 2,56! 50,54 | 45,0 43,100"),
    "4 with a loop at its corner": Style(4, "18,0 0,50 2,60 12,56 60,52 | 44,14 40,100"),
    "4 in one stroke without a crossing": Style(4, "10,0 0,50! 48,46! 44,100"),
    "4 with a long stem": Style(4, "20,0 0,44! 52,42 | 42,10 34,100"),
    "5 with its hat last": Style(5, "10,2 6,42! 30,36 54,52 54,80 30,100 2,92 | 10,2 58,2"),
    "5 in one stroke": Style(5, "56,2 10,2! 6,42! 32,36 56,56 50,86 24,100 0,90"),
    "5 like an s": Style(5, "54,4 24,2 8,18 18,40 44,52 54,76 36,98 2,94"),
    "angular 5": Style(5, "54,0 8,0! 4,46! 50,48! 50,96! 2,98"),
    "5 with a loose hat": Style(5, "10,12 8,44! 32,38 56,58 48,90 20,100 0,88 | 14,2 62,-4"),
    "5 with a curled tail": Style(5, "54,2 14,2! 6,42! 34,38 56,60 46,92 18,100 2,86 14,80"),
    "5 with a round neck": Style(5, "12,2 2,34 14,46 40,44 54,66 42,92 4,98 | 12,2 56,0"),
    "narrow 5": Style(5, "44,2 8,2! 6,40! 26,42 36,62 30,90 2,100"),
    "5 with a small belly": Style(5, "50,0 14,2! 8,56! 30,50 46,66 38,90 16,100 0,94"),
    "5 with a short neck": Style(5, "58,0 18,2! 14,28! 40,36 54,60 46,90 18,100 2,92"),
    "5 with a long hat": Style(5, "8,2 4,40! 30,34 50,52 46,86 20,100 0,90 | 8,2 80,0"),
    "5 with a hat apart": Style(5, "8,10 6,46! 32,40 52,58 46,90 20,100 0,92 | 22,0 66,-6"),
    "5 with a slanted hat": Style(5, "10,10 6,46! 34,40 54,58 46,90 18,100 0,90 | 10,8 58,-8"),
    "5 with a long tail": Style(5, "54,2 14,2! 8,42! 34,38 54,60 40,92 8,100 -14,88"),
    "5 like a lightning bolt": Style(5, "50,0 12,4! 8,42! 46,50 44,88! 2,98"),
    "5 with a large belly": Style(5, "46,0 16,2! 10,30! 44,26 70,54 54,92 22,100 0,88"),
    "5 like a slim s": Style(5, "42,2 18,0 4,20 14,42 32,58 30,86 12,100 -6,94"),
    "curved 6": Style(6, "46,0 18,24 2,62 14,96 40,98 54,76 42,56 18,58 4,74"),
    "straight 6": Style(6, "34,0 4,64 10,94 36,100 52,80 38,58 8,70"),
    "open 6": Style(6, "44,2 10,34 0,74 22,100 50,88 46,64 22,62"),
    "hooked 6": Style(6, "54,12 42,0 20,14 2,56 12,96 38,100 54,76 36,54 6,70"),
    "6 with a crossing loop": Style(6, "36,0 10,36 0,72 16,98 42,94 50,70 30,56 -4,68"),
    "6 like a b": Style(6, "4,0 2,80 14,98 40,96 50,74 34,56 4,66"),
    "6 with a small loop": Style(6, "40,0 8,52 0,82 16,100 36,92 34,74 16,72 2,86"),
    "6 with a curl": Style(6, "46,0 14,22 0,62 18,98 46,92 52,66 32,54 16,68 26,82"),
    "6 with a tiny loop": Style(6, "20,0 8,40 2,82 8,99 24,96 24,82 8,80", 0.5),
    "upright 6 with a tiny loop": Style(6, "6,0 2,50 0,88 10,100 26,94 22,80 4,84", 0.5),
    "slanted 6 with a tiny loop": Style(6, "40,0 16,44 2,82 6,99 22,97 26,83 8,80", 0.5),
    "bowed 6 with a tiny loop": Style(6, "34,0 14,14 2,60 4,94 16,100 28,92 22,80 4,84", 0.5),
    "hooked 6 with a tiny loop": Style(6, "32,8 20,0 8,24 2,82 8,99 26,96 24,82 4,82", 0.5),
    "6 with a straight stem and a small loop": Style(
        6, "26,0 2,76 4,96 18,100 32,92 28,78 10,78 2,86"
    ),
    "6 like a b with a small loop": Style(6, "2,0 0,90 14,100 34,94 36,76 18,70 2,80"),
    "6 with a large loop": Style(6, "40,0 12,20 0,60 10,94 44,100 66,76 50,46 16,46 2,66"),
    "plain 7": Style(7, "0,2 56,2! 20,100"),
    "barred 7": Style(7, "0,2 56,2! 20,100 | 12,50 56,48"),
    "7 with a hook": Style(7, "2,20 2,2! 56,2! 22,100"),
    "barred 7 with a hook": Style(7, "2,18 4,2! 58,2! 24,100 | 16,52 58,48"),
    "curved 7": Style(7, "0,4 54,2! 32,44 24,100"),
    "wavy 7": Style(7, "0,14 12,2 32,8 58,0! 32,46 20,100"),
    "wavy barred 7": Style(7, "0,14 12,2 32,8 58,0! 32,46 20,100 | 12,54 54,46"),
    "round 7": Style(7, "0,8 32,0 54,14 42,50 24,100"),
    "7 with a separate hook": Style(7, "4,0 0,28 | 4,5 54,3! 30,100"),
    "upright 7": Style(7, "0,2 46,2! 42,100"),
    "7 with a slanted bar": Style(7, "0,6 56,0! 18,100 | 12,60 54,40"),
    "barred 7 in one stroke": Style(7, "0,2 56,2! 26,100! 4,58! 58,50", 0.2),
    "barred 7 in one stroke, low bar": Style(7, "0,4 54,2! 24,100! 2,76! 56,66", 0.2),
    "barred 7 in one stroke, high bar": Style(7, "0,2 56,2! 22,100! 8,48! 58,40", 0.2),
    "barred 7 in one stroke, small triangle": Style(7, "0,2 50,2! 28,100! 14,66! 50,56", 0.2),
    "barred 7 in one stroke, small hook": Style(7, "2,4 52,2! 26,98 14,96 8,82 20,68 54,58", 0.2),
    "barred 7 in one stroke, wide triangle": Style(7, "0,3 58,0! 30,98! -8,66! 62,56", 0.2),
    "barred 7 in one stroke, with a hook": Style(7, "2,18 4,2! 54,2! 24,98! 4,64 24,56 54,54", 0.2),
    "barred 7 in one stroke, narrow": Style(7, "0,2 36,2! 22,100! 6,62! 46,54", 0.2),
    "round 7, barred in one stroke": Style(
        7, "0,14 22,0 50,14 46,56 26,98! 4,70 18,56! 60,50", 0.15
    ),
    "round 7, barred in one stroke, small hook": Style(
        7, "0,14 24,0 50,20 50,60 40,98 22,96 18,68! 56,60", 0.15
    ),
    "7 with a rising top, barred in one stroke": Style(
        7, "0,22 32,0! 54,0! 34,70 20,98! 4,88 6,52! 44,44", 0.15
    ),
    "upright 7, barred in one stroke": Style(7, "0,16 20,2 40,6! 38,96 20,94 16,66! 54,60", 0.15),
    "7 with a low bar": Style(7, "0,2 54,2! 22,100 | 6,68 54,64"),
    "7 with a short bar": Style(7, "0,2 54,2! 22,100 | 24,50 50,48"),
    "7 with a long hook": Style(7, "0,32 2,2! 54,2! 24,100"),
    "7 with a bent stem": Style(7, "0,4 48,2! 46,44 14,100"),
    "7 with a short top and a bar": Style(7, "0,4 32,2! 18,100 | 2,48 44,44"),
    "8 in one stroke": Style(8, "48,14 28,0 8,14 16,36 40,54 52,78 30,100 6,86 12,62 38,42 50,18"),
    "8 closed at the top": Style(
        8, "30,0 8,12 14,36 44,58 52,84 28,100 6,84 12,60 42,38 48,12 28,0"
    ),
    "8 of two circles": Style(
        8, "28,0 12,7 8,24 28,46 48,24 44,7 26,0 | 28,46 9,56 4,76 28,100 54,76 48,56 28,46"
    ),
    "open 8": Style(8, "44,12 22,4 8,20 24,42 46,62 44,90 20,100 4,80 18,56 44,34 60,4"),
    "crossed 8": Style(8, "54,2 8,84 26,100 46,84 10,16 26,0 48,8"),
    "hourglass 8": Style(8, "8,6 50,90 30,100 6,92 48,8 28,0 10,8"),
    "8 with a small top": Style(8, "36,2 18,4 20,26 44,50 54,78 28,100 4,78 14,50 36,26 38,4"),
    "8 with a small bottom": Style(
        8, "46,18 28,0 4,16 12,44 34,60 38,84 24,100 10,86 16,62 42,44 48,14"
    ),
    "8 started in the middle": Style(
        8, "30,46 8,30 14,4 44,4 48,28 28,48 4,72 16,98 48,94 52,68 28,44"
    ),
    "8 of two circles apart": Style(
        8, "28,0 10,8 10,36 28,44 46,36 46,8 26,0 | 28,48 8,60 6,90 28,100 52,90 50,60 28,48"
    ),
    "8 closed by a straight line": Style(8, "44,12 24,0 6,14 40,60 44,90 22,100 4,86 52,6"),
    "8 wide open at the top": Style(8, "6,4 40,54 48,84 26,100 6,84 14,54 54,0"),
    "narrow 8": Style(8, "26,8 14,0 4,14 12,40 24,60 28,86 14,100 0,86 6,58 20,36 26,14"),
    "9 with a straight tail": Style(9, "50,10 28,0 4,14 4,36 24,48 46,36 50,10! 48,100"),
    "9 with a slanted tail": Style(9, "46,6 14,10 2,34 22,46 44,26 52,4! 24,100"),
    "9 with a curved tail": Style(9, "50,16 30,0 4,14 6,40 30,46 50,20 52,14 50,60 36,92 8,100"),
    "9 with a curled tail": Style(9, "50,12 26,0 2,20 14,46 40,40 50,12! 52,62 44,92 22,100 4,86"),
    "9 with a small curl": Style(9, "50,10 26,0 2,22 16,48 42,40 50,10! 50,80 38,99 16,96 10,84"),
    "9 with a small loop": Style(9, "38,10 24,0 8,10 10,28 30,32 40,10! 50,66 36,97 2,98"),
    "9 with a small open loop": Style(9, "26,2 8,8 6,26 22,36 40,24 46,4! 50,100"),
    "9 like a g": Style(9, "48,12 24,0 2,22 18,46 44,34 48,10! 50,70 40,98 16,98 8,84 30,74 60,64"),
    "9 with an open loop": Style(9, "44,6 16,4 2,26 20,46 46,34 | 50,2 46,100"),
    "open 9 with a curled tail": Style(
        9, "34,4 14,4 2,24 16,46 40,34 51,8! 53,62 42,94 18,98 2,86"
    ),
    "9 like a q": Style(9, "50,10 28,0 4,14 4,36 24,48 46,36 50,10! 47,90 56,99 70,90"),
    "9 of a circle and a stem": Style(9, "28,0 8,8 2,24 26,46 50,24 44,6 26,0 | 52,2 48,100"),
    "round 9": Style(9, "48,26 28,46 4,32 10,6 36,0 52,24 44,66 14,100"),
    "9 with a crossing loop": Style(9, "58,28 26,46 2,28 16,2 42,4 50,30 48,100"),
    "9 with a wide tail": Style(9, "46,14 24,0 6,18 20,42 42,34 46,16! 56,72 44,98 2,98"),
    "9 with a bulging tail": Style(9, "44,10 22,0 6,16 18,38 40,34 50,46 56,72 40,98 4,96"),
    "9 with a small head": Style(9, "40,10 26,0 12,10 16,28 34,36 42,22! 56,70 46,98 4,99"),
    "leaning 9": Style(9, "40,6 18,0 2,22 18,44 40,30 44,8! 60,60 54,92 28,100 12,97"),
    "9 with a tail far to the left": Style(
        9, "50,10 26,0 4,14 10,38 36,38 50,12! 56,60 44,94 8,100 -14,84", 0.5
    ),
    "9 with a flat loop and a far tail": Style(
        9, "52,8 26,2 2,16 18,30 44,22 52,10! 58,56 46,92 6,100 -16,82", 0.5
    ),
    "9 with a small loop and a far tail": Style(
        9, "44,8 28,0 14,12 26,26 42,14! 54,54 42,92 4,100 -16,84", 0.5
    ),
    "9 with a filled loop and a far tail": Style(
        9, "42,4 24,2 16,14 30,22 42,10 54,50 44,90 10,100 -12,86", 0.5
    ),
    "round 9 with a far tail": Style(
        9, "46,14 24,0 2,16 14,34 44,26 54,40 58,72 40,98 4,98 -14,82", 0.5
    ),
    "9 with a waist and a far tail": Style(
        9, "40,12 24,0 4,8 8,24 30,26 40,14! 36,30 56,52 54,84 24,100 -12,90", 0.5
    ),
    "9 with a flat loop, a waist and a far tail": Style(
        9, "46,10 26,2 0,10 8,24 34,26 46,14! 40,36 58,60 46,92 8,100 -16,84", 0.5
    ),
    "9 with a loop like a line and a far tail": Style(
        9, "46,6 20,0 4,10 24,18 48,10! 56,56 40,98 4,98 -20,78", 0.5
    ),
    "9 with a tail curled upwards": Style(
        9, "50,10 26,0 4,16 12,40 40,34 52,12! 56,64 40,98 8,98 -12,80 -2,66"
    ),
    "9 with a flat loop of corners and a far tail": Style(
        9, "20,0! 26,34! 44,2! 16,2! 44,26 58,66 36,98 -2,80", 0.5
    ),
    "9 with a slanted loop and a far tail": Style(
        9, "30,12 4,28! 48,2! 20,2! 44,34 58,62 34,96 -6,98", 0.5
    ),
    "9 with a loop like a dot and a far tail": Style(
        9, "34,6 26,14 32,4 36,16! 52,40 60,70 36,98 0,88", 0.5
    ),
    "9 with a flat loop": Style(9, "50,6 20,2 2,16 20,30 50,20 50,6! 46,100"),
    "9 with a flat loop and a curled tail": Style(
        9, "50,8 22,2 4,18 20,32 50,10! 54,70 40,98 10,94 4,84"
    ),
    "9 with a square head": Style(9, "48,2 6,2! 4,38! 46,36 | 50,0 46,100"),
    "9 with a flat top": Style(9, "44,4 8,4 2,28 18,44 46,34 50,2! 46,100"),
}
