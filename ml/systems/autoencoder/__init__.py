"""A fully connected autoencoder of digits."""
