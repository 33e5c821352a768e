"""The encrypted store of a counter: acts, projections, pages."""
