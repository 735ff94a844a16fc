"""What can go wrong with model files, each a plain sentence that says what to do.

Standard library only: setting up uses it before anything is installed.
"""

from __future__ import annotations


class StoreError(Exception):
    """A failure of the model store; the message can be shown to an artist as it stands."""


class BadSource(StoreError):
    """A source is not written as `pypi:`, `npm:`, `https:` or `file:` want it."""


class SourceUnreachable(StoreError):
    """The place that a file comes from could not be asked, or has it no longer."""


class DownloadFailed(StoreError):
    """A download broke off too often; what has come stays and the next try goes on from there."""


class DownloadCancelled(StoreError):
    """The person stopped the download; what has come stays."""


class DigestMismatch(StoreError):
    """A file is not the one that was meant: its hash differs."""


class TooLarge(StoreError):
    """A file is larger than its card says, so it is not taken."""


class MemberMissing(StoreError):
    """An archive does not hold the file that a card names."""


class UnknownModel(StoreError):
    """No card has this id."""


class ModelMissing(StoreError):
    """A model is known but not installed."""


class ModelBundled(StoreError):
    """A model comes with the program, so it cannot be removed."""


class ModelDamaged(StoreError):
    """An installed file is no longer what was installed."""


class ConversionFailed(StoreError):
    """A weight file could not be turned into safetensors."""


class WeightsMismatch(StoreError):
    """A weight file does not fit the network that wants it."""
