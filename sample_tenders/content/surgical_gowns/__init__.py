"""Surgical gowns: single-use against reusable gowns as a service, counted in uses."""
