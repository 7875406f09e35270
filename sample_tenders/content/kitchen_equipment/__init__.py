"""Six lines of kitchen and waste equipment: a small purchase at minimal depth."""
