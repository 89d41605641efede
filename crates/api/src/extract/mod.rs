//! How a handler gets its arguments. Every failure is an [`ApiError`](crate::error::ApiError)
//! that names what is wrong, which the framework's own extractors do not do.

mod body;
mod json;
mod json_field;
mod number;
mod once;
mod parameters;
mod text_field;

pub(crate) use json::{JsonBody, OptionalJsonBody};
pub(crate) use json_field::JsonField;
pub(crate) use number::{JobNumber, PathNumber};
pub(crate) use once::JsonBodyOnce;
pub(crate) use parameters::{Form, PARAMETERS_MAX, Parameters, Query, pairs_of};
pub(crate) use text_field::TextField;
