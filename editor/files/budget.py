"""Whether a picture is worth opening, judged from its header alone."""

from __future__ import annotations

from editor.files.decoder_messages import Header, Request
from editor.files.problems import UnconfirmedSize, UnreadableFile


def check_budget(header: Header, file_bytes: int, request: Request) -> None:
    """Raises UnreadableFile or UnconfirmedSize; passes what may be decoded."""
    limits = request.limits
    size = f"{header.width} × {header.height} pixels"
    if header.width < 1 or header.height < 1:
        raise UnreadableFile(f"“{request.name}” says it has no pixels; use another copy of it.")
    if header.pixels > limits.largest_megapixels * 1e6:
        raise UnreadableFile(
            f"“{request.name}” has {size}, more than the {limits.largest_megapixels:.0f} "
            "megapixels that can be opened; make it smaller in the program that made it."
        )
    ratio = header.decoded_bytes / max(1, file_bytes)
    is_large = header.pixels > limits.bomb_megapixels * 1e6
    if is_large and ratio > limits.bomb_ratio and not request.confirmed:
        raise UnconfirmedSize(
            f"“{request.name}” is only {readable_size(file_bytes)} but would grow to {size} "
            f"({readable_size(header.decoded_bytes)}); open it only if you know where it is from."
        )


def readable_size(size_bytes: int) -> str:
    """`1.2 MB`: powers of a thousand, as file dialogs show them."""
    size = float(size_bytes)
    for unit in ("bytes", "KB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"
