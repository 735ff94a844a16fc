"""What a person may state of a data set beyond where it lies."""

from __future__ import annotations

from dataclasses import dataclass, field

from ml.training.data.failures import OptionWrong
from ml.training.experiment import setting

GIB = 1 << 30
MIB = 1 << 20


@dataclass(frozen=True)
class DataOptions:
    """How a data set is read and prepared; the same options on the same files give equal items."""

    longest_side: int = setting(0, "make longer pictures this long, in px; 0 keeps their size")
    halve: bool = setting(
        False, "halve every picture first, so that marks of JPEG do not become truth"
    )
    val_every: int = setting(20, "where nothing says otherwise, one in so many pictures is val")
    held_out: tuple[str, ...] = setting((), "folders of test pictures that must not be trained on")
    near_bits: int = setting(
        10, "pictures whose 256 bit hashes differ in at most so many bits are the same; -1: none"
    )
    swap: bool = setting(False, "the second folder, or the right half, is the input")
    side_by_side: bool = setting(
        False, "each picture is two of them side by side, even if it is not twice as wide as high"
    )
    input_suffix: str = setting("", "end of the stems of inputs, or of pictures with labels")
    target_suffix: str = setting("", "end of the stems of targets, or of label maps")
    fit: bool = setting(False, "resize the larger one of a pair of unequal sizes")
    ignore: int = setting(255, "the number in label maps that is no class")
    classes: int = setting(0, "how many classes label maps have; 0 takes it from the files")
    palette: str = setting("", "file with a line of name,red,green,blue for each class")
    attribute: str = setting("", "CelebA: what divides the faces in two, such as Male")
    frames: int = setting(0, "consecutive frames in an item; 0 takes whole sequences")
    frames_step: int = setting(1, "how far apart the items of one sequence start, in frames")
    max_megapixels: int = setting(100, "larger pictures are not opened")
    cache: str = setting("", "folder for indexes and decoded pictures; empty: the user's own")
    cache_bytes: int = setting(8 * GIB, "most space that decoded pictures may take; 0: none")
    threads: int = setting(0, "threads that read files; 0: one for each processor, at most 8")

    def __post_init__(self) -> None:
        """Refuse what cannot be meant; raises `OptionWrong`."""
        for name in ("longest_side", "classes", "frames", "cache_bytes", "threads"):
            if getattr(self, name) < 0:
                raise OptionWrong(f"The data option {name} must not be negative.")
        for name, least in (("val_every", 2), ("frames_step", 1), ("max_megapixels", 1)):
            if getattr(self, name) < least:
                raise OptionWrong(f"The data option {name} must be at least {least}.")
        if bool(self.input_suffix) != bool(self.target_suffix):
            raise OptionWrong("State both input_suffix and target_suffix, or neither.")


@dataclass(frozen=True)
class PackOptions:
    """How packs are made; with the defaults every file goes in as it is."""

    title: str = setting("", "start of the files' names; empty: that of the first folder")
    splits: tuple[str, ...] = setting(("train", "val"), "which splits go in")
    longest_side: int = setting(0, "make longer pictures this long, in px; 0 keeps them")
    quality: int = setting(0, "encode all pictures as JPEG of this quality; 0: only resized ones")
    lossless: bool = setting(False, "encode resized pictures without loss (WebP)")
    shard_mib: int = setting(36, "largest size of a file, in MiB")
    data: DataOptions = field(default=DataOptions(), metadata={"help": "how the folders are read"})

    def __post_init__(self) -> None:
        """Refuse what cannot be meant; raises `OptionWrong`."""
        if not 0 <= self.quality <= 100 or self.longest_side < 0 or self.shard_mib < 1:
            raise OptionWrong(
                "A pack needs quality 0 to 100, longest_side 0 or more, shards of 1 MiB."
            )
        if self.lossless and self.quality:
            raise OptionWrong("State either lossless or a quality for a pack, not both.")
        unknown = set(self.splits) - {"train", "val", "test"}
        if unknown or not self.splits:
            raise OptionWrong("The splits of a pack are one or more of train, val and test.")
        if self.data.halve or self.data.longest_side:
            raise OptionWrong(
                "Packs hold whole pictures: give halve when training, longest_side to the pack."
            )
