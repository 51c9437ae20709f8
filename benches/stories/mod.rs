//! Stories made up for measuring, the same for the same number: words as frequent as in any language, names of the trade,
//! titles of 60 to 110 characters, bodies of about 3 kB, one in twenty of them Chinese.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use newsdesk::article::{
    Article, ArticleId, Block, EntityKind, Mention, Named, Origin, Place, Published, Section, SectionKind,
};
use newsdesk::entity;
use newsdesk::text::Clean;

/// The day on which the latest story was published.
pub const TODAY: Date = date(2026, 7, 10);

/// Different words: what a few thousand articles use.
const N_WORDS: usize = 30_000;

const BODY_BYTES: usize = 3000;
const CHINESE: usize = 20;
const SOURCES: usize = 300;
const TOPICS: usize = 400;
const AUTHORS: usize = 2000;
const DAYS: usize = 1000;

/// Words that stand in every text, most frequent first.
const COMMON: &str = "the of and to in a for is on that by with as it from at are an has its will be new this have \
    or was not but more than which their about after over can data model models says how why open now price export \
    control chips order release training agents safety code week report million billion users company market source \
    first says launch inside race deal court state law rules power cost team tools research open-source policy";

/// Kind, name, family, maker.
type Entry = (EntityKind, &'static str, Option<&'static str>, Option<&'static str>);

const NAMES: [Entry; 34] = {
    use EntityKind::{Company, Model, Organization, Person, Policy};
    [
        (Company, "OpenAI", None, None),
        (Company, "Anthropic", None, None),
        (Company, "Google", None, None),
        (Company, "Meta", None, None),
        (Company, "Nvidia", None, None),
        (Company, "Microsoft", None, None),
        (Company, "Z.ai", None, None),
        (Company, "Moonshot AI", None, None),
        (Company, "DeepSeek", None, None),
        (Company, "Mistral", None, None),
        (Company, "Samsung", None, None),
        (Company, "TSMC", None, None),
        (Model, "GPT-5.6", Some("gpt"), Some("openai")),
        (Model, "GPT-5", Some("gpt"), Some("openai")),
        (Model, "Claude Opus 4.5", Some("claude"), Some("anthropic")),
        (Model, "Gemini 3", Some("gemini"), Some("google")),
        (Model, "Llama 4", Some("llama"), Some("meta")),
        (Model, "GLM-5.2", Some("glm"), Some("z-ai")),
        (Model, "Kimi K2", Some("kimi"), Some("moonshot-ai")),
        (Model, "DeepSeek V4", Some("deepseek"), Some("deepseek")),
        (Model, "Qwen 3", Some("qwen"), Some("alibaba")),
        (Person, "Sam Altman", None, None),
        (Person, "Dario Amodei", None, None),
        (Person, "Jensen Huang", None, None),
        (Person, "Demis Hassabis", None, None),
        (Person, "Yann LeCun", None, None),
        (Person, "Fei-Fei Li", None, None),
        (Organization, "NIST", None, None),
        (Organization, "NTIA", None, None),
        (Organization, "European Commission", None, None),
        (Organization, "Linux Foundation", None, None),
        (Policy, "EU AI Act", None, None),
        (Policy, "SB 1047", None, None),
        (Policy, "CHIPS Act", None, None),
    ]
};

const HAN: &str = "中国开源模型芯片出口管制公司人工智能数据训练发布价格市场政策安全研究团队代码用户报告新闻国内大语言推理成本速度能力";

/// Makes stories.
pub struct Desk {
    words: Vec<String>,
    han: Vec<char>,
}

/// Numbers by chance, the same for the same seed (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// A rank below `n`, the lower the likelier, as Zipf found it: `n` to a number between 0 and 1 taken evenly.
    fn rank(&mut self, n: usize) -> usize {
        let even = self.next() as f64 / u64::MAX as f64;
        ((n as f64).powf(even) as usize).min(n) - 1
    }
}

impl Desk {
    /// With its words made up.
    pub fn new() -> Self {
        let mut chance = Chance(1);
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
        while words.len() < N_WORDS {
            let n_syllables = 2 + chance.below(3);
            words.push((0..n_syllables).map(|_| syllable(&mut chance)).collect());
        }
        Self { words, han: HAN.chars().collect() }
    }

    /// The stories of these numbers.
    pub fn articles(&self, numbers: std::ops::Range<usize>) -> Vec<Article> {
        numbers.map(|number| self.article(number)).collect()
    }

