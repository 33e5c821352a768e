"""The link to the province: one control thread, one gateway."""
