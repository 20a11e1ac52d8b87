"""What was said: each person's words with their times, who corrected them, what was marked, and what it comes to."""
