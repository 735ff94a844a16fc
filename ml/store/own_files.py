"""The weight files that a person dropped into the models folder: whose they are, and made safe.

A file is told by the names of its tensors, which are looked for as text and never run. Pickles
and TorchScript archives are converted once, beside the file, before any network reads them.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ml.store.convert import convert_pickle
from ml.store.failures import ModelMissing

FOLDER = "user"
CONVERTED = ".converted"
SAFETENSORS = ".safetensors"
PICKLES = (".pth", ".pt", ".ckpt")
SUFFIXES = (".onnx", SAFETENSORS, *PICKLES)
LOOKED_AT_BYTES = 4 << 20
"""Names stand in the header of a safetensors file and in the pickle of a torch archive."""

MARKS: Mapping[str, tuple[tuple[bytes, ...], ...]] = {
    # A style that was learned here, and the network of a factory that knows some.
    "style": (
        (b"style_norms.0.weight", b"style_norms.0.bias"),
        (b"painter.to_picture.weight", b"painter.up_half.0.weight"),
    ),
    # A published DCGAN's generator.
    "latent": ((b"generator.stem.0.weight", b"generator.head.0.weight"),),
    # The local and global halves of a Fourier convolution: LaMa and its descendants.
    "inpaint": ((b"convl2g", b"convg2g", b"bn_l"),),
    "upscale": (
        # ESRGAN and Real-ESRGAN: dense blocks within residual ones, in three spellings.
        (b"conv_first.weight", b"rdb1.conv1.weight"),
        (b"conv_first.weight", b"RDB1.conv1.weight"),
        (b"model.0.weight", b"RDB1.conv1.0.weight"),
        # Real-ESRGAN's compact networks: convolutions and slopes in turn.
        (b"body.0.weight", b"body.1.weight", b"body.2.bias"),
        # SwinIR, Swin2SR, HAT and DRCT.
        (b"layers.0.residual_group.blocks.0.norm1.weight",),
        (b"layers.0.swin1.attn.qkv.weight",),
        # DAT and RGT; ATD.
        (b"before_RG.1.weight", b"layers.0.blocks.0.attn.qkv.weight"),
        (b"layers.0.residual_group.layers.0.sigma",),
        # SPAN, OmniSR, PLKSR and SAFMN.
        (b"block_1.c1_r.sk.weight",),
        (b"residual_layer.0.residual_layer.0.layer.0.fn.0.weight",),
        (b"feats.0.weight", b"feats.1.lk."),
        (b"to_feat.weight", b"feats.0.safm."),
    ),
}
"""What the tensors of a family are called; a file belongs to it when all words of one line stand
in it."""

Convert = Callable[[Path, Path], None]


@dataclass(frozen=True)
class OwnFile:
    """One file of the person; `family` is "" where nothing here can read it."""

    path: Path
    family: str

    @property
    def name(self) -> str:
        """What a parameter or the command line calls it."""
        return self.path.name

    @property
    def key(self) -> str:
        """Its id among the weights that a worker gets; no card's id has a slash."""
        return f"{self.family}/{self.name}"

    @property
    def ready(self) -> Path:
        """Where its tensors lie as safetensors, whether they are there yet or not."""
        if self.path.suffix.lower() == SAFETENSORS:
            return self.path
        facts = self.path.stat()
        # Another file under the same name has another size or time.
        version = f"{facts.st_size}-{facts.st_mtime_ns}{SAFETENSORS}"
        return self.path.parent / CONVERTED / self.name / version


class OwnFiles:
    """The folder of own files; what was looked at is remembered until the file changes."""

    def __init__(self, models_folder: Path, *, convert: Convert = convert_pickle) -> None:
        self.folder = models_folder / FOLDER
        self._convert = convert
        self._seen: dict[tuple[Path, int, int], str] = {}

    def list(self) -> tuple[OwnFile, ...]:
        """All weight files, by name."""
        if not self.folder.is_dir():
            return ()
        paths = [path for path in self.folder.iterdir() if path.suffix.lower() in SUFFIXES]
        paths = [path for path in paths if path.is_file()]
        return tuple(OwnFile(path, self._family(path)) for path in sorted(paths))

    def of(self, family: str) -> tuple[OwnFile, ...]:
        """Those that a generator of this family can use."""
        return tuple(one for one in self.list() if one.family == family)

    def weights(self) -> dict[str, Path]:
        """Files that can be used at once, by key."""
        return {one.key: one.ready for one in self.list() if one.family and one.ready.is_file()}

    def make_ready(self, family: str, name: str) -> Path:
        """Convert a file if it has to be; raises `ModelMissing` or `ConversionFailed`.

        Takes seconds for a large file, so it is not for the thread of a window.
        """
        found = next((one for one in self.of(family) if one.name == name), None)
        if found is None:
            raise ModelMissing(f"There is no file {name} for this in {self.folder}.")
        target = found.ready
        if not target.is_file():
            # What was made of an earlier file of this name is of no use any more.
            shutil.rmtree(target.parent, ignore_errors=True)
            target.parent.mkdir(parents=True)
            self._convert(found.path, target)
        return target

    def _family(self, path: Path) -> str:
        facts = path.stat()
        seen = (path, facts.st_size, facts.st_mtime_ns)
        if seen not in self._seen:
            self._seen[seen] = family_of(path)
        return self._seen[seen]


def family_of(path: Path) -> str:
    """Which family's names stand in a file; "" for none, and for what cannot be read."""
    try:
        text = _names_of(path)
    except (OSError, zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError):
        return ""
    return next((name for name, lines in MARKS.items() if _fits(text, lines)), "")


def _fits(text: bytes, lines: Iterable[tuple[bytes, ...]]) -> bool:
    return any(all(mark in text for mark in marks) for marks in lines)


def _names_of(path: Path) -> bytes:
    """The part of a file that holds the names of its tensors, as it lies there."""
    if path.suffix.lower() in PICKLES and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            member = next(
                (name for name in archive.namelist() if name.endswith("/data.pkl")), "data.pkl"
            )
            with archive.open(member) as stream:
                return stream.read(LOOKED_AT_BYTES)
    if path.suffix.lower() in (*PICKLES, SAFETENSORS):
        with path.open("rb") as stream:
            return stream.read(LOOKED_AT_BYTES)
    return b""
