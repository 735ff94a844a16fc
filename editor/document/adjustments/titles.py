"""What all adjustments are called, in the order of menus: known without loading any of them."""

from __future__ import annotations

TITLES: dict[str, str] = {
    "levels": "Levels",
    "curves": "Curves",
    "brightness_contrast": "Brightness and contrast",
    "exposure": "Exposure",
    "white_balance": "White balance",
    "hue_saturation": "Hue and saturation",
    "vibrance": "Vibrance",
    "black_and_white": "Black and white",
    "invert": "Invert",
    "posterise": "Posterise",
    "threshold": "Threshold",
    "gradient_map": "Gradient map",
    "blur": "Gaussian blur",
    "sharpen": "Sharpen",
}
