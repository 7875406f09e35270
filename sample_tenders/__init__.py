"""Complete tenders that a newcomer can run."""
