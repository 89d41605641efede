//! Whoever is signed in is looked up each time, also where nothing is read that has not changed.

use reqwest::Method;
use serde_json::json;

on_both_databases! {
    async fn whom_another_program_locks_out_is_out_with_the_next_request(app: TestApp) {
        let (ada, berta) = (app.person("ada").await, app.person("berta").await);
        let path = "/api/v1/users/me";
        for _ in 0..3 {
            app.get_as(&ada, path).await.expect(200);
            app.get_as(&berta, path).await.expect(200);
        }
        app.command(&["user", "deactivate", &ada.email]);
        app.get_as(&ada, path).await.expect(401);
        app.get_as(&berta, path).await.expect(200);
    }

    async fn what_somebody_changes_about_themselves_is_there_with_the_next_request(app: TestApp) {
        let ada = app.person("ada").await;
        let me = "/api/v1/users/me";
        for name in ["ada.l", "ada.b"] {
            app.get_as(&ada, me).await.expect(200);
            let change = json!({"username": name});
            app.send_json(Method::PATCH, me, Some(&ada), &change).await.expect(200);
            assert_eq!(app.get_as(&ada, me).await.json()["username"], *name);
        }
    }

    async fn those_who_ask_at_the_same_time_are_each_answered_for_themselves(app: TestApp) {
        let mut people = Vec::new();
        for number in 0..8 {
            people.push(app.person(&format!("person{number}")).await);
        }
        for _ in 0..3 {
            let asked = people.iter().map(|person| app.get_as(person, "/api/v1/users/me"));
            let answers = futures_util::future::join_all(asked).await;
            for (person, answer) in people.iter().zip(answers) {
                assert_eq!(answer.json()["email"], *person.email);
            }
        }
    }
}
