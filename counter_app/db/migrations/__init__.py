"""The history of the store's schema, one file per step under ``versions``.

A step is SQL as it was on the day it was written and imports nothing of the program: what it does to a store must
never change. ``schema`` says where all steps together lead; a test holds the two equal.
"""
