def conv_parameters(kernel_size, channels, filters):
    height, width = kernel_size
    raise NotImplementedError
