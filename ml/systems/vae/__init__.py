"""The variational autoencoder of digits."""
