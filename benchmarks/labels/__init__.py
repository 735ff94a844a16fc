"""How well photographs are guessed and made by labels."""
