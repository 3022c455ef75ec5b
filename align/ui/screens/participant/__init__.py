"""What a participant sees. Import from its modules: the door is not needed by who has a seat."""
