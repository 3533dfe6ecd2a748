import keras
from sklearn.datasets import load_digits
