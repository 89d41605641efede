use super::*;

#[test]
fn every_state_can_be_reached_and_left_and_every_step_is_somebodys() {
    for state in JobState::ALL {
        assert_eq!(state.as_str().parse(), Ok(state));
        let reached = |line: &Transition| {
            [false, true]
                .map(|review| line.target(review))
                .contains(&state)
        };
        assert!(
            state == JobState::Draft || TRANSITIONS.iter().any(reached),
            "nothing leads to {state}"
        );
        assert!(TRANSITIONS.iter().any(|line| line.from == state), "{state}");
    }
    for step in Step::ALL {
        assert_eq!(step.as_str().parse(), Ok(step));
        let mut lines = TRANSITIONS.iter().filter(|line| line.step == step);
        assert!(lines.all(|line| line.by == step.actor()), "{step}");
    }
}

#[test]
fn a_step_from_a_state_is_there_once() {
    for line in TRANSITIONS {
        let same = |other: &&Transition| (other.from, other.step) == (line.from, line.step);
        assert_eq!(TRANSITIONS.iter().filter(same).count(), 1, "{line:?}");
    }
}

#[test]
fn what_is_published_expires_at_its_very_instant() {
    let end = DateTime::from_timestamp(1_700_000_000, 0).expect("a time");
    let before = end - chrono::TimeDelta::microseconds(1);
    assert_eq!(
        JobState::Published.at(Some(end), before),
        JobState::Published
    );
    assert_eq!(JobState::Published.at(Some(end), end), JobState::Expired);
    assert_eq!(JobState::Published.at(None, end), JobState::Expired);
    assert_eq!(JobState::Filled.at(Some(end), end), JobState::Filled);
}

#[test]
fn a_poster_takes_no_step_of_a_moderator_and_nobody_one_of_the_board() {
    let steps = |state: JobState, actor| state.steps(actor).collect::<Vec<_>>();
    assert_eq!(steps(JobState::InReview, Actor::Poster), [Step::Withdraw]);
    assert_eq!(
        steps(JobState::InReview, Actor::Moderator),
        [Step::Withdraw, Step::Approve, Step::Reject, Step::Remove]
    );
    assert_eq!(
        Step::parse("step", "expire").map_err(|e| e.code),
        Err("invalid")
    );
    assert_eq!(Step::parse("step", "fill"), Ok(Step::Fill));
}
