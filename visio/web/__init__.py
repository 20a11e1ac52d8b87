"""What does every answer of the web process pass? Manners, limits, pages and files; the nouns hang their own routers here."""