    fn article(&self, number: usize) -> Article {
        let mut chance = Chance(number as u64);
        let is_chinese = number % CHINESE == 7;
        let cast: Vec<Entry> = (0..2 + chance.below(7)).map(|_| NAMES[chance.rank(NAMES.len())]).collect();
        let novel = format!("{} Labs", capital(&self.words[chance.rank(N_WORDS)]));
        let n_in_title = 1 + chance.below(2).min(cast.len() - 1);
        let mut title = self.sentence(&mut chance, is_chinese, &cast[..n_in_title]);
        let most = 60 + chance.below(50);
        let end = title.char_indices().nth(most).map_or(title.len(), |(at, _)| at);
        title.truncate(title[..end].trim_end().len());
        let sections = self.sections(&mut chance, is_chinese, &cast);
        let tags = (0..2 + chance.below(2)).map(|_| capital(&self.words[chance.rank(TOPICS)]).into()).collect();
        let published = TODAY.saturating_sub((chance.below(DAYS) as i64).days());
        let mut article = Article {
            origin: Origin {
                source: Some(format!("The {} Wire", capital(&self.words[chance.rank(SOURCES)])).into()),
                authors: vec![format!("{} Example", capital(&self.words[chance.below(AUTHORS)])).into()],
                published: Some(Published::day(published)),
                ..Origin::default()
            },
            language: Some(if is_chinese { "zh" } else { "en" }.into()),
            reading_minutes: 2,
            tags,
            sections,
            ..Article::new(ArticleId(format!("{:016x}", chance.next())), title)
        };
        let cast = cast.into_iter().map(|(kind, name, family, maker)| (kind, name, family, maker, false));
        let novel = chance.below(3).checked_sub(1).map(|_| (EntityKind::Company, novel.as_str(), None, None, true));
        for (kind, name, family, maker, novel) in cast.chain(novel) {
            let id = entity::id(name);
            if article.entities.iter().all(|own| own.id != id) {
                let mentions = mentions(&article, name);
                let (family, maker) = (family.map(Clean::from), maker.map(Clean::from));
                article.entities.push(Named { kind, name: name.into(), id, family, maker, novel, mentions });
            }
        }
        article
    }

    fn sections(&self, chance: &mut Chance, is_chinese: bool, cast: &[Entry]) -> Vec<Section> {
        let text = |chance: &mut Chance, n_bytes: usize| {
            let mut text = String::new();
            while text.len() < n_bytes {
                let n_named = chance.below(3).min(cast.len());
                let first = chance.below(cast.len() - n_named + 1);
                text += &self.sentence(chance, is_chinese, &cast[first..first + n_named]);
                text += if is_chinese { "。" } else { ". " };
            }
            Clean::from(text)
        };
        let mut tldr = Section::new(SectionKind::Tldr);
        tldr.blocks = (0..3).map(|_| Block::bullet(text(chance, 80))).collect();
        let mut body = Section::new(SectionKind::Body);
        body.blocks = (0..5).map(|_| Block::paragraph(text(chance, BODY_BYTES / 6))).collect();
        let mut why = Section { heading: Some("Why it matters".into()), ..Section::new(SectionKind::WhyItMatters) };
        why.blocks = vec![Block::paragraph(text(chance, 200))];
        vec![tldr, body, why]
    }

    fn sentence(&self, chance: &mut Chance, is_chinese: bool, names: &[Entry]) -> String {
        if is_chinese {
            let han: String = (0..10 + chance.below(20)).map(|_| self.han[chance.rank(self.han.len())]).collect();
            return names.iter().map(|entry| entry.1).collect::<Vec<_>>().join("和") + &han;
        }
        let n_words = 9 + chance.below(9);
        let mut words: Vec<String> = (0..n_words).map(|_| self.words[chance.rank(N_WORDS)].clone()).collect();
        words[0] = capital(&words[0]);
        for (_, name, ..) in names {
            let at = chance.below(words.len());
            words[at] = (*name).to_owned();
        }
        match chance.below(8) {
            0 => words.push(format!("{}%", chance.below(100))),
            1 => words.push("“quoted”".to_owned()),
            2 => words.push(format!("${} billion", chance.below(90))),
            _ => {}
        }
        words.join(" ")
    }
}

fn syllable(chance: &mut Chance) -> String {
    const HEADS: [&str; 16] = ["b", "c", "d", "f", "g", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v"];
    const TAILS: [&str; 12] = ["a", "e", "i", "o", "u", "an", "en", "er", "in", "on", "al", "it"];
    format!("{}{}", HEADS[chance.below(HEADS.len())], TAILS[chance.below(TAILS.len())])
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn mentions(article: &Article, name: &str) -> Vec<Mention> {
    let texts = article.texts().filter(|(place, _)| matches!(place, Place::Title | Place::Block { .. }));
    let found = texts.flat_map(|(place, text)| {
        text.match_indices(name).map(|(start, _)| Mention { place, start, end: start + name.len() }).collect::<Vec<_>>()
    });
    let found: Vec<Mention> = found.collect();
    let somewhere = Mention { place: Place::Title, start: 0, end: 1 };
    if found.is_empty() { vec![somewhere] } else { found }
}
