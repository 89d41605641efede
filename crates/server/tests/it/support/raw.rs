//! Requests byte by byte, for what no client library would send.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Sends bytes to a board and reads what it answers until it closes the connection. A board that
/// has read enough may close it before everything is sent.
pub(crate) async fn send(base: &str, request: &[u8]) -> String {
    let address = base.trim_start_matches("http://");
    let stream = TcpStream::connect(address).await.expect("a connection");
    let (mut read, mut write) = stream.into_split();
    let sending = async {
        let _ = write.write_all(request).await;
    };
    let mut answer = Vec::new();
    let reading = async {
        let mut chunk = [0; 4096];
        while let Ok(length @ 1..) = read.read(&mut chunk).await {
            answer.extend_from_slice(&chunk[..length]);
        }
    };
    tokio::join!(sending, reading);
    String::from_utf8(answer).expect("text")
}
