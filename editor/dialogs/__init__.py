"""The few dialogs: only where work could be lost or a file is named."""
