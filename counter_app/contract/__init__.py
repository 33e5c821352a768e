"""What the counter and the province agree on: acts, manifests, messages, problems."""
