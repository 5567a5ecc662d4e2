"""The script of the curvatures shows what its data need."""

from core.networks.landscape.curvature import Curvature
from core.networks.landscape.curvature_script import curvature_script


def test_it_has_the_points_or_the_digits():
    points = curvature_script(Curvature(problem="Spiral"))
    assert "def spiral" in points.text and "functional.hessian" in points.text
    assert "read_digits" not in points.text and not points.files
    digits = curvature_script(Curvature(problem="Digits", trained_for=50))
    assert "read_digits" in digits.text and "functional.hessian" not in digits.text
    assert "steps = 50" in digits.text and [*digits.files] == ["digits.safetensors"]
