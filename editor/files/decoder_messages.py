"""What the editor asks the decoder process, and within which limits."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Limits:
    """How much one file may cost before it is refused.

    A picture of more than `bomb_megapixels` whose pixels are more than `bomb_ratio` times its
    file needs a confirmation; above `largest_megapixels` nothing is opened.
    """

    time_s: float = 20.0
    time_per_megapixel_s: float = 0.25
    bomb_megapixels: float = 64.0
    bomb_ratio: float = 200.0
    largest_megapixels: float = 1000.0
    spare_memory_bytes: int = 768 << 20

    def time_for_s(self, pixels: int) -> float:
        return self.time_s + self.time_per_megapixel_s * pixels / 1e6

    def memory_for_bytes(self, decoded_bytes: int) -> int:
        """On top of what an idle decoder holds: Pillow's own copy, a conversion, the result."""
        return self.spare_memory_bytes + 4 * decoded_bytes


@dataclass(frozen=True)
class Request:
    """One file to read. `outputs` are the paths where the result may be put, best first.

    `pages` asks for all pages or frames as layers, where the file has several; `flat` for the
    flat picture in a file that has layers, too.
    """

    path: str
    name: str
    outputs: tuple[str, ...]
    confirmed: bool = False
    partial: bool = False
    pages: bool = False
    flat: bool = False
    limits: Limits = field(default_factory=Limits)

    def to_content(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    def from_content(cls, content: dict[str, object]) -> Request:
        """Only ever given what `to_content` made."""
        known = dict(content)
        known["limits"] = Limits(**known["limits"])  # type: ignore[arg-type]
        known["outputs"] = tuple(known["outputs"])  # type: ignore[arg-type]
        return cls(**known)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Header:
    """The size that a file claims, known before any pixel is decoded."""

    width: int
    height: int
    channels: int
    depth: str

    @property
    def pixels(self) -> int:
        return self.width * self.height

    @property
    def decoded_bytes(self) -> int:
        return self.pixels * self.channels * (2 if self.depth == "uint16" else 1)
