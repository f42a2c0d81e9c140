"""What one cell says: plain functions `cell -> (value, code)`, run once per distinct cell; codes are in `reasons`."""
