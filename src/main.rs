//! The `lookback` program: the only place that reads the clock and the environment.

fn main() {}
