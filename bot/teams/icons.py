"""The app's two icons, drawn: a reception bell. Pure."""

import struct
import zlib
from collections.abc import Callable, Iterator

from bot.presentation import COLOUR

COLOR, OUTLINE = "color.png", "outline.png"

# Microsoft's sizes, in pixels.
_COLOR_SIZE, _OUTLINE_SIZE = 192, 32
_SAMPLES = 4

# Within the unit square, y downwards.
Shape = Callable[[float, float], bool]


def color() -> bytes:
    """A white bell on our colour, without transparency: Teams rounds the corners."""
    red, green, blue = (int(COLOUR[at : at + 2], 16) for at in (1, 3, 5))

    def pixel(share: float) -> bytes:
        mixed = (round(part + (255 - part) * share) for part in (red, green, blue))
        return bytes((*mixed, 255))

    return _draw(_COLOR_SIZE, _bell, pixel)


def outline() -> bytes:
    """The same bell in white on nothing."""
    return _draw(_OUTLINE_SIZE, _bell, lambda share: bytes((255, 255, 255, round(255 * share))))


def _bell(x: float, y: float) -> bool:
    """A dome on a plate, with its button on top."""
    dome = y <= 0.63 and (x - 0.5) ** 2 + (y - 0.63) ** 2 <= 0.27**2
    return (
        dome
        or _bar(x, y, (0.18, 0.72), (0.82, 0.72), 0.045)
        or _bar(x, y, (0.5, 0.27), (0.5, 0.36), 0.03)
        or _bar(x, y, (0.43, 0.26), (0.57, 0.26), 0.035)
    )


def _bar(x: float, y: float, start: tuple[float, float], end: tuple[float, float], radius: float) -> bool:
    """Whether the point lies on a line with round ends."""
    (left, top), (right, bottom) = start, end
    along, down = right - left, bottom - top
    at = ((x - left) * along + (y - top) * down) / (along**2 + down**2)
    at = min(1.0, max(0.0, at))
    return (x - left - at * along) ** 2 + (y - top - at * down) ** 2 <= radius**2


def _draw(size: int, shape: Shape, pixel: Callable[[float], bytes]) -> bytes:
    """A PNG with alpha; edges are smooth, since each pixel counts how much of it the shape covers."""
    # Each row begins with the number of its filter: none.
    rows = (b"\0" + b"".join(map(pixel, row)) for row in _coverage(size, shape))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, held) for kind, held in chunks)


def _coverage(size: int, shape: Shape) -> Iterator[list[float]]:
    """Row by row. A pixel whose corners agree lies wholly inside or outside; only the others are looked into."""
    corners = [[shape(column / size, row / size) for column in range(size + 1)] for row in range(size + 1)]
    for row in range(size):
        above, below = corners[row], corners[row + 1]
        yield [
            float(above[column])
            if above[column] == above[column + 1] == below[column] == below[column + 1]
            else _covered(column, row, size, shape)
            for column in range(size)
        ]


def _covered(column: int, row: int, size: int, shape: Shape) -> float:
    steps = [(step + 0.5) / _SAMPLES for step in range(_SAMPLES)]
    hits = sum(shape((column + right) / size, (row + down) / size) for right in steps for down in steps)
    return hits / _SAMPLES**2


def _chunk(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))
