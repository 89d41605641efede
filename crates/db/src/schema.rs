//! The tables as both databases have them. A test compares them with what the migrations make.

diesel::table! {
    users (id) {
        id -> BigInt,
        username -> Text,
        username_key -> Text,
        email -> Text,
        email_key -> Text,
        password_hash -> Nullable<Text>,
        role -> Text,
        is_active -> Bool,
        created_at -> Timestamp,
        email_verified_at -> Nullable<Timestamp>,
        language -> Nullable<Text>,
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        user_id -> BigInt,
        counter -> BigInt,
        user_agent -> Text,
        network -> Text,
        created_at -> Timestamp,
        refreshed_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    one_time_tokens (token_hash) {
        token_hash -> Text,
        kind -> Text,
        user_id -> Nullable<BigInt>,
        email -> Nullable<Text>,
        email_key -> Nullable<Text>,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    throttles (bucket) {
        bucket -> Text,
        attempts -> BigInt,
        opens_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    auth_events (id) {
        id -> BigInt,
        kind -> Text,
        user_id -> Nullable<BigInt>,
        network -> Text,
        request_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    mails (id) {
        id -> BigInt,
        user_id -> Nullable<BigInt>,
        recipient -> Text,
        content -> Text,
        state -> Text,
        attempts -> BigInt,
        last_error -> Nullable<Text>,
        created_at -> Timestamp,
        due_at -> Timestamp,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    companies (id) {
        id -> BigInt,
        name -> Text,
        name_key -> Text,
        web_site -> Nullable<Text>,
        description -> Text,
        owner_id -> Nullable<BigInt>,
        version -> BigInt,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    categories (id) {
        id -> BigInt,
        name -> Text,
        name_key -> Text,
        position -> BigInt,
    }
}

diesel::table! {
    jobs (id) {
        id -> BigInt,
        title -> Text,
        title_folded -> Text,
        company -> Text,
        company_id -> BigInt,
        company_url -> Nullable<Text>,
        location -> Text,
        workplace -> Text,
        places -> Text,
        applicant_countries -> Text,
        employment_types -> Text,
        salary_min -> Nullable<BigInt>,
        salary_max -> Nullable<BigInt>,
        salary_currency -> Nullable<Text>,
        salary_period -> Nullable<Text>,
        salary_yearly -> Nullable<BigInt>,
        category -> Nullable<Text>,
        tags -> Text,
        apply_to -> Nullable<Text>,
        description -> Text,
        date_posted -> Date,
        closes_on -> Nullable<Date>,
        state -> Text,
        expires_at -> Nullable<Timestamp>,
        version -> BigInt,
        edited_at -> Timestamp,
        approved_at -> Nullable<Timestamp>,
        index_version -> BigInt,
        owner_id -> BigInt,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        import_key -> Nullable<Text>,
    }
}

diesel::table! {
    job_terms (term, date_posted, job_id) {
        term -> Text,
        date_posted -> Date,
        job_id -> BigInt,
    }
}

diesel::table! {
    tags (tag_key) {
        tag_key -> Text,
        name -> Text,
    }
}

diesel::table! {
    job_events (id) {
        id -> BigInt,
        job_id -> BigInt,
        kind -> Text,
        from_state -> Nullable<Text>,
        to_state -> Text,
        actor_id -> Nullable<BigInt>,
        note -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    idempotency_keys (user_id, idempotency_key) {
        user_id -> BigInt,
        idempotency_key -> Text,
        body_fingerprint -> Text,
        job_id -> BigInt,
        answer -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    job_reviews (id) {
        id -> BigInt,
        job_id -> BigInt,
        entered_at -> Timestamp,
    }
}

diesel::table! {
    job_comments (id) {
        id -> BigInt,
        job_id -> BigInt,
        author_id -> Nullable<BigInt>,
        is_from_moderator -> Bool,
        body -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    job_reports (id) {
        id -> BigInt,
        job_id -> BigInt,
        reader -> Text,
        reason -> Text,
        note -> Text,
        created_at -> Timestamp,
        resolved_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    saved_jobs (id) {
        id -> BigInt,
        user_id -> BigInt,
        job_id -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    job_views (job_id, date_viewed) {
        job_id -> BigInt,
        date_viewed -> Date,
        views -> BigInt,
    }
}

diesel::table! {
    job_reminders (job_id) {
        job_id -> BigInt,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    board_settings (name) {
        name -> Text,
        setting_value -> Text,
        changed_at -> Timestamp,
        changed_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    unfinished_jobs (user_id) {
        user_id -> BigInt,
        form -> Text,
        saved_at -> Timestamp,
    }
}

diesel::table! {
    public_versions (shard) {
        shard -> BigInt,
        version -> BigInt,
    }
}

diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(jobs -> users (owner_id));
diesel::joinable!(job_terms -> jobs (job_id));
diesel::joinable!(job_events -> users (actor_id));
diesel::joinable!(job_reviews -> jobs (job_id));
diesel::joinable!(job_comments -> users (author_id));
diesel::joinable!(job_reports -> jobs (job_id));
diesel::joinable!(saved_jobs -> jobs (job_id));
diesel::joinable!(job_views -> jobs (job_id));
diesel::joinable!(job_reminders -> jobs (job_id));
diesel::joinable!(auth_events -> users (user_id));
diesel::allow_tables_to_appear_in_same_query!(
    users,
    sessions,
    companies,
    jobs,
    job_terms,
    job_events,
    job_reviews,
    job_comments,
    job_reports,
    saved_jobs,
    job_views,
    job_reminders,
    tags,
    auth_events
);
