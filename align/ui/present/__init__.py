"""State → rows and sentences. Pure functions; nothing here knows Textual."""
