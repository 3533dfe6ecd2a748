def predict_any(model, image):
    rows, columns = image.shape
    return model(image[: rows - rows % 4, : columns - columns % 4])
