//! What JavaScript does for the core, so that the module need not carry the tables: Unicode normalisation, GB18030.

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = String)]
    type Text;

    #[wasm_bindgen(method)]
    fn normalize(this: &Text, form: &str) -> String;
}

#[cfg(feature = "script")]
#[wasm_bindgen]
extern "C" {
    type TextDecoder;

    #[wasm_bindgen(constructor)]
    fn new(label: &str) -> TextDecoder;

    #[wasm_bindgen(method)]
    fn decode(this: &TextDecoder, bytes: &[u8]) -> String;
}

/// Runs when the module starts.
#[wasm_bindgen(start)]
pub fn start() {
    paicha::names::normalize_with(|text| JsValue::from_str(text).unchecked_ref::<Text>().normalize("NFKC"));
    #[cfg(feature = "script")]
    paicha::pack::decode_gb18030_with(|bytes| TextDecoder::new("gb18030").decode(bytes));
}
