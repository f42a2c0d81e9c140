"""What is handed over: pages and one table, made only from rows that passed the gate."""
