def causal_reach(k, dilations):
    """The positions that the last output of a causal stack depends on."""
    return 1 + sum((k - 1) * d for d in dilations)


print(causal_reach(2, [1, 2, 4, 8]))
