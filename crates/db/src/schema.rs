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
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        user_id -> BigInt,
        created_at -> Timestamp,
        expires_at -> Timestamp,
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
diesel::allow_tables_to_appear_in_same_query!(users, sessions, jobs);
