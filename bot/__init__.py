"""Fenjian (分拣): the engine of a neighbourhood bot. It knows no capability; those are in ``handlers``."""
