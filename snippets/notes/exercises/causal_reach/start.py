def causal_reach(k, dilations):
    """The positions that the last output of a causal stack depends on."""
    raise NotImplementedError
