// The exact time of something, on hover, by the reader's own clock in place of UTC.

const exact = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "long" });

document.querySelectorAll("time[data-instant]").forEach((time) => {
  time.title = exact.format(new Date(time.dateTime));
});
