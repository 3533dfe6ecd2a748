# --8<-- [start:example]
from keras import Input, Sequential, utils
from keras.layers import Dense
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

utils.set_random_seed(0)
x, y = load_digits(return_X_y=True)
x, x_test, y, y_test = train_test_split(x / 16, y, random_state=0)
model = Sequential([Input((64,)), Dense(64, "relu"), Dense(10, "softmax")])
model.compile(
    "adam", "sparse_categorical_crossentropy", metrics=["accuracy"]
)
model.fit(x, y, epochs=20, verbose=0)
loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
right = round(accuracy * len(x_test))
print(right, "of", len(x_test), "unseen digits read correctly")
# --8<-- [end:example]

# --8<-- [start:mistakes]
import matplotlib.pyplot as plt

predictions = model.predict(x_test, verbose=0).argmax(axis=1)
mistakes = (predictions != y_test).nonzero()[0]
figure, axes = plt.subplots(2, 4, figsize=(5, 3.2))
for ax, index in zip(axes.flat, mistakes, strict=False):
    ax.imshow(x_test[index].reshape(8, 8), cmap="gray")
    ax.set_title(f"{y_test[index]}, read as {predictions[index]}")
    ax.axis("off")
plt.show()
# --8<-- [end:mistakes]

# --8<-- [start:check]
assert accuracy > 0.93
assert len(mistakes) == len(y_test) - right
# --8<-- [end:check]
