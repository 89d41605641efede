//! Limits on guessing passwords (rows M16, M18 and M19).

use chrono::TimeDelta;
use jobboard_core::clock::Clock;
use reqwest::Method;
use serde_json::json;

use super::parallel::all_at_once;
use super::{WRONG, at, cookie_set, login, login_from, login_request, retry_after};
use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::{PASSWORD, Person};

const BEHIND_A_PROXY: (&str, &str) = ("TRUSTED_PROXIES", "127.0.0.1");

/// The board behind a proxy, with a clock that stands still.
async fn behind_a_proxy(app: &mut TestApp) -> Person {
    let ada = app.person("ada").await;
    app.change_settings(&[BEHIND_A_PROXY]);
    app.clock.stop_at(app.clock.now());
    ada
}

/// Signs in wrongly as often as it counts.
async fn fail(app: &TestApp, times: usize, network: &str, email: &str) {
    for n in 0..times {
        let answer = login_from(app, network, email, WRONG).await;
        assert_eq!(
            answer.status, 401,
            "the {n}th from {network} to {email}: {}",
            answer.body
        );
    }
}

/// Signs in by the page of a browser with a device token.
async fn page_login(
    app: &TestApp,
    network: &str,
    email: &str,
    password: &str,
    device: &str,
) -> Answer {
    let request = app
        .request(Method::POST, "/login/")
        .header("origin", &app.base)
        .header("x-forwarded-for", network)
        .header("cookie", format!("device={device}"))
        .form(&[("email", email), ("password", password)]);
    app.send(request).await
}

