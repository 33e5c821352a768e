"""Pages for people: the citizen's way to a dossier, and the centre's board. No script, no address but our own."""
