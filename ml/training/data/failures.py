"""What can be wrong with a data set; each message is a plain sentence that names the file."""

from __future__ import annotations

from ml.training.problems import TrainingProblem


class DataWrong(TrainingProblem, ValueError):
    """A data set that cannot be trained on as it is."""


class FolderMissing(DataWrong):
    """A stated folder or pack does not exist."""


class WrongKind(DataWrong):
    """The folder holds another kind of data set than the recipe learns from."""


class ManifestWrong(DataWrong):
    """A manifest or another table lacks a column or holds an unknown value."""


class EmptySplit(DataWrong):
    """Nothing in the data set belongs to the split that was asked for."""


class TooManyBroken(DataWrong):
    """More than one in a hundred files cannot be read."""


class PairMismatch(DataWrong):
    """The two pictures of a pair differ in size, or one of them is missing."""


class LabelOutOfRange(DataWrong):
    """A label map holds a number or a colour that is no class."""


class HeldOutPicture(DataWrong):
    """A picture of val or test would be trained on, under this or another name."""


class PackDamaged(DataWrong):
    """A pack's contents are not what its index says."""


class PackTooLarge(DataWrong):
    """One item alone is larger than a shard may be."""


class OptionWrong(DataWrong):
    """A data option is out of its range, or two of them contradict each other."""


class Unreadable(DataWrong):
    """One file cannot be decoded; it is skipped and listed."""