on_both_databases! {
    async fn m18_after_five_wrong_ones_the_wait_doubles_to_a_quarter_of_an_hour(app: TestApp) {
        let ada = app.person("ada").await;
        app.clock.stop_at(app.clock.now());
        for _ in 0..5 {
            login(&app, &ada.email, WRONG).await.expect(401);
        }
        for wait in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
            for password in [WRONG, PASSWORD] {
                assert_eq!(retry_after(&login(&app, &ada.email, password).await), wait);
            }
            app.clock.advance(TimeDelta::seconds(wait - 1));
            assert_eq!(retry_after(&login(&app, &ada.email, PASSWORD).await), 1);
            app.clock.advance(TimeDelta::seconds(1));
            login(&app, &ada.email, WRONG).await.expect(401);
        }
        app.clock.advance(TimeDelta::minutes(15));
        login(&app, &ada.email, PASSWORD).await.expect(200);
        // A good sign-in takes back what was counted from here.
        for _ in 0..5 {
            login(&app, &ada.email, WRONG).await.expect(401);
        }
        assert_eq!(retry_after(&login(&app, &ada.email, WRONG).await), 1);
        app.clock.advance(TimeDelta::hours(24));
        for _ in 0..5 {
            login(&app, &ada.email, WRONG).await.expect(401);
        }
    }

    async fn m18_every_way_to_sign_in_counts_and_is_closed_alike(app: TestApp) {
        let ada = app.person("ada").await;
        app.clock.stop_at(app.clock.now());
        let form = |password| {
            app.request(Method::POST, "/login/token")
                .form(&[("username", "ADA@example.org"), ("password", password)])
        };
        let page = async |password| {
            app.send_form("/login/", None, &[("email", " Ada@Example.org "), ("password", password)]).await
        };
        login(&app, &ada.email, WRONG).await.expect(401);
        app.send(form(WRONG)).await.expect(401);
        app.send(form(WRONG)).await.expect(401);
        page(WRONG).await.expect(401);
        page(WRONG).await.expect(401);
        for password in [WRONG, PASSWORD] {
            assert_eq!(retry_after(&login(&app, &ada.email, password).await), 1);
            assert_eq!(retry_after(&app.send(form(password)).await), 1);
            let closed = page(password).await;
            assert_eq!(retry_after(&closed), 1);
            assert_eq!(closed.header("set-cookie"), "");
        }
    }

    async fn m18_twenty_an_hour_to_an_account_from_all_networks(app: TestApp) {
        let mut app = app;
        let ada = behind_a_proxy(&mut app).await;
        for n in 0..5 {
            fail(&app, 4, &format!("203.0.113.{n}"), &ada.email).await;
            app.clock.advance(TimeDelta::minutes(10));
        }
        let closed = login_from(&app, "198.51.100.1", &ada.email, PASSWORD).await;
        assert_eq!(retry_after(&closed), 600, "until an hour after the first");
        // The owner gets in from a network that the account knows.
        login(&app, &ada.email, PASSWORD).await.expect(200);
        assert_eq!(retry_after(&login_from(&app, "198.51.100.1", &ada.email, WRONG).await), 600);
        app.clock.advance(TimeDelta::minutes(10));
        login_from(&app, "198.51.100.1", &ada.email, PASSWORD).await.expect(200);
        fail(&app, 4, "203.0.113.99", &ada.email).await;
    }

    async fn m18_thirty_in_five_minutes_from_a_network_to_all_accounts(app: TestApp) {
        let mut app = app;
        let ada = behind_a_proxy(&mut app).await;
        let eve = app.person("eve").await;
        for (attacker, same, other) in [
            ("203.0.113.5", "203.0.113.5", "203.0.113.6"),
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"),
            ("::ffff:203.0.113.9", "203.0.113.9", "203.0.113.8"),
        ] {
            for n in 0..30 {
                let somebody = format!("somebody{n}@example.org");
                let answer = login_from(&app, attacker, &somebody, WRONG).await;
                assert_eq!(answer.status, 401, "{attacker} {n}");
                if n == 20 {
                    // The attacker's own account resets nothing.
                    login_from(&app, attacker, &eve.email, PASSWORD).await.expect(200);
                }
            }
            for network in [attacker, same] {
                let closed = login_from(&app, network, &ada.email, PASSWORD).await;
                assert_eq!(retry_after(&closed), 300, "{network}");
                retry_after(&login_from(&app, network, &eve.email, PASSWORD).await);
            }
            login_from(&app, other, &ada.email, PASSWORD).await.expect(200);
            app.clock.advance(TimeDelta::minutes(5));
            login_from(&app, same, &ada.email, PASSWORD).await.expect(200);
            app.clock.advance(TimeDelta::hours(25));
        }
    }

    async fn m18_of_several_limits_the_longest_wait_is_told(app: TestApp) {
        let mut app = app;
        let ada = behind_a_proxy(&mut app).await;
        let attacker = "203.0.113.5";
        let fail_elsewhere = async |times| {
            for n in 0..times {
                fail(&app, 1, attacker, &format!("somebody{n}@example.org")).await;
            }
        };
        fail(&app, 5, attacker, &ada.email).await;
        assert_eq!(retry_after(&login_from(&app, attacker, &ada.email, PASSWORD).await), 1);
        fail_elsewhere(25).await;
        assert_eq!(retry_after(&login_from(&app, attacker, &ada.email, PASSWORD).await), 300);
        app.clock.advance(TimeDelta::seconds(300));
        for wait in [2, 4, 8, 16, 32, 64, 128, 256, 512] {
            fail(&app, 1, attacker, &ada.email).await;
            assert_eq!(retry_after(&login_from(&app, attacker, &ada.email, PASSWORD).await), wait);
            app.clock.advance(TimeDelta::seconds(wait));
        }
        fail(&app, 1, attacker, &ada.email).await;
        fail_elsewhere(29).await;
        assert_eq!(retry_after(&login_from(&app, attacker, "somebody@example.org", WRONG).await), 300);
        assert_eq!(retry_after(&login_from(&app, attacker, &ada.email, PASSWORD).await), 900);
    }

    async fn m18_the_owner_gets_in_by_a_known_network_or_browser(app: TestApp) {
        let mut app = app;
        let ada = behind_a_proxy(&mut app).await;
        let home = "203.0.113.77";
        let known = page_login(&app, home, &ada.email, PASSWORD, "").await.expect(303);
        let device = cookie_set(&known, "device").expect("a device token");
        let attackers = "198.51.100.0";
        fail(&app, 5, attackers, &ada.email).await;
        for n in 1..4 {
            fail(&app, 5, &format!("198.51.100.{n}"), &ada.email).await;
        }
        retry_after(&login_from(&app, "198.51.100.9", &ada.email, PASSWORD).await);
        retry_after(&login_from(&app, attackers, &ada.email, PASSWORD).await);
        login_from(&app, home, &ada.email, PASSWORD).await.expect(200);
        let from_there = page_login(&app, attackers, &ada.email, PASSWORD, &device).await.expect(303);
        let again = cookie_set(&from_there, "device");
        assert_eq!(again.as_deref(), Some(device.as_str()), "the same device");
        // A device has attempts of its own, five as everybody.
        for _ in 0..5 {
            page_login(&app, attackers, &ada.email, WRONG, &device).await.expect(401);
        }
        assert_eq!(retry_after(&page_login(&app, attackers, &ada.email, PASSWORD, &device).await), 1);
        // Nobody else's device is any use.
        let eve = app.person("eve").await;
        let hers = page_login(&app, attackers, &eve.email, PASSWORD, "").await;
        let hers = cookie_set(&hers, "device").unwrap_or_default();
        for useless in [hers.as_str(), "x", &device[1..]] {
            retry_after(&page_login(&app, attackers, &ada.email, PASSWORD, useless).await);
        }
    }

    async fn m18_what_was_counted_holds_after_a_restart_and_on_another_board(app: TestApp) {
        let mut app = app;
        let ada = app.person("ada").await;
        app.clock.stop_at(app.clock.now());
        let second = app.second_board();
        let there = async |password: &str| {
            let request = at(&second.base, Method::POST, "/api/v1/auth/login");
            Answer::read(
                request.json(&json!({"email": "ada@example.org", "password": password}))
                    .send().await.expect("an answer")
            ).await
        };
        for _ in 0..2 {
            login(&app, &ada.email, WRONG).await.expect(401);
            there(WRONG).await.expect(401);
        }
        app.restart();
        login(&app, &ada.email, WRONG).await.expect(401);
        assert_eq!(retry_after(&there(PASSWORD).await), 1);
        app.restart();
        assert_eq!(retry_after(&login(&app, &ada.email, PASSWORD).await), 1);
    }

    async fn m18_of_fifty_wrong_ones_at_once_five_are_tried(app: TestApp) {
        let ada = app.person("ada").await;
        app.clock.stop_at(app.clock.now());
        let requests = (0..50)
            .map(|n| login_request(&app, &ada.email, if n == 25 { PASSWORD } else { WRONG }))
            .collect();
        let answers = all_at_once(requests).await;
        let tried: Vec<_> = answers.iter().map(|answer| answer.status).filter(|status| !matches!(status, 429 | 503)).collect();
        // The right one may be among the first, and what was counted before it is taken back.
        let wrong = tried.iter().filter(|status| **status == 401).count();
        let right = tried.iter().filter(|status| **status == 200).count();
        assert_eq!(wrong + right, tried.len(), "{tried:?}");
        assert!(right <= 1 && wrong <= 5 * (1 + right), "{tried:?}");
    }

    async fn m18_wrong_ones_to_many_accounts_at_once_are_counted_and_no_error(app: TestApp) {
        let mut app = app;
        behind_a_proxy(&mut app).await;
        for round in 0..6 {
            // Two accounts, two networks, crosswise: whoever counts must not wait in a circle.
            let requests = (0..28)
                .map(|n| {
                    let email = format!("somebody{round}-{}@example.org", n % 2);
                    let network = format!("203.0.{round}.{}", (n / 2) % 3);
                    login_request(&app, &email, WRONG).header("x-forwarded-for", network)
                })
                .collect();
            for answer in all_at_once(requests).await {
                assert!(matches!(answer.status, 401 | 429 | 503), "{}", answer.body);
            }
        }
    }

    async fn m16_m18_unknown_and_inactive_accounts_are_throttled_as_any_other(app: TestApp) {
        let ada = app.person("ada").await;
        let inactive = app.person("inactive").await;
        app.command(&["user", "deactivate", &inactive.email]);
        app.clock.stop_at(app.clock.now());
        let mut seen = Vec::new();
        for email in [ada.email.as_str(), &inactive.email, "nobody@example.org"] {
            let mut answers = Vec::new();
            let checked = app.context.password_verifications();
            for n in 0..12 {
                // An account out of use does not take the right password either.
                let password = if email == inactive.email { PASSWORD } else { WRONG };
                let request = login_request(&app, email, password).header("x-request-id", "one");
                let mut answer = app.send(request).await;
                answer.headers.remove("date");
                answers.push((n, answer.status, format!("{:?}", answer.headers), answer.body));
                if n % 2 == 0 {
                    app.clock.advance(TimeDelta::seconds(1));
                }
            }
            assert!(answers.iter().any(|answer| answer.1 == 401));
            assert!(answers.iter().any(|answer| answer.1 == 429));
            assert_eq!(app.context.password_verifications() - checked, 12, "throttled or not");
            seen.push(answers);
            app.clock.advance(TimeDelta::hours(25));
        }
        assert_eq!(seen[0], seen[1]);
        assert_eq!(seen[0], seen[2]);
    }

    async fn m19_a_forwarded_address_counts_from_a_known_proxy_only(app: TestApp) {
        let ada = app.person("ada").await;
        app.clock.stop_at(app.clock.now());
        for n in 0..5 {
            let spoofed = format!("203.0.113.{n}");
            login_from(&app, &spoofed, &ada.email, WRONG).await.expect(401);
        }
        assert_eq!(retry_after(&login_from(&app, "203.0.113.99", &ada.email, PASSWORD).await), 1);

        let mut app = app;
        app.change_settings(&[BEHIND_A_PROXY]);
        // What a client writes itself stands left of what the proxy adds.
        for n in 0..5 {
            let forwarded = format!("192.0.2.{n}, 203.0.113.5");
            login_from(&app, &forwarded, &ada.email, WRONG).await.expect(401);
        }
        retry_after(&login_from(&app, "192.0.2.200,203.0.113.5", &ada.email, PASSWORD).await);
        retry_after(&login_from(&app, "203.0.113.5, 127.0.0.1", &ada.email, PASSWORD).await);
        login_from(&app, "203.0.113.5, 192.0.2.1", &ada.email, PASSWORD).await.expect(200);
    }
}
