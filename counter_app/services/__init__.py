"""The use cases, one module each, and the ports through which they reach the world."""
