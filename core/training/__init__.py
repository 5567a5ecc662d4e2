"""Training: configs, data, the training generator, the store of trained models, the worker
process.
"""
