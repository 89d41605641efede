//! The choice of a language.

use actix_web::HttpResponse;
use jobboard_core::field::FieldError;
use jobboard_core::language::Language;
use jobboard_core::phrase;
use jobboard_services::accounts;

use super::{local_path, see_other};
use crate::auth::Visitor;
use crate::error::ApiError;
use crate::extract::Form;
use crate::site::SiteData;
use crate::{cookie, visit};

/// `POST /language/`: the browser remembers it, and so does the account of whoever is signed in,
/// for its mails.
pub(crate) async fn submit_language(
    site: SiteData,
    visitor: Visitor,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&["language", "next"])?;
    let raw = form.0.get("language").unwrap_or_default();
    let language: Language = raw.parse().map_err(|_| {
        let names = Language::ALL.map(Language::tag).join(", ");
        FieldError::new(
            "language",
            "invalid",
            phrase!("error-one-of", names = names),
        )
    })?;
    if let Some(user) = &visitor.0 {
        accounts::set_language(site.context(), user, language).await?;
    }
    let mut response = see_other(local_path(form.0.get("next")).unwrap_or("/"));
    let remembered = visit::cookie(language, !site.config().plain_http);
    cookie::set(&mut response, [remembered])?;
    Ok(response)
}
