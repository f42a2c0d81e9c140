"""How the invented world is written down: headers, layouts, mess and files."""
