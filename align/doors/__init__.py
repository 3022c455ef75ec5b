"""Doors for people who cannot install anything: each guest gets a process of their own on the host's computer."""
