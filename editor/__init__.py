"""The editor: a document, its window, and the command line; never torch."""
