"""Guides at work: asked for, with an order and an end, from appointment to appointment."""
