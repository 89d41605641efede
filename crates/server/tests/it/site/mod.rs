//! The web site as such: its languages, what an operator makes of it, how it is shared, how few
//! bytes it is, and what it says when something is wrong.

mod brand;
mod bytes;
mod guide;
mod languages;
mod share;
mod trouble;
