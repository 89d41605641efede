//! Pages and assets in as few bytes as a reader takes.

on_both_databases! {
    async fn a_page_is_sent_in_brotli_or_gzip_to_whoever_reads_them(app: TestApp) {
        let plain = app.get("/").await.expect(200);
        assert_eq!(plain.header("content-encoding"), "");
        let mut tags = vec![plain.header("etag").to_owned()];
        for (accepted, written) in [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, *;q=0", "")] {
            let answer = app.get_with("/", &[("accept-encoding", accepted)]).await.expect(200);
            assert_eq!(answer.header("content-encoding"), written, "{accepted}");
            assert!(answer.header("vary").contains("Accept-Encoding"), "{accepted}");
            let tag = answer.header("etag").to_owned();
            let asked = [("accept-encoding", accepted), ("if-none-match", &*tag)];
            app.get_with("/", &asked).await.expect(304);
            tags.push(tag);
        }
        tags.sort();
        tags.dedup();
        assert_eq!(tags.len(), 3, "each way to write a page has a tag of its own");
    }

    async fn an_asset_is_kept_for_ever_and_sent_in_few_bytes(app: TestApp) {
        let page = app.get("/").await.expect(200).body;
        let mut assets: Vec<_> = page
            .split('"')
            .filter(|part| part.starts_with("/assets/"))
            .map(|part| part.split('#').next().unwrap_or(part))
            .collect();
        assets.sort();
        assets.dedup();
        assert!(assets.len() >= 5, "style, script, typeface, icon and icons: {assets:?}");
        for path in assets {
            let answer = app.get_with(path, &[("accept-encoding", "br")]).await.expect(200);
            assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
            let is_text = path.ends_with(".css") || path.ends_with(".js");
            if is_text {
                assert_eq!(answer.header("content-encoding"), "br", "{path}");
                assert_eq!(answer.header("vary"), "Accept-Encoding", "{path}");
            }
        }
    }
}
