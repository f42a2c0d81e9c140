"""Indicators: tables and policy values in, the one result table out; one function per indicator."""
