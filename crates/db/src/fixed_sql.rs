//! SQL that diesel has no words for and that is the same each time, so that its statement is
//! prepared once and kept. What is written by diesel's own `sql` and `sql_query` is prepared anew
//! for each call.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::expression::{
    AppearsOnTable, AsExpression, Expression, IntoSql, SelectableExpression, TypedExpressionType,
    ValidGrouping, is_aggregate,
};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::SingleValue;

/// A value that is bound.
pub(crate) type Bind<ST, T> = <T as AsExpression<ST>>::Expression;

/// Two values that are bound, with a comma between them.
pub(crate) type BindPair<T, V, U, W> = (Bind<T, V>, Bind<U, W>);

/// An expression of a type: a text, what stands in it (a bound value, or nothing), and a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FixedSql<ST, E = ()> {
    before: &'static str,
    inner: E,
    after: &'static str,
    sql_type: PhantomData<ST>,
}

impl<ST> FixedSql<ST> {
    /// A text alone.
    pub(crate) const fn new(text: &'static str) -> Self {
        Self {
            before: text,
            inner: (),
            after: "",
            sql_type: PhantomData,
        }
    }
}

impl<ST, E> FixedSql<ST, E> {
    /// A text around a value of a type.
    pub(crate) fn around<T, V>(
        before: &'static str,
        value: V,
        after: &'static str,
    ) -> FixedSql<ST, Bind<T, V>>
    where
        T: SingleValue + TypedExpressionType,
        V: AsExpression<T>,
    {
        FixedSql {
            before,
            inner: value.into_sql::<T>(),
            after,
            sql_type: PhantomData,
        }
    }
}

impl<ST, E> FixedSql<ST, E> {
    /// A text around two values of these types, with a comma between them.
    pub(crate) fn around_pair<T, U, V, W>(
        before: &'static str,
        (first, second): (V, W),
        after: &'static str,
    ) -> FixedSql<ST, BindPair<T, V, U, W>>
    where
        T: SingleValue + TypedExpressionType,
        U: SingleValue + TypedExpressionType,
        V: AsExpression<T>,
        W: AsExpression<U>,
    {
        FixedSql {
            before,
            inner: (first.into_sql::<T>(), second.into_sql::<U>()),
            after,
            sql_type: PhantomData,
        }
    }
}

impl<ST: TypedExpressionType, E> Expression for FixedSql<ST, E> {
    type SqlType = ST;
}

impl<QS, ST: TypedExpressionType, E> SelectableExpression<QS> for FixedSql<ST, E> {}

impl<QS, ST: TypedExpressionType, E> AppearsOnTable<QS> for FixedSql<ST, E> {}

impl<ST, E, GB> ValidGrouping<GB> for FixedSql<ST, E> {
    type IsAggregate = is_aggregate::Never;
}

impl<ST, E> QueryId for FixedSql<ST, E> {
    type QueryId = ();
    // Which text it is, its type does not say: the whole statement's text is what it is kept under.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<DB, ST, E> QueryFragment<DB> for FixedSql<ST, E>
where
    DB: Backend,
    E: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(self.before);
        self.inner.walk_ast(out.reborrow())?;
        out.push_sql(self.after);
        Ok(())
    }
}
