import numpy as np


def predict_any(model, image):
    rows, columns = image.shape
    missing = ((0, -rows % 4), (0, -columns % 4))
    answer = model(np.pad(image, missing, mode="edge"))
    return answer[:rows, :columns]


def double(image):
    print("the model gets", image.shape)
    return image * 2


print("and we get", predict_any(double, np.ones((7, 10))).shape)
