"""What one sees before a workshop is open."""
