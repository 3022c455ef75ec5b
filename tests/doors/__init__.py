"""Doors for people who cannot install anything, through real processes and real lines."""
