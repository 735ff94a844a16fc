"""The seams to Windows, macOS and Linux: folders, durable writes, limits, processes."""
