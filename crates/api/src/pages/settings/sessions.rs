//! The sign-ins that have not ended, and how to end them.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use jobboard_services::ServiceError;
use jobboard_services::sessions::{self, Session};

use super::{Place, Section, current_password};
use crate::auth::SignedIn;
use crate::caller::CalledFrom;
use crate::device;
use crate::error::ApiError;
use crate::extract::{Form, Query};
use crate::pages::form::FormFields;
use crate::pages::form_page::Rejection;
use crate::pages::instant::Instant;
use crate::pages::layout::Layout;
use crate::pages::{page, rejected, see_other};
use crate::site::{Site, SiteData};

#[derive(Template)]
#[template(path = "sessions.html")]
struct SessionsPage {
    layout: Layout,
    section: Place,
    sessions: Vec<SessionRow>,
    /// The one to be ended.
    chosen: String,
    /// The address that is signed in with.
    email: String,
    fields: FormFields,
    failure: Option<Phrase>,
}

/// A sign-in, for a person.
struct SessionRow {
    id: String,
    device: Phrase,
    network: String,
    seen: Instant,
    since: Instant,
    is_current: bool,
}

impl SessionRow {
    fn new(session: Session, current: &str) -> Self {
        Self {
            device: device::describe(&session.user_agent),
            network: session.network,
            seen: session.refreshed_at.into(),
            since: session.created_at.into(),
            is_current: session.id == current,
            id: session.id,
        }
    }
}

async fn sign_ins(site: &Site, user: &SignedIn) -> Result<SessionsPage, ApiError> {
    let mut sessions = sessions::list(site.context(), &user.0).await?;
    sessions.sort_by_key(|session| session.id != user.0.session());
    Ok(SessionsPage {
        layout: Layout::for_user(site, user),
        section: Place::new(Section::Sessions, &user.0),
        sessions: sessions
            .into_iter()
            .map(|session| SessionRow::new(session, user.0.session()))
            .collect(),
        chosen: String::new(),
        email: user.0.account().email.clone(),
        fields: FormFields(vec![current_password()]),
        failure: None,
    })
}

/// `GET /settings/sessions/`
pub(crate) async fn sessions_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let mut sign_ins = sign_ins(&site, &user).await?;
    sign_ins.layout = sign_ins.layout.with_notice(query.0.get("msg"));
    page(&request, &sign_ins)
}

/// `POST /settings/sessions/`
pub(crate) async fn submit_sessions(
    site: SiteData,
    user: SignedIn,
    caller: CalledFrom,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&["session", "current_password"])?;
    let session = form.0.get("session").unwrap_or_default();
    let password = form.0.get("current_password");
    let context = site.context();
    if session.is_empty() {
        let mut page = sign_ins(&site, &user).await?;
        page.failure = Some(phrase!("sessions-choose"));
        return rejected(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let ended = match session {
        "all" => sessions::logout_everywhere(context, &user.0, password, &caller.0).await,
        one => sessions::end_session(context, &user.0, one, password, &caller.0).await,
    };
    match ended {
        Ok(()) if session == "all" || session == user.0.session() => {
            let mut response = see_other("/?msg=signed-out");
            site.cookies().sign_out(&mut response)?;
            Ok(response)
        }
        // One that has ended by itself meanwhile is as good.
        Ok(()) | Err(ServiceError::NotFound) => {
            Ok(see_other("/settings/sessions/?msg=session-ended"))
        }
        Err(error) => {
            let rejection = Rejection::of(error)?;
            let mut page = sign_ins(&site, &user).await?;
            session.clone_into(&mut page.chosen);
            page.fields = page.fields.with_errors(&rejection.errors);
            page.failure.clone_from(&rejection.failure);
            rejection.answer(&page)
        }
    }
}
