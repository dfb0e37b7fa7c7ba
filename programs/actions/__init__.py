"""What may be done to a batch, in the order of its life."""
