"""What evalkit's way costs beside the plain way: `make bench` writes build/bench.json."""
