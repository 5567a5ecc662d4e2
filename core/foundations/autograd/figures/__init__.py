"""The pictures of the autograd page: results in, drawings out."""
