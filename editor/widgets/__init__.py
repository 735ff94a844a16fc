"""Reusable controls of the window; none of them knows a document."""
