"""The province's database: one schema for SQLite (demonstration, small branch) and PostgreSQL (in earnest)."""
