"""PDF/A, printed slips and signatures."""
