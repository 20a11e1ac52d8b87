"""Attacks seen at others, tried on us; docs/security.md says which test stands for which."""
