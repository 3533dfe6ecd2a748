# Your `halvings(x)`
