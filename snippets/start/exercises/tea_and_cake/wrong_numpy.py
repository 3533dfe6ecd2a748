import numpy as np

orders = np.array([[2.0, 1.0], [0.0, 3.0], [4.0, 2.0]])
costs = orders @ np.array([[2.5], [4.0]])
where = "CPU:0"
