"""The wizard that sets a workshop up."""
