"""Building blocks of networks that three systems or more share."""
