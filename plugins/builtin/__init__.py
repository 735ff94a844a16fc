"""Plug-ins that come with the program, each written only against plugins.api."""
