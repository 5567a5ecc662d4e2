"""Makes the pictures of the vision pages, `assets/pictures`, from formulas alone: `python -m
tests.pictures`.

Each is a function of (x, y), both (N, N) from 0 to 1, x to the right and y down, to (3, N, N) in
[0, 1]; it is drawn at three times its size and averaged down, so that edges are smooth.
"""

import math

import torch
from PIL import Image
from torch import Tensor
from torch.nn.functional import avg_pool2d, interpolate, normalize

from tests.server import ROOT

SIZE, FINER = 512, 3
FOLDER = ROOT / "assets" / "pictures"


def color(*parts: float) -> Tensor:
    return torch.tensor(parts).view(3, 1, 1)


def mix(low: Tensor, high: Tensor, share: Tensor) -> Tensor:
    return low + (high - low) * share


def paint(picture: Tensor, paint: Tensor, where: Tensor) -> Tensor:
    return torch.where(where, paint, picture)


def noise(cells: int, size: int, seed: int) -> Tensor:
    """Smooth noise in [0, 1], (size, size)."""
    coarse = torch.rand(1, 1, cells, cells, generator=torch.Generator().manual_seed(seed))
    return interpolate(coarse, size=(size, size), mode="bicubic", align_corners=False)[0, 0].clamp(
        0, 1
    )


def inside(x: Tensor, y: Tensor, *corners: tuple[float, float]) -> Tensor:
    """Which points lie in a convex polygon, its corners clockwise on the screen."""
    result = torch.ones_like(x, dtype=torch.bool)
    for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True):
        result &= (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) >= 0
    return result


def harbour(x: Tensor, y: Tensor) -> Tensor:
    """Sunset, a striped lighthouse, boats on the water."""
    size, horizon = len(x), 0.56
    sky = mix(color(0.16, 0.24, 0.46), color(0.98, 0.70, 0.42), (y / horizon).clamp(0, 1) ** 1.3)
    clouds = ((noise(7, size, 3) * (1 - (y - 0.2).abs() * 4).clamp(0, 1)) * 1.5 - 0.35).clamp(
        0, 0.6
    )
    picture = mix(sky, color(1.0, 0.86, 0.78), clouds)
    sun = ((x - 0.36) ** 2 + (y - 0.44) ** 2).sqrt()
    picture = mix(picture, color(1.0, 0.86, 0.55), torch.exp(-sun * 9) * 0.7)
    picture = paint(picture, color(1.0, 0.95, 0.75), sun < 0.075)
    hills = horizon - 0.05 - 0.035 * torch.sin(7 * x + 1) - 0.02 * torch.sin(17 * x)
    picture = paint(picture, color(0.33, 0.30, 0.44), (y > hills) & (y < horizon))
    depth = ((y - horizon) / (1 - horizon)).clamp(0, 1)
    waves = torch.sin(55 * (1 - depth) ** 2 * 3 + 6 * torch.sin(9 * x + 30 * depth)) * 0.5 + 0.5
    sea = mix(color(0.80, 0.52, 0.40), color(0.07, 0.20, 0.33), depth**0.6)
    sea = mix(sea, color(0.35, 0.50, 0.58), waves * 0.25)
    glitter = (torch.exp(-(((x - 0.36) / (0.05 + 0.12 * depth)) ** 2)) * (waves > 0.62)) * 0.8
    picture = torch.where(y > horizon, mix(sea, color(1.0, 0.85, 0.55), glitter), picture)
    rock = 0.715 - 0.125 * torch.exp(-(((x - 0.83) / 0.11) ** 2)) + 0.006 * torch.sin(70 * x)
    foot = 0.66 + 0.05 * torch.exp(-(((x - 0.85) / 0.13) ** 2)) + 0.004 * torch.sin(40 * x)
    stone = color(0.22, 0.20, 0.22) * (0.7 + 0.6 * noise(60, size, 5))
    picture = paint(picture, stone, (y > rock) & (y < foot))
    tower = inside(x, y, (0.805, 0.22), (0.855, 0.22), (0.875, 0.61), (0.785, 0.61))
    stripes = torch.where(
        ((y - 0.22) / 0.076).floor() % 2 == 0, color(0.82, 0.16, 0.14), color(0.95, 0.93, 0.88)
    )
    shade = 1.05 - 0.55 * ((x - 0.80) / 0.07).clamp(0, 1)
    picture = paint(picture, stripes * shade, tower)
    lamp = inside(x, y, (0.812, 0.17), (0.848, 0.17), (0.848, 0.22), (0.812, 0.22))
    picture = paint(picture, color(1.0, 0.93, 0.55), lamp)
    picture = paint(
        picture, color(0.25, 0.10, 0.10), inside(x, y, (0.83, 0.12), (0.858, 0.17), (0.802, 0.17))
    )
    for left, top, scale, hue in (
        (0.14, 0.50, 0.26, (0.93, 0.30, 0.20)),
        (0.47, 0.53, 0.13, (0.20, 0.55, 0.60)),
    ):
        u, v = (x - left) / scale, (y - top) / scale
        picture = paint(
            picture, color(0.97, 0.95, 0.90), inside(u, v, (0.48, 0.0), (0.48, 0.75), (0.05, 0.75))
        )
        picture = paint(
            picture, color(*hue), inside(u, v, (0.52, 0.10), (0.95, 0.75), (0.52, 0.75))
        )
        picture = paint(
            picture, color(0.20, 0.13, 0.10), (u > 0.485) & (u < 0.51) & (v > -0.03) & (v < 0.85)
        )
        hull = inside(u, v, (0.0, 0.82), (1.0, 0.82), (0.82, 1.0), (0.15, 1.0))
        picture = paint(picture, color(0.42, 0.22, 0.13), hull)
    return picture.clamp(0, 1)


