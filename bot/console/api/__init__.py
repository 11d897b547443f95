"""Figures for programs: what a district asks for, without a name, a door or a word of anybody."""
