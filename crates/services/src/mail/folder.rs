//! Mails as files, where there is no mail server.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use chrono::{DateTime, Utc};

/// Writes a mail into a folder, for its owner alone. It gets its name when it is whole.
pub(super) fn write(folder: &Path, id: i64, bytes: &[u8], now: DateTime<Utc>) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    let name = format!("{}-{id}", now.format("%Y%m%dT%H%M%S"));
    let part = folder.join(format!("{name}.part"));
    let mut file = create(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(part, folder.join(format!("{name}.eml")))
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
