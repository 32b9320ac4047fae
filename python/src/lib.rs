//! The core for Python: converts, makes one call, maps the error.

mod assessment;
mod data;
mod date;
mod explanation;
mod failure;
mod frame;
mod pack;
mod place;

use pyo3::prelude::*;

#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::assessment::{Assessment, assessed};
    #[pymodule_export]
    use crate::explanation::Explanation;
    #[pymodule_export]
    use crate::frame::{Stream, Table, ids_to_compare, place_columns, record_place_column};
    #[pymodule_export]
    use crate::pack::{Pack, check, check_files};

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "as Python names it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
