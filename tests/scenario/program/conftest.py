"""Fixtures of the tests that use the installed program."""

from installed import dataset, program, sqlite_program

__all__ = ["dataset", "program", "sqlite_program"]
