"""The slips on paper: one module per slip, on common parts; titles and captions come from the form set."""
