"""Papers and results: uploads that grow chunk by chunk, files that are named by their digest."""
