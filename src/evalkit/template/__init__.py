"""Blank ledgers made from the codebook: what a village fills in, evalkit reads back without a doubt."""

from evalkit.template.workbook import write

__all__ = ["write"]
