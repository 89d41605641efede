//! Every step from every state, by the one table.

use chrono::TimeDelta;
use jobboard_core::clock::Clock;
use jobboard_core::job::JobState;
use jobboard_core::job::state::{Actor, Step, Transition, to_markdown};
use reqwest::Method;
use serde_json::json;

use super::{job_of, moderator, state, step};
use crate::support::TestApp;
use crate::support::app::{Person, job};

/// People, and a board with or without review.
struct Board {
    app: TestApp,
    poster: Person,
    moderator: Person,
    review: bool,
}

impl Board {
    async fn new(mut app: TestApp, review: bool) -> Self {
        app.change_settings(&[("REVIEW_JOBS", if review { "true" } else { "false" })]);
        let poster = app.person("poster").await;
        let moderator = moderator(&app).await;
        Self {
            app,
            poster,
            moderator,
            review,
        }
    }

    /// A job of the poster's in a state, by the steps that lead there.
    async fn job_in(&self, wanted: JobState) -> i64 {
        let draft = job_of(&json!({"state": "draft"}));
        let id = self.app.post_job(&self.poster, &draft).await;
        let to_list: &[&str] = if self.review {
            &["submit", "approve"]
        } else {
            &["submit"]
        };
        let steps: Vec<&str> = match wanted {
            JobState::Draft => vec![],
            JobState::InReview => vec!["submit"],
            JobState::Rejected => vec!["submit", "reject"],
            JobState::Published | JobState::Expired => to_list.to_vec(),
            JobState::Filled => [to_list, &["fill"]].concat(),
            JobState::Closed => [to_list, &["close"]].concat(),
            JobState::Removed => [to_list, &["remove"]].concat(),
        };
        for name in steps {
            let who = match name.parse::<Step>().expect("a step").actor() {
                Actor::Moderator => &self.moderator,
                _ => &self.poster,
            };
            step(&self.app, who, id, name).await.expect(200);
        }
        id
    }

    /// Takes every step from a state, by everybody, and looks where it leads.
    async fn check(&self, from: JobState, jobs: &mut Vec<i64>) {
        let app = &self.app;
        let people = [
            (&self.poster, Actor::Poster),
            (&self.moderator, Actor::Moderator),
        ];
        let mut id = jobs.pop();
        for taken in Step::ALL {
            for (who, actor) in people {
                let job = match id {
                    Some(id) => id,
                    None => jobs.pop().unwrap_or_default(),
                };
                let job = if job == 0 {
                    self.job_in(from).await
                } else {
                    job
                };
                assert_eq!(state(app, who, job).await, from.as_str());
                let answer = step(app, who, job, taken.as_str()).await;
                let what = format!("{actor:?} {taken} from {from}: {}", answer.body);
                let known = Transition::find(from, taken);
                let may = actor.may_act_as(taken.actor());
                match known.filter(|_| may) {
                    Some(known) => {
                        assert_eq!(answer.status, 200, "{what}");
                        let needs_review = self.review && actor == Actor::Poster;
                        let to = answer.json()["state"].as_str().expect("a state").to_owned();
                        let anew = known.target(needs_review).as_str();
                        // What a moderator has let through once needs no second look.
                        let seen = known.target(false).as_str();
                        assert!(to == anew || (to == seen && from.is_gone()), "{what}");
                        id = None;
                    }
                    None => {
                        let status = match (taken.actor(), may) {
                            (Actor::Board, _) => 422,
                            (_, false) => 403,
                            (_, true) => 409,
                        };
                        assert_eq!(answer.status, status, "{what}");
                        assert_eq!(state(app, who, job).await, from.as_str());
                        id = Some(job);
                    }
                }
            }
        }
    }
}

async fn every_state(app: TestApp, review: bool) {
    let mut board = Board::new(app, review).await;
    for from in JobState::ALL {
        let reachable = review || !matches!(from, JobState::InReview | JobState::Rejected);
        if from != JobState::Expired && reachable {
            board.check(from, &mut Vec::new()).await;
        }
    }
    let mut expired = Vec::new();
    for _ in 0..8 {
        expired.push(board.job_in(JobState::Expired).await);
    }
    board.app.clock.advance(TimeDelta::days(62));
    board.poster = board.app.sign_in(&board.poster.email).await;
    board.moderator = board.app.sign_in(&board.moderator.email).await;
    board.check(JobState::Expired, &mut expired).await;
}

