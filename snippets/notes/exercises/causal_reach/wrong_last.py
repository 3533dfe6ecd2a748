def causal_reach(k, dilations):
    return (k - 1) * max(dilations) + 1
