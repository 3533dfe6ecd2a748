import tensorflow as tf
from tensorboard.backend.event_processing import event_accumulator
