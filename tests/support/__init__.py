"""Helpers of the tests: a tiny compound, and a night in it that a test can play."""
