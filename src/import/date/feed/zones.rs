//! Zones by name. Where a name means several, the one that feeds mean.

use jiff::tz::Offset;

use super::offset;

/// Names and minutes from UTC.
const ZONES: [(&str, i32); 72] = [
    ("utc", 0),
    ("gmt", 0),
    ("ut", 0),
    ("z", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("ist", 330),
    ("cet", 60),
    ("cest", 120),
    ("met", 60),
    ("mest", 120),
    ("mez", 60),
    ("mesz", 120),
    ("mewt", 60),
    ("mewz", 60),
    ("fwt", 60),
    ("fst", 120),
    ("swt", 60),
    ("sst", 120),
    ("eet", 120),
    ("eest", 180),
    ("oez", 120),
    ("oesz", 180),
    ("bt", 180),
    ("msk", 180),
    ("msd", 240),
    ("trt", 180),
    ("sast", 120),
    ("eat", 180),
    ("cat", 120),
    ("wat", 60),
    ("gst", 240),
    ("pkt", 300),
    ("npt", 345),
    ("ict", 420),
    ("wib", 420),
    ("wita", 480),
    ("wit", 540),
    ("cct", 480),
    ("hkt", 480),
    ("sgt", 480),
    ("pht", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("acst", 570),
    ("acdt", 630),
    ("aest", 600),
    ("aedt", 660),
    ("east", 600),
    ("nzt", 720),
    ("nzst", 720),
    ("nzdt", 780),
    ("idle", 720),
    ("nst", -210),
    ("ndt", -150),
    ("ast", -240),
    ("adt", -180),
    ("brt", -180),
    ("art", -180),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("akst", -540),
    ("akdt", -480),
    ("hst", -600),
];

/// The offset of the zone called `name`, in lower case.
pub fn zone(name: &str) -> Option<Offset> {
    let known = ZONES.iter().find(|(known, _)| *known == name).map(|(_, minutes)| *minutes);
    offset(known.or_else(|| military(name))?)
}

/// The zones of one letter.
fn military(name: &str) -> Option<i32> {
    let [letter] = name.as_bytes() else { return None };
    let hours = match letter {
        b'a'..=b'i' => i32::from(letter - b'a') + 1,
        b'k'..=b'm' => i32::from(letter - b'k') + 10,
        b'n'..=b'y' => -(i32::from(letter - b'n') + 1),
        _ => return None,
    };
    Some(hours * 60)
}
