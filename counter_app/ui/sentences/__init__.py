"""The sentences that clerks read about problems, in tables by where a code comes from."""
