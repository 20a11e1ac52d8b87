"""Proof: what was done, by whom, on what, kept so that nobody can take it back."""
