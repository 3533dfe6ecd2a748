class PerFeature:
    def __call__(self, inputs):
        return inputs
