"""Personal data: pseudonyms at intake, disclosure control and a search for identifiers at the exit."""
