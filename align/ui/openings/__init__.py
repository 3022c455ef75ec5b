"""Where screens meet the engine: each module opens one kind of screen with all that it must be given."""
