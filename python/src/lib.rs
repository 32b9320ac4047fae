//! The core for Python: converts, makes one call, maps the error.

use pyo3::prelude::*;

#[pymodule]
mod _native {}
