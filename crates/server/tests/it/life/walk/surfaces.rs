//! What everybody sees.

use super::Walk;
use super::expected::Who;

impl Walk {
    /// Whose a job is, as the moderator sees it in the lists of their own.
    pub(super) async fn owner(&self, index: usize) -> Who {
        let own = self
            .app
            .get_as(self.person(Who::Moderator), "/api/v1/users/me/jobs")
            .await
            .json();
        let items = own["items"].as_array().expect("jobs").iter();
        let is_own = items.clone().any(|job| job["id"] == self.jobs[index].id);
        if is_own { Who::Moderator } else { Who::Poster }
    }

    /// Looks at every surface.
    pub(super) async fn look(&mut self) {
        let now = self.now();
        for path in [
            "/api/v1/jobs?limit=100",
            "/api/v1/jobs?tag=walk&place=Ghent",
            "/api/v1/jobs?title=walker",
            "/api/v1/jobs?company=1",
            "/api/v1/jobs/suggest?title=walker",
            "/jobs/all",
            "/jobs/autocomplete?term=walker",
            "/",
            "/search/?query=walker",
            "/search/?tag=Walk&workplace=on_site",
            "/companies/1/",
        ] {
            let answer = self.app.get(path).await;
            for job in &self.jobs {
                let shown = answer.body.contains(&job.title);
                let wanted = job.is_public(now);
                assert_eq!(
                    shown,
                    wanted,
                    "{path} at {now}: {job:?}\n{}",
                    self.done.join("\n")
                );
            }
        }
        let any_public = self.jobs.iter().any(|job| job.is_public(now));
        let tags = self.app.get("/api/v1/tags").await.body;
        assert_eq!(
            tags.contains("Walk"),
            any_public,
            "{tags}\n{}",
            self.done.join("\n")
        );
        let Some(job) = self.dice.pick(&self.jobs).cloned() else {
            return;
        };
        let status = job.status(now);
        let read = self.app.get(&format!("/api/v1/jobs/{}", job.id)).await;
        self.is(read.status, status, &format!("{now} {job:?} {}", read.body));
        let page = self.app.get(&format!("/details/{}", job.id)).await;
        self.is(page.status, status, &format!("{now} {job:?}"));
        assert!(
            status == 200 || page.body.contains("noindex"),
            "{}",
            page.body
        );
        let old = self.app.get(&format!("/jobs/get/{}", job.id)).await;
        self.is(
            old.status,
            if status == 200 { 200 } else { 404 },
            &format!("{now} {job:?}"),
        );
        let own = self
            .app
            .get_as(
                self.person(Who::Moderator),
                &format!("/api/v1/jobs/{}", job.id),
            )
            .await;
        self.is(
            own.status,
            if job.is_deleted { 404 } else { 200 },
            &own.body,
        );
        if !job.is_deleted {
            let state = job.state_at(now);
            assert_eq!(
                own.json()["state"],
                state.as_str(),
                "{job:?}\n{}",
                self.done.join("\n")
            );
        }
    }
}