on_both_databases! {
    async fn every_step_leads_where_the_table_says_and_no_other_is_taken(app: TestApp) {
        every_state(app, false).await;
    }

    async fn with_review_every_way_onto_the_list_leads_past_a_moderator(app: TestApp) {
        every_state(app, true).await;
    }

    async fn an_illegal_step_says_what_there_is_and_changes_nothing(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.post_job(&ada, &job_of(&json!({"state": "draft"}))).await;
        let before = app.get_as(&ada, &format!("/api/v1/jobs/{id}")).await.body;
        let answer = step(&app, &ada, id, "fill").await.expect(409);
        assert!(answer.body.contains("there is no step fill from there, but submit."), "{}", answer.body);
        assert_eq!(app.get_as(&ada, &format!("/api/v1/jobs/{id}")).await.body, before);
        assert_eq!(step(&app, &ada, id, "fly").await.expect(422).fields(), ["step"]);
        let path = format!("/api/v1/jobs/{id}/transitions");
        let none = app.send_json(Method::POST, &path, Some(&ada), &json!({})).await.expect(422);
        assert_eq!(none.fields(), ["step"]);
    }

    async fn a_step_of_somebody_elses_job_is_not_taken(app: TestApp) {
        let (ada, eve) = (app.person("ada").await, app.person("eve").await);
        let id = app.post_job(&ada, &job()).await;
        step(&app, &eve, id, "close").await.expect(403);
        let draft = app.post_job(&ada, &job_of(&json!({"state": "draft"}))).await;
        step(&app, &eve, draft, "submit").await.expect(404);
        app.get(&format!("/api/v1/jobs/{draft}")).await.expect(404);
        app.get_as(&eve, &format!("/api/v1/jobs/{draft}")).await.expect(404);
        app.page_as(&eve, &format!("/details/{draft}")).await.expect(404);
        assert_eq!(state(&app, &ada, draft).await, "draft");
    }

    async fn a_rejection_and_a_removal_need_a_reason_that_stays(app: TestApp) {
        let mut app = app;
        app.change_settings(&[("REVIEW_JOBS", "true")]);
        let ada = app.person("ada").await;
        let moderator = moderator(&app).await;
        let id = app.post_job(&ada, &job()).await;
        assert_eq!(state(&app, &ada, id).await, "in_review");
        assert_eq!(app.listed().await, 0);
        let path = format!("/api/v1/jobs/{id}/transitions");
        let bare = json!({"step": "reject", "note": " "});
        let answer = app.send_json(Method::POST, &path, Some(&moderator), &bare).await.expect(422);
        assert_eq!(answer.fields(), ["note"]);
        step(&app, &moderator, id, "reject").await.expect(200);
        // An edit of what was sent back makes it a draft again.
        let patch = json!({"title": "Head gardener"});
        let edited = app.send_json(Method::PATCH, &format!("/api/v1/jobs/{id}"), Some(&ada), &patch).await;
        assert_eq!(edited.expect(200).json()["state"], "draft");
        step(&app, &ada, id, "submit").await.expect(200);
        step(&app, &moderator, id, "approve").await.expect(200);
        assert_eq!(app.listed().await, 1);
        let history = app.get_as(&ada, &format!("/api/v1/jobs/{id}/history")).await.expect(200).json();
        let items = history["items"].as_array().expect("events");
        let told: Vec<_> = items.iter().rev().map(|event| {
            let text = |name: &str| event[name].as_str().unwrap_or("-").to_owned();
            [text("kind"), text("from"), text("to"), text("by"), text("note")].join(" ")
        }).collect();
        assert_eq!(told, [
            "post - in_review ada -",
            "reject in_review rejected moderator Because.",
            "revise rejected draft ada title",
            "submit draft in_review ada Because.",
            "approve in_review published moderator Because.",
        ]);
    }

    async fn an_edit_of_a_listed_job_goes_back_into_review(app: TestApp) {
        let mut app = app;
        app.change_settings(&[("REVIEW_JOBS", "true")]);
        let ada = app.person("ada").await;
        let moderator = moderator(&app).await;
        let id = app.post_job(&ada, &job()).await;
        step(&app, &moderator, id, "approve").await.expect(200);
        let path = format!("/api/v1/jobs/{id}");
        let edit = json!({"title": "Send me money"});
        app.send_json(Method::PATCH, &path, Some(&ada), &edit).await.expect(200);
        assert_eq!(state(&app, &ada, id).await, "in_review");
        app.get(&path).await.expect(404);
        step(&app, &moderator, id, "approve").await.expect(200);
        // A moderator's own edit is a look at it.
        app.send_json(Method::PATCH, &path, Some(&moderator), &edit).await.expect(200);
        assert_eq!(state(&app, &ada, id).await, "published");
        // What was closed as it was approved comes back without a second look; not what was changed.
        step(&app, &ada, id, "close").await.expect(200);
        assert_eq!(step(&app, &ada, id, "relist").await.expect(200).json()["state"], "published");
        step(&app, &ada, id, "close").await.expect(200);
        app.send_json(Method::PATCH, &path, Some(&ada), &json!({"title": "Other"})).await.expect(200);
        assert_eq!(step(&app, &ada, id, "relist").await.expect(200).json()["state"], "in_review");
    }

    async fn a_draft_is_of_the_day_on_which_it_is_published(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.post_job(&ada, &job_of(&json!({"state": "draft"}))).await;
        app.clock.advance(TimeDelta::days(3));
        let ada = app.sign_in(&ada.email).await;
        let published = step(&app, &ada, id, "submit").await.expect(200).json();
        let today = app.clock.now().date_naive();
        assert_eq!(published["date_posted"], today.to_string());
        assert_eq!(published["closes_on"], (today + TimeDelta::days(60)).to_string());
    }
}

#[test]
fn the_table_in_the_documents_is_the_one_of_the_states() {
    let path = format!("{}/../../docs/JOB-STATES.md", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect("the document");
    let intro = text
        .split_once("\n| from")
        .map(|(intro, _)| intro)
        .expect("a table");
    let wanted = format!("{intro}\n{}", to_markdown());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &wanted).expect("to write the document");
    }
    assert!(
        text == wanted,
        "docs/JOB-STATES.md is behind: run this test with UPDATE_DOCS=1"
    );
}
