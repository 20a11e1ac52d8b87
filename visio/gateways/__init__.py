"""The outside, in our words; each file is the only one that speaks to its server."""
