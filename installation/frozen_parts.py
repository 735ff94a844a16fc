"""What a built program needs of the libraries it stands on, and what only makes it large."""

from __future__ import annotations

import re
from collections.abc import Iterable

# (name inside the program, path here, kind), as PyInstaller keeps its lists.
Row = tuple[str, str, str]

# Modules that nothing of ours reaches. `import torch` itself needs torch.distributed,
# torch.testing, torch.ao, torch.export, torch.fx, torch._functorch and unittest: never add those.
EXCLUDED_MODULES = [
    "IPython",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "PIL._tkinter_finder",
    "fsspec",
    "matplotlib",
    "numba.cuda",
    "numpy.f2py",
    "pip",
    "pydantic.v1",
    "pytest",
    "scipy",
    "sqlite3",
    "tkinter",
    "torch.utils.benchmark",
    "torch.utils.bottleneck",
    "torch.utils.model_dump",
    "torch.utils.tensorboard",
]

# Files that libraries bring along for their own tests, or for displays and languages not ours.
_DROPPED = tuple(
    re.compile(pattern)
    for pattern in (
        r"^torch/test/",
        r"^torch/bin/(?!torch_shm_manager)",
        r"^torch/include/",
        r"^torch/share/",
        r"^torch/lib/.*(test|backend_with_compiler|aoti_custom_class).*\.so",
        r"^torch/lib/.*\.a$",
        r"^PySide6/Qt/translations/",
        r"^PySide6/Qt/plugins/platformthemes/libqgtk3",
        r"^PySide6/Qt/plugins/platforms/libq(eglfs|linuxfb|vnc|vkkhrdisplay|minimalegl)",
        r"^PySide6/Qt/plugins/(egldeviceintegrations|tls|networkinformation|generic)/",
        r"^PySide6/Qt/(qml|metatypes|libexec)/",
    )
)

# Libraries that lie beside those above, wanted by them alone.
_ORPHANS = re.compile(r"^(libgtk-3|libgdk-3|libgdk_pixbuf|libatk|libpango|libcairo|libepoxy)")


def is_wanted(name: str) -> bool:
    """Whether a file by its name inside the program is needed there."""
    plain = name.replace("\\", "/")
    return not any(pattern.search(plain) for pattern in _DROPPED) and not _ORPHANS.match(
        plain.rsplit("/", 1)[-1]
    )


def wanted(rows: Iterable[Row]) -> list[Row]:
    """The rows to keep; a link goes where the file it points to has gone."""
    kept = [row for row in rows if is_wanted(row[0])]
    names = {name for name, _, kind in kept if kind != "SYMLINK"}
    return [row for row in kept if row[2] != "SYMLINK" or _target(row) in names]


def _target(row: Row) -> str:
    """The name inside the program that a link row leads to."""
    folder = row[0].rsplit("/", 1)[0] if "/" in row[0] else ""
    parts: list[str] = []
    for part in f"{folder}/{row[1]}".split("/"):
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
