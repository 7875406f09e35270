"""What the sample tenders say, as their buyers and bidders would: no layout, no arithmetic."""
