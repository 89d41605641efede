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
    jobs (id) {
        id -> BigInt,
        title -> Text,
        title_folded -> Text,
        company -> Text,
        company_url -> Nullable<Text>,
        location -> Text,
        description -> Text,
        date_posted -> Date,
        is_active -> Bool,
        owner_id -> BigInt,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        import_key -> Nullable<Text>,
    }
}

diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(jobs -> users (owner_id));
diesel::joinable!(auth_events -> users (user_id));
diesel::allow_tables_to_appear_in_same_query!(users, sessions, jobs, auth_events);
