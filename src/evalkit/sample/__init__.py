"""An invented county: ledgers as villages send them, and beside them the truth they should come out to."""

from evalkit.sample.county import write_county

__all__ = ["write_county"]
