def causal_reach(k, dilations):
    return sum((k - 1) * d + 1 for d in dilations)
