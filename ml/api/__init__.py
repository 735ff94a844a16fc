"""The front door of the backend: facts that the editor, plugins and worker share."""
