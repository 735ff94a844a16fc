"""A catalog that cannot be imported: its worker never starts."""

raise ImportError("broken on purpose")
