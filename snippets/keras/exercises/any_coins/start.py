import keras
from skimage import data, filters
