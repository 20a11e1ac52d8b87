"""What was seen and heard: recordings, who agreed to be in them, and the recorders that make them."""
