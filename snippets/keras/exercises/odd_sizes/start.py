import numpy as np


def predict_any(model, image):
    return model(image)
