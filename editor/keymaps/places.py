"""Keys by their place on the keyboard, for layouts that print other signs there.

A key means what is printed on it. Where no action has that sign (a Cyrillic letter, the umlaut
where others have a bracket), it means what a US keyboard has in the same place. With "by place"
in the preferences the place is asked first, for layouts such as Dvorak.
"""

from __future__ import annotations

import sys

_AT_ROWS = {2: "1234567890-=", 16: "QWERTYUIOP[]", 30: "ASDFGHJKL;'`", 43: "\\ZXCVBNM,./"}
_AT = {first + at: sign for first, row in _AT_ROWS.items() for at, sign in enumerate(row)}
"""The codes of the AT keyboard, which Windows and, eight higher, X11 and Wayland report."""

_APPLE_ROWS = {0: "ASDFHGZXCV", 11: "BQWERYT", 18: "123465=97-80]OU[IP", 37: "LJ'K;\\,/NM."}
_APPLE = {first + at: sign for first, row in _APPLE_ROWS.items() for at, sign in enumerate(row)}
_APPLE |= {50: "`"}
_XKB_OFFSET = 8


def sign_at(scan_code: int, virtual_key: int, platform: str = sys.platform) -> str:
    """What a US keyboard has where a key was pressed; "" where that is not known."""
    if platform == "darwin":
        return _APPLE.get(virtual_key, "")
    if platform == "win32":
        return _AT.get(scan_code, "")
    return _AT.get(scan_code - _XKB_OFFSET, "")
