"""Laptops delivered over two years and used for four: energy, buy-back and two bases of emissions."""
