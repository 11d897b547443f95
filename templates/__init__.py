"""All words that people read. A neighbour who cannot program may correct them."""
