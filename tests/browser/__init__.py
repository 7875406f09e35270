"""The journeys through a real browser."""
