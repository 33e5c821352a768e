"""One module per way of reaching a scanner."""
