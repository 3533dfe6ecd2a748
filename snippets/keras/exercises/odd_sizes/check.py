import numpy as np

seen = []


def strict(image):
    seen.append(image.shape)
    assert image.shape[0] % 4 == 0 and image.shape[1] % 4 == 0, (
        f"The model was given {image.shape}, which is no multiple of 4."
    )
    return image + 1


for shape in [(7, 10), (303, 384), (8, 8)]:
    image = np.arange(shape[0] * shape[1]).reshape(shape)
    answer = predict_any(strict, image)
    assert answer.shape == shape, (
        f"An image of {shape} got an answer of {answer.shape}."
    )
    assert np.array_equal(answer, image + 1), (
        "The answer is not where it belongs: pad below and to the right."
    )
assert seen[-1] == (8, 8), "8×8 fits already, and needs no padding."
