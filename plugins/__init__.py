"""Extensions of the editor: the interface, the loader, and those that come with it."""
