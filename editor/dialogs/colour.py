"""Which colour profile a picture gets, and how its colours go there."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from editor.widgets.dialog_end import DialogEnd
from editor.widgets.icons import Icons
from editor.widgets.params_form import ParamsForm
from ml.api.params import Params, Scalar, param


class ProfileName(Enum):
    """Where a profile comes from."""

    SRGB = "sRGB"
    DISPLAY_P3 = "Display P3"
    ADOBE_RGB = "Adobe RGB"
    FILE = "from_a_file\u2026"


class IntentName(Enum):
    """What matters where a colour does not exist in the other profile."""

    RELATIVE = "relative_colorimetric"
    PERCEPTUAL = "perceptual"
    SATURATION = "saturation"
    ABSOLUTE = "absolute_colorimetric"


class AssignChoice(Params):
    """The profile by which the numbers are to be understood."""

    profile: ProfileName = param(
        ProfileName.SRGB, title="Profile", help="What the numbers of the picture mean from now on"
    )


class ConvertChoice(Params):
    """The profile to which the colours are brought, and how."""

    profile: ProfileName = param(
        ProfileName.SRGB, title="Profile", help="In which colours the picture is kept from now on"
    )
    intent: IntentName = param(
        IntentName.RELATIVE,
        title="Intent",
        help="Relative keeps every colour that fits; perceptual keeps their distances",
    )
    black_point: bool = param(
        True, title="Compensate the black point", help="The darkest stays the darkest"
    )


ASSIGN = (
    "Assign a colour profile",
    "The numbers stay, the colours change. For a picture that came without its profile.",
    "Assign",
)
CONVERT = (
    "Convert to a colour profile",
    "The colours stay, the numbers change. Those that the profile lacks come as near as they can.",
    "Convert",
)


class ColourDialog(QDialog):
    """Asks for an AssignChoice or a ConvertChoice."""

    def __init__(
        self,
        params: type[AssignChoice] | type[ConvertChoice],
        current: str,
        icons: Icons,
        remembered: Mapping[str, Scalar],
        parent: QWidget | None = None,
    ) -> None:
        """`current` is the title of the profile that the picture has."""
        super().__init__(parent)
        title, note, go = ASSIGN if params is AssignChoice else CONVERT
        self._params = params
        self.setWindowTitle(title)
        self.setMinimumWidth(400)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        head = QLabel(title, self)
        head.setObjectName("subtitle")
        words = QLabel(f"{note} The picture is in {current} now.", self)
        words.setObjectName("small")
        words.setWordWrap(True)
        self.form = ParamsForm(params, icons, parent=self)
        self.form.write(remembered)
        for widget in (head, words, self.form):
            layout.addWidget(widget)
        layout.addSpacing(4)
        end = DialogEnd(go, self)
        self.go = end.go
        layout.addLayout(end)

    def choice(self) -> AssignChoice | ConvertChoice:
        return self._params.model_validate(self.form.values())
