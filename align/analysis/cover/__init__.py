"""Who is at work when, and which promises that allows."""
