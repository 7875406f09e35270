"""The published method: bids in, measures, points and ranking out; pure, in codes and values."""
