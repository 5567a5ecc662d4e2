"""What comes before the first network: tensors, autograd, the neuron."""
