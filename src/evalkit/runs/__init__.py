"""The study matrix: which notebook runs for which village and year, the runs themselves, and their records."""
