"""What keeps Visio running? Starting up, looking after what runs, and saying what is wrong."""
