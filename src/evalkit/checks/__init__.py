"""Consistency rules and integrity tests of ledgers: rows and figures for a person to look at, never a verdict."""

from evalkit.checks.rules import CHECKS, checked, not_checked, run

__all__ = ["CHECKS", "checked", "not_checked", "run"]
