//! What a job says, and what it cannot say.

use reqwest::Method;
use serde_json::{Value, json};

use super::job_of;
use crate::support::app::job;

on_both_databases! {
    async fn everything_that_is_said_reads_back(app: TestApp) {
        let ada = app.person("ada").await;
        let said = json!({
            "workplace": "hybrid",
            "places": [{"city": "Ghent", "region": null, "country": "BE"}, {"city": "Lille", "region": "Nord", "country": "FR"}],
            "employment_types": ["FULL_TIME", "PART_TIME"],
            "salary": {"min": 5_000_000, "max": 6_500_000, "currency": "EUR", "period": "YEAR"},
            "category": "engineering",
            "tags": ["C++", "C#", ".NET", "機械学習"],
            "apply_to": "jobs@parks.example.org",
        });
        let mut body = job_of(&said);
        body.as_object_mut().expect("an object").remove("location");
        let id = app.post_job(&ada, &body).await;
        let read = app.get(&format!("/api/v1/jobs/{id}")).await.expect(200).json();
        for field in ["workplace", "places", "employment_types", "salary", "tags", "apply_to"] {
            assert_eq!(read[field], said[field], "{field}");
        }
        assert_eq!(read["category"], "Engineering", "the board's spelling");
        assert_eq!(read["location"], "Ghent, Belgium; Lille, Nord, France (hybrid)");
        let page = app.get(&format!("/details/{id}")).await.expect(200).body;
        for text in ["EUR 50,000 – 65,000 per year", "Hybrid · Full time · Part time", "C++", "mailto:jobs@parks.example.org"] {
            assert!(page.contains(text), "{text}");
        }
        // The tutorial's clients read the place in words, and what they do not know of stays.
        let old = app.get(&format!("/jobs/get/{id}")).await.expect(200).json();
        assert_eq!(old["location"], read["location"]);
        let put = json!({"title": "Head gardener", "company": "City Parks", "location": read["location"], "description": "Trees."});
        app.send_json(Method::PUT, &format!("/jobs/update/{id}"), Some(&ada), &put).await.expect(200);
        let after = app.get(&format!("/api/v1/jobs/{id}")).await.json();
        for field in ["workplace", "places", "employment_types", "salary", "tags", "apply_to", "category"] {
            assert_eq!(after[field], read[field], "{field}");
        }
    }

    async fn a_place_in_words_is_read(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.post_job(&ada, &job_of(&json!({"location": "Remote in Germany, France"}))).await;
        let read = app.get(&format!("/api/v1/jobs/{id}")).await.json();
        assert_eq!(read["location"], "Remote in Germany, France");
        assert_eq!((&read["workplace"], &read["applicant_countries"]), (&json!("remote"), &json!(["DE", "FR"])));
        let patch = json!({"location": "London, UK"});
        let moved = app.send_json(Method::PATCH, &format!("/api/v1/jobs/{id}"), Some(&ada), &patch).await.expect(200).json();
        assert_eq!(moved["places"], json!([{"city": "London", "region": null, "country": "GB"}]));
        assert_eq!((&moved["workplace"], &moved["applicant_countries"]), (&json!("on_site"), &json!([])));
    }

    async fn every_wrong_field_is_named_and_nothing_is_saved(app: TestApp) {
        let ada = app.person("ada").await;
        let nine: Vec<_> = (0..9).map(|n| n.to_string()).collect();
        let long = "x".repeat(20_001);
        for (field, value, named) in [
            ("workplace", json!("moon"), "workplace"),
            ("places", json!([{"city": "Ghent", "country": "XX"}]), "places[0].country"),
            ("places", json!([{"planet": "Mars"}]), "places[0].planet"),
            ("places", json!("Ghent"), "places"),
            ("places", json!([7]), "places[0]"),
            ("applicant_countries", json!(["Atlantis"]), "applicant_countries"),
            ("employment_types", json!(["SLAVE"]), "employment_types"),
            ("employment_types", json!([7]), "employment_types[0]"),
            ("salary", json!({"min": 2, "max": 1, "currency": "EUR", "period": "YEAR"}), "salary_max"),
            ("salary", json!({"min": -1, "currency": "EUR", "period": "YEAR"}), "salary_min"),
            ("salary", json!({"min": 1.5, "currency": "EUR", "period": "YEAR"}), "salary_min"),
            ("salary", json!({"min": 1, "currency": "XXX", "period": "YEAR"}), "salary_currency"),
            ("salary", json!({"min": 1, "currency": "EUR", "period": "EON"}), "salary_period"),
            ("salary", json!({"min": 1, "currency": "EUR", "period": "YEAR", "bonus": 1}), "salary.bonus"),
            ("salary", json!("much"), "salary"),
            ("category", json!("Alchemy"), "category"),
            ("tags", json!(nine), "tags"),
            ("tags", json!(["a,b"]), "tags"),
            ("apply_to", json!("javascript:alert(1)"), "apply_to"),
            ("closes_on", json!("2020-01-01"), "closes_on"),
            ("closes_on", json!("tomorrow"), "closes_on"),
            ("description", json!(long), "description"),
            ("state", json!("published"), "state"),
        ] {
            let body = job_of(&json!({ field: value }));
            let answer = app.send_json(Method::POST, "/api/v1/jobs", Some(&ada), &body).await;
            assert_eq!(answer.status, 422, "{field} {value}: {}", answer.body);
            assert!(answer.fields().contains(&named.to_owned()), "{named}: {}", answer.body);
        }
        let huge = job_of(&json!({"description": "x".repeat(200_000)}));
        app.send_json(Method::POST, "/api/v1/jobs", Some(&ada), &huge).await.expect(413);
        assert_eq!(app.listed().await, 0);
        let own = app.get_as(&ada, "/api/v1/users/me/jobs").await.expect(200).json();
        assert_eq!(own["items"], json!([]));
    }

    async fn a_board_can_ask_for_the_salary(app: TestApp) {
        let mut app = app;
        app.change_settings(&[("SALARY_REQUIRED", "true")]);
        let ada = app.person("ada").await;
        let answer = app.send_json(Method::POST, "/api/v1/jobs", Some(&ada), &job()).await.expect(422);
        assert_eq!(answer.fields(), ["salary_min"]);
        let salary = json!({"salary": {"max": 300_000, "currency": "JPY", "period": "MONTH"}});
        let id = app.post_job(&ada, &job_of(&salary)).await;
        let read = app.get(&format!("/api/v1/jobs/{id}")).await.json();
        assert_eq!(read["salary"]["min"], Value::Null);
    }

    async fn m24_a_description_is_markdown_and_no_html(app: TestApp) {
        let ada = app.person("ada").await;
        let text = "# Tasks\n\n- trees\n- <script>alert(1)</script>\n\n[x](javascript:alert(1)) **bold** https://a.example/";
        let id = app.post_job(&ada, &job_of(&json!({"description": text}))).await;
        assert_eq!(app.get(&format!("/api/v1/jobs/{id}")).await.json()["description"], text);
        let page = app.get(&format!("/details/{id}")).await.expect(200).body;
        for shown in [
            "<h3>Tasks</h3>", "<li>trees</li>", "&lt;script&gt;alert(1)&lt;/script&gt;", "<strong>bold</strong>",
            "<a href=\"https://a.example/\" rel=\"nofollow ugc noopener\">",
        ] {
            assert!(page.contains(shown), "{shown}: {page}");
        }
        assert!(!page.contains("<script>") && !page.contains("javascript:"), "{page}");
    }

    async fn the_form_says_all_of_it_and_a_shorter_one_takes_nothing_away(app: TestApp) {
        let ada = app.person("ada").await;
        let mut form = vec![
            ("title", "Gardener"), ("company", "City Parks"), ("company_url", ""), ("location", "Ghent, Belgium (hybrid)"),
            ("employment_types", "FULL_TIME"), ("employment_types", "INTERN"), ("salary_min", "50,000"), ("salary_max", "x"),
            ("salary_currency", "EUR"), ("salary_period", "YEAR"), ("category", "Design"), ("tags", "C++, .NET"),
            ("apply_to", "jobs@parks.example.org"), ("closes_on", ""), ("description", "Looks after the trees of the city."),
        ];
        let wrong = app.send_form("/post-a-job/", Some(&ada), &form).await.expect(422);
        for kept in ["value=\"50,000\"", "value=\"x\"", "id=\"salary_max-error\"", "value=\"INTERN\" checked", "value=\"EUR\" selected", "value=\"Design\" selected"] {
            assert!(wrong.body.contains(kept), "{kept}: {}", wrong.body);
        }
        form[7].1 = "65000";
        form[8].1 = "";
        let wrong = app.send_form("/post-a-job/", Some(&ada), &form).await.expect(422);
        assert!(wrong.body.contains("id=\"salary_currency-error\""), "{}", wrong.body);
        form[8].1 = "EUR";
        let posted = app.send_form("/post-a-job/", Some(&ada), &form).await.expect(303);
        assert_eq!(posted.header("location"), "/details/1?msg=posted");
        let job = app.get("/api/v1/jobs/1").await.json();
        assert_eq!(job["salary"], json!({"min": 5_000_000, "max": 6_500_000, "currency": "EUR", "period": "YEAR"}));
        assert_eq!((&job["employment_types"], &job["tags"]), (&json!(["FULL_TIME", "INTERN"]), &json!(["C++", ".NET"])));
        assert_eq!((&job["category"], &job["workplace"]), (&json!("Design"), &json!("hybrid")));
        // The form of the tutorial knows five fields.
        let short: Vec<_> = form.iter().filter(|(name, _)| matches!(*name, "title" | "company" | "company_url" | "location" | "description")).copied().collect();
        app.send_form("/edit-job/1", Some(&ada), &short).await.expect(303);
        let after = app.get("/api/v1/jobs/1").await.json();
        for field in ["salary", "employment_types", "category", "tags", "apply_to", "places", "closes_on"] {
            assert_eq!(after[field], job[field], "{field}");
        }
        // The whole form takes away what it leaves empty.
        let page = app.page_as(&ada, "/edit-job/1").await.expect(200).body;
        assert!(page.contains("value=\"50,000\"") && page.contains("value=\"INTERN\" checked"), "{page}");
        let bare: Vec<_> = form.iter().filter(|(name, _)| *name != "employment_types").map(|(name, value)| match *name {
            "salary_min" | "salary_max" | "salary_currency" | "salary_period" | "category" | "tags" | "apply_to" => (*name, ""),
            _ => (*name, *value),
        }).collect();
        app.send_form("/edit-job/1", Some(&ada), &bare).await.expect(303);
        let bare = app.get("/api/v1/jobs/1").await.json();
        assert_eq!((&bare["salary"], &bare["category"], &bare["apply_to"]), (&json!(null), &json!(null), &json!(null)));
        assert_eq!((&bare["employment_types"], &bare["tags"]), (&json!([]), &json!([])));
    }

    async fn a_draft_of_the_form_is_seen_by_its_poster_and_published_by_a_button(app: TestApp) {
        let ada = app.person("ada").await;
        let form = [
            ("title", "Gardener"), ("company", "City Parks"), ("company_url", ""), ("location", "Ghent"),
            ("description", "Looks after the trees of the city."), ("intent", "draft"),
        ];
        let kept = app.send_form("/post-a-job/", Some(&ada), &form).await.expect(303);
        assert_eq!(kept.header("location"), "/details/1?msg=drafted");
        app.get("/details/1").await.expect(404);
        let page = app.page_as(&ada, "/my-jobs/").await.expect(200).body;
        assert!(page.contains("Draft") && page.contains("value=\"submit\""), "{page}");
        app.send_form("/my-jobs/1/", Some(&ada), &[("step", "submit")]).await.expect(303);
        app.get("/details/1").await.expect(200);
        app.send_form("/my-jobs/1/", Some(&ada), &[("step", "submit")]).await.expect(409);
    }

    async fn a_category_is_one_of_the_boards(app: TestApp) {
        let items = app.get("/api/v1/categories").await.expect(200).json();
        assert!(items["items"].as_array().expect("names").contains(&json!("Engineering")));
    }
}
