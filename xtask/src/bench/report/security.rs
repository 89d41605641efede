//! The lines about what security costs, with their marks.

use super::{DatabaseFigures, rate, verdict};
use crate::bench::flood::FloodFigures;
use crate::bench::security::SecurityFigures;

/// The longest that one of a hundred reads may take during a flood of sign-ins.
const MOST_READ_P99_MILLISECONDS: f64 = 10.0;

/// The same on a machine that has other work to do.
const LIMIT_OF_READ_P99_MILLISECONDS: f64 = 100.0;

/// The least part of the reads before the flood that are to be answered during it.
const LEAST_READS: f64 = 0.5;

/// The fewest people a second whom a flood of them lets in.
const LEAST_SIGN_INS: f64 = 2.0;

/// The most CPU time of a token's check and the read of its session.
const MOST_SESSION_MICROSECONDS: f64 = 60.0;

/// By how much the time of a refusal may depend on whether there is such an account.
const MOST_REFUSAL_DIFFERENCE: f64 = 0.05;

impl DatabaseFigures {
    /// The flood, the price of a token, and what refusals give away.
    pub(super) fn security_lines(&self) -> Vec<String> {
        let SecurityFigures {
            flood,
            session_cpu_microseconds,
            refusals,
        } = &self.security;
        let others = flood.others.len();
        vec![
            format!(
                "  200 sign in at once, three times: {} reads/s, p99 {:.1} ms (at most {MOST_READ_P99_MILLISECONDS} ms: {}, and never over {LIMIT_OF_READ_P99_MILLISECONDS} ms: {}), none failed",
                rate(flood.reads_a_second),
                flood.read_p99_milliseconds,
                verdict(flood.reads_are_prompt()),
                verdict(flood.read_p99_milliseconds <= LIMIT_OF_READ_P99_MILLISECONDS)
            ),
            format!(
                "    {:.2} of {} reads/s right before (at least {LEAST_READS}: {})",
                flood.part_of_undisturbed(),
                rate(flood.undisturbed_reads_a_second),
                verdict(flood.part_of_undisturbed() >= LEAST_READS)
            ),
            format!(
                "    {:.1} sign-ins/s (at least {LEAST_SIGN_INS}: {}), {} told to come back, {others} others (none: {})",
                flood.sign_ins_a_second,
                verdict(flood.sign_ins_a_second >= LEAST_SIGN_INS),
                flood.turned_away,
                verdict(others == 0)
            ),
            format!(
                "  token and session {session_cpu_microseconds:.1} µs of CPU a request (at most {MOST_SESSION_MICROSECONDS} µs on SQLite: {})",
                verdict(*session_cpu_microseconds <= MOST_SESSION_MICROSECONDS)
            ),
            format!(
                "  wrong password {:.1} ms, unknown address {:.1} ms: {:.1} % apart (under {:.0} %: {})",
                refusals.known_median,
                refusals.unknown_median,
                refusals.difference * 100.0,
                MOST_REFUSAL_DIFFERENCE * 100.0,
                verdict(refusals.difference < MOST_REFUSAL_DIFFERENCE)
            ),
        ]
    }
}

impl FloodFigures {
    /// Whether the reads of the others were as prompt as they are to be.
    pub(super) fn reads_are_prompt(&self) -> bool {
        self.read_p99_milliseconds <= MOST_READ_P99_MILLISECONDS
    }

    /// The reads a second as a part of those right before the flood.
    pub(in crate::bench) fn part_of_undisturbed(&self) -> f64 {
        self.reads_a_second / self.undisturbed_reads_a_second
    }
}
