import numpy as np
from skimage import data, filters

coins = data.coins()
right = coins[:200, 192:]
wanted = right > filters.threshold_otsu(coins[:, :192])
assert model.input_shape == (None, None, None, 1), (
    f"The input {model.input_shape} is of one size: leave height and width"
    " open, as `None`."
)
answer = np.array(model(right[np.newaxis, ..., np.newaxis]))
assert answer.shape == (1, *right.shape, 1), (
    f"An image of {right.shape} got a mask of {answer.shape[1:3]}: no layer"
    " may cut off the border."
)
found = answer[0, ..., 0] > 0.5
iou = np.sum(found & wanted) / np.sum(found | wanted)
assert iou > 0.8, (
    f"The IoU on the right half is {iou:.2f}. The check hands over raw"
    " pixels from 0 to 255: does the model scale them, and is it trained?"
)
