//! How fast text is mended and made harmless, by script: clean text at the speed of memory, misread text in one pass.

use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher, black_box};
use newsdesk::text::repair::repair;
use newsdesk::text::sanitize::sanitize;
use newsdesk::text::{Address, Clean};

/// Counts allocations: clean text is to take none.
#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

/// Bytes of each text.
const SIZE: usize = 1 << 20;

fn main() {
    divan::main();
}

/// Texts that are right, by name.
const CLEAN: [(&str, &str); 7] = [
    ("ASCII", "The maker of the model said on Monday that it would open its weights in the spring, R&D permitting. "),
    (
        "English",
        "The firm’s “open” model — trained for €5 million in a café near Zürich — is out, its maker says… Others doubt it; they’d rather wait. ",
    ),
    (
        "German",
        "Der größte Börsengang des Jahres: „Wir möchten für alle da sein“, erklärte die Geschäftsführerin über die Übernahme in München. ",
    ),
    (
        "Russian",
        "Компания объявила, что новая модель будет доступна весной — «всем и сразу», как сказал её глава на встрече. ",
    ),
    ("Chinese", "该公司周一表示,新模型将于春季开放,“人人可用”。专家们对此表示怀疑,认为还需要等待更多测试结果。"),
    (
        "Vietnamese",
        "Công ty cho biết mô hình mới sẽ được mở vào mùa xuân, “cho tất cả mọi người”, theo lời giám đốc điều hành. ",
    ),
    ("Hindi", "कंपनी ने सोमवार को कहा कि नया मॉडल वसंत में सबके लिए खुला होगा, और विशेषज्ञ इस पर संदेह करते हैं। "),
];

/// Texts with much to do.
const BROKEN: [(&str, &str); 3] = [
    ("misread", "The firmâ€™s â€œopenâ€\u{9d} model â€” trained for â‚¬5 million in a cafÃ© â€” is out. "),
    ("references", "The firm&rsquo;s &ldquo;open&rdquo; model &mdash; R&amp;D for &euro;5 million &#8211; is out. "),
    ("one sign", "The maker said on Monday that it would open its weights in the spring, R&D permitting â€” or not. "),
];

fn filled(text: &str) -> String {
    text.repeat(SIZE / text.len() + 1).trim().to_owned()
}

fn named(texts: &[(&'static str, &'static str)], name: &str) -> String {
    filled(texts.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text))
}

fn names<const N: usize>(texts: [(&'static str, &'static str); N]) -> [&'static str; N] {
    texts.map(|(name, _)| name)
}

#[divan::bench(args = names(CLEAN))]
fn repair_clean(bencher: Bencher, name: &str) {
    let text = named(&CLEAN, name);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| repair(black_box(&text)).len());
}

#[divan::bench(args = names(BROKEN))]
fn repair_broken(bencher: Bencher, name: &str) {
    let text = named(&BROKEN, name);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| repair(black_box(&text)).len());
}

#[divan::bench(args = names(CLEAN))]
fn sanitize_owned(bencher: Bencher, name: &str) {
    let text = named(&CLEAN, name);
    bencher.counter(BytesCount::of_str(&text)).with_inputs(|| text.clone()).bench_local_values(Clean::from);
}

#[divan::bench]
fn sanitize_hostile(bencher: Bencher) {
    let text = filled("\u{1b}[31mThe firm\u{200b}’s\u{1b}[0m \u{1b}]0;own\u{7}“open” model\u{202e} is  out\n");
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| sanitize(black_box(&text)).len());
}

#[divan::bench(args = ["https://news.example/2026/11/22/story.html", "/2026/11/22/story.html", "../story.html?a=b#c"])]
fn join(bencher: Bencher, link: &str) {
    let base = Address::new("https://news.example/feeds/all.xml").unwrap();
    bencher.bench_local(|| black_box(&base).join(black_box(link)));
}