BALLS = (  # centre, radius, colour, how much it mirrors
    ((-1.05, 0.75, 4.4), 0.75, (0.85, 0.22, 0.12), 0.25),
    ((0.62, 0.55, 3.5), 0.55, (0.16, 0.45, 0.75), 0.35),
    ((0.95, 1.00, 5.7), 1.00, (0.90, 0.88, 0.84), 0.75),
    ((-0.28, 0.28, 2.85), 0.28, (0.95, 0.70, 0.15), 0.15),
    ((-2.15, 0.45, 5.6), 0.45, (0.15, 0.60, 0.45), 0.25),
)
LIGHT = normalize(torch.tensor((-0.55, 0.8, -0.45)), dim=0)


def balls(x: Tensor, y: Tensor) -> Tensor:
    """Shining balls on a chessboard: rays followed through two mirrors, with shadows."""
    eye = torch.tensor((0.0, 1.15, -0.6)).view(3, 1, 1)
    rays = normalize(torch.stack([x - 0.5, 0.40 - y, torch.full_like(x, 0.95)]), dim=0)
    return seen(eye.expand_as(rays), rays, 2).clamp(0, 1) ** 0.8


def seen(start: Tensor, rays: Tensor, mirrors: int) -> Tensor:
    """The light that comes along rays, (3, N, N) each."""
    sky = mix(color(0.97, 0.90, 0.80), color(0.35, 0.55, 0.85), rays[1].clamp(0, 1) ** 0.6)
    nearest = torch.where(rays[1] < -1e-4, -start[1] / rays[1].clamp(max=-1e-4), math.inf)
    ground = start + rays * nearest.clamp(max=1e3)
    board = (ground[0].floor() + ground[2].floor()) % 2 == 0
    tile = torch.where(board, color(0.88, 0.84, 0.76), color(0.25, 0.22, 0.24))
    lit = 0.35 + 0.65 * unshaded(ground + 1e-3 * color(0, 1, 0))
    picture = torch.where(
        nearest < math.inf, mix(sky, tile * lit, torch.exp(-nearest.clamp(max=1e3) / 14)), sky
    )
    for centre, radius, hue, mirror in BALLS:
        distance = struck(start, rays, centre, radius)
        here = distance < nearest
        nearest = torch.minimum(nearest, distance)
        point = start + rays * distance.clamp(max=1e3)
        normal = (point - color(*centre)) / radius
        facing = (normal * LIGHT.view(3, 1, 1)).sum(0).clamp(0, 1) * unshaded(point + 1e-3 * normal)
        bounced = rays - 2 * (rays * normal).sum(0) * normal
        shine = (bounced * LIGHT.view(3, 1, 1)).sum(0).clamp(0, 1) ** 60 * (facing > 0)
        light = color(*hue) * (0.22 + 0.85 * facing)
        if mirrors:
            rim = mirror + (1 - mirror) * (1 + (rays * normal).sum(0)).clamp(0, 1) ** 4
            light = mix(light, seen(point + 1e-3 * normal, bounced, mirrors - 1), rim)
        picture = torch.where(here, light + shine, picture)
    return picture


def struck(start: Tensor, rays: Tensor, centre: tuple, radius: float) -> Tensor:
    """How far along each ray a ball is met; infinity if it is not."""
    offset = start - color(*centre)
    half = (offset * rays).sum(0)
    root = half**2 - (offset**2).sum(0) + radius**2
    distance = -half - root.clamp(min=0).sqrt()
    return torch.where((root > 0) & (distance > 1e-3), distance, math.inf)


