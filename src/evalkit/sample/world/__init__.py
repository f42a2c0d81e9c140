"""The invented world behind the ledgers: places, people, incomes, shocks, help and work."""
