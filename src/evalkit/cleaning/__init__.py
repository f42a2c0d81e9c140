"""Cleaning: sheets become declared tables; every row has one fate, every change and doubt is written down."""

from evalkit.cleaning.run import clean
from evalkit.cleaning.summary import Summary

__all__ = ["Summary", "clean"]