def unshaded(point: Tensor) -> Tensor:
    """1 where the light is seen, 0 in a ball's shadow."""
    rays = LIGHT.view(3, 1, 1).expand_as(point)
    return (
        torch.stack([struck(point, rays, centre, radius) for centre, radius, *_ in BALLS])
        .amin(0)
        .isinf()
        .float()
    )


def sunflower(x: Tensor, y: Tensor) -> Tensor:
    """Seeds at the golden angle, petals around them (Vogel 1979)."""
    size = len(x)
    u, v = x - 0.5, y - 0.5
    radius, angle = (u**2 + v**2).sqrt(), torch.atan2(v, u)
    picture = mix(color(0.16, 0.36, 0.52), color(0.48, 0.68, 0.75), y) * (
        0.85 + 0.3 * noise(9, size, 1)
    )
    for turn, length, hue in ((0.0, 0.46, (0.86, 0.52, 0.06)), (0.5, 0.42, (0.99, 0.76, 0.13))):
        count = 21
        around = (angle * count / (2 * math.pi) + turn) % 1 - 0.5
        along = ((radius - 0.2) / (length - 0.2)).clamp(0, 1)
        width = 0.48 * (1 - along**2.5).clamp(0) ** 0.7
        vein = 0.80 + 0.20 * torch.cos(around * 26) * (1 - along) + 0.12 * along
        petal = (around.abs() < width) & (radius < length) & (radius > 0.15)
        picture = paint(picture, color(*hue) * vein * (1.05 - 0.9 * around.abs()), petal)
    picture = paint(
        picture,
        mix(color(0.30, 0.17, 0.06), color(0.12, 0.06, 0.03), radius / 0.24),
        radius < 0.235,
    )
    for n in range(420):
        r, a = 0.0112 * math.sqrt(n + 0.5), n * math.pi * (3 - math.sqrt(5))
        middle = [round((0.5 + r * part) * size) for part in (math.sin(a), math.cos(a))]
        here = tuple(
            slice(coordinate - size // 60, coordinate + size // 60) for coordinate in middle
        )  # only where the seed is
        right, down = u[here] - r * math.cos(a), v[here] - r * math.sin(a)
        away = (right**2 + down**2).sqrt() / (0.0062 + 0.006 * r)
        hue = mix(
            color(0.62, 0.66, 0.22), color(0.62, 0.33, 0.09), torch.tensor(min(1.0, r / 0.16))
        )
        light = (1.15 - 0.6 * away) * (1 - 40 * (right + down)).clamp(0.5, 1.5)
        picture[:, *here] = paint(picture[:, *here], hue * light, away < 1)
    return picture.clamp(0, 1)


def chart(x: Tensor, y: Tensor) -> Tensor:
    """A test chart: rings that get finer outwards, a star, bars and ramps of colour."""
    picture = (0.5 + 0.5 * torch.cos(420 * ((x - 0.5) ** 2 + (y - 0.5) ** 2))).expand(3, -1, -1)
    for left, top in ((0.03, 0.03), (0.73, 0.73)):
        u, v = x - left - 0.12, y - top - 0.12
        radius = (u**2 + v**2).sqrt()
        hue = torch.stack(
            [0.5 + 0.5 * torch.cos(torch.atan2(v, u) - turn * 2 * math.pi / 3) for turn in range(3)]
        )
        star = (torch.cos(24 * torch.atan2(v, u)) > 0).float().expand(3, -1, -1)
        picture = paint(picture, hue if left < 0.5 else star, radius < 0.12)
    for left, top, tilt in ((0.73, 0.03, 0.0), (0.03, 0.73, 1.0)):
        u, v = (x - left) / 0.24, (y - top) / 0.24
        along, across = (u, v) if tilt else (v, u)
        bars = (torch.cos(2 * math.pi * (2 + 12 * along) * along * 1.2) > 0).float()
        ramp = torch.stack([across, 1 - across, 0.5 + 0.5 * torch.cos(6 * across)])
        picture = paint(
            picture,
            torch.where(along < 0.62, bars, ramp),
            (u >= 0) & (u <= 1) & (v >= 0) & (v <= 1),
        )
    return picture.clamp(0, 1)


PICTURES = {"harbour": harbour, "balls": balls, "sunflower": sunflower, "chart": chart}


def render(name: str, size: int = SIZE) -> Tensor:
    """(3, size, size) in [0, 1]."""
    coordinates = (torch.arange(size * FINER) + 0.5) / (size * FINER)
    y, x = torch.meshgrid(coordinates, coordinates, indexing="ij")
    return avg_pool2d(PICTURES[name](x, y), FINER)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in PICTURES:
        pixels = (render(name) * 255).round().to(torch.uint8).permute(1, 2, 0).contiguous()
        Image.fromarray(pixels.numpy()).save(FOLDER / f"{name}.webp", quality=90, method=6)


if __name__ == "__main__":
    main()
