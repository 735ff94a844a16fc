"""Compiles the document's loops ahead of the first picture; run once at set-up."""

from __future__ import annotations

from editor.document.engine import warm

if __name__ == "__main__":
    warm()
