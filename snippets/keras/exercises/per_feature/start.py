# Your `PerFeature`
