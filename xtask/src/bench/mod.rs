//! The benchmark.

use clap::Args;

/// What to measure.
#[derive(Debug, Args)]
pub(crate) struct Options {}

/// Runs the benchmark.
pub(crate) fn run(_options: &Options) -> anyhow::Result<()> {
    anyhow::bail!("not yet")
}
