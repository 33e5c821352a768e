"""The national public-service portal: what is reported there, in its words, and how it is kept in step."""
