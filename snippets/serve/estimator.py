# --8<-- [start:setup]
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

tf.get_logger().setLevel("ERROR")  # no log of its steps
tf.keras.utils.set_random_seed(0)

wine = load_wine(as_frame=True)
train, test, train_labels, test_labels = train_test_split(
    wine.data, wine.target, test_size=0.3, random_state=0
)
scaler = StandardScaler().set_output(transform="pandas").fit(train)
train, test = scaler.transform(train), scaler.transform(test)
print("TensorFlow", tf.__version__)
# --8<-- [end:setup]


# --8<-- [start:build]
def adam():  # a function: each graph needs its own optimizer
    return tf.keras.optimizers.legacy.Adam(0.01)


def build(folder="wine", seed=0):
    return tf.estimator.DNNClassifier(
        hidden_units=[16],
        feature_columns=columns,
        n_classes=3,
        optimizer=adam,
        model_dir=folder,
        config=tf.estimator.RunConfig(tf_random_seed=seed),
    )


columns = [tf.feature_column.numeric_column(name) for name in train]
classifier = build()
# --8<-- [end:build]


# --8<-- [start:train]
def train_input():
    data = tf.data.Dataset.from_tensor_slices((dict(train), train_labels))
    return data.shuffle(200, seed=0).repeat().batch(32)


classifier.train(train_input, steps=200)
print("Checkpoint:", classifier.latest_checkpoint())
# --8<-- [end:train]


# --8<-- [start:evaluate]
def test_input():
    data = tf.data.Dataset.from_tensor_slices((dict(test), test_labels))
    return data.batch(32)


scores = classifier.evaluate(test_input)
for name in ["accuracy", "average_loss", "global_step"]:
    print(f"{name}: {scores[name]:.4g}")
# --8<-- [end:evaluate]

# --8<-- [start:seeds]
old_losses = [float(scores["average_loss"])]
for seed in [1, 2]:
    other = build(f"wine_{seed}", seed)
    other.train(train_input, steps=200)
    old_losses.append(float(other.evaluate(test_input)["average_loss"]))
np.save("losses.npy", old_losses)
assert max(old_losses) < 0.5
# --8<-- [end:seeds]

# --8<-- [start:predict]
answers = list(classifier.predict(test_input))
for name, value in answers[0].items():
    print(f"{name}: {value}")

probabilities = np.array([answer["probabilities"] for answer in answers])
np.save("probabilities.npy", probabilities)  # to compare with
# --8<-- [end:predict]

# --8<-- [start:export]
spec = tf.feature_column.make_parse_example_spec(columns)
receiver = tf.estimator.export.build_parsing_serving_input_receiver_fn(spec)
print(classifier.export_saved_model("export", receiver))
# --8<-- [end:export]
