"""What the network sees: one module per group of requests, each a thin translation to one use case."""
