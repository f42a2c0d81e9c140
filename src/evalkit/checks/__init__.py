"""Consistency rules and integrity tests of ledgers: rows and figures for a person to look at, never a verdict."""

from evalkit.checks.rules import CHECKS, not_checked, run

__all__ = ["CHECKS", "not_checked", "run"]
