"""Visio: sovereign videoconferencing for public services."""
