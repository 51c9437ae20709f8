//! The names of the months in the languages of feeds.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Month by month, without accents; those with `*` are how longer ones begin.
const MONTHS: [&str; 12] = [
    "jan janua* janv* janner janeiro ene enero gen gennaio sty* led ledna leden ian* ocak oca янв* січ* яну* ιαν* tammi* \
     sijec* saus* יאנ ינואר يناير",
    "feb* fev* lut lute* luty unor* helmi* sub subat фев* лют* φεβ* veljac* फरवरी פברואר فبراير",
    "mar march marz* mrz maerz mars marco maart mrt marca marc marcius* marzec brez* maalis* mart martie мар марта март* \
     бер* μαρ* ozuj* מרץ مارس",
    "apr* avr* abr* kwi* dub dubna duben huhti* nis nisan апр* кві* απρ* trav* אפריל أبريل",
    "may mayo mai mag maggio maio mei maj* mayı* kve* touko* май мая маи маю тра* μαι* svib* ma מאי مايو",
    "jun* juin giu* cze* cer cervna cerven kesa* haz* июн* чер* ιουν* iun* юни lipanj lipnja יוני يونيو",
    "jul* juil* lug* lip lipca lipiec cervence cervenec heina* tem* июл* лип* ιουλ* iul* юли srpanj srpnja יולי يوليو",
    "aug* aou* ago* sie* srp srpna srpen elo* agu* авг* сер* αυγ* kolov* אוגוסט أغسطس",
    "sep* set* wrz* zari syys* eyl* сен* вер* сеп* σεπ* szept* rujan rujna ספטמבר سبتمبر",
    "oct* okt* out outubro ott* paz* rij* loka* eki* окт* жов* οκτ* אוקטובר أكتوبر",
    "nov* lis listop* marras* kas kasım* kasim* ноя* ное* лис* νοε* νοβ* studen* נובמבר نوفمبر",
    "dec* dez* dic* des* gru* pros* joulu* ara aralı* aralik дек* гру* δεκ* דצמבר ديسمبر",
];

/// The month that `word` names, from 1.
pub fn month(word: &str) -> Option<i8> {
    let folded: String = word.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase();
    let is_named = |names: &&str| {
        names.split_whitespace().any(|name| match name.strip_suffix('*') {
            Some(start) => folded.starts_with(start),
            None => folded == name,
        })
    };
    MONTHS.iter().position(is_named).and_then(|at| i8::try_from(at + 1).ok())
}

/// The month with this English abbreviation.
pub fn english(letters: &[u8]) -> Option<i8> {
    const NAMES: [&[u8; 3]; 12] =
        [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    NAMES.iter().position(|name| name.as_slice() == letters).and_then(|at| i8::try_from(at + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_have_names_in_many_languages() {
        for (word, expected) in [
            ("September", Some(9)),
            ("März", Some(3)),
            ("février", Some(2)),
            ("Ιούλ", Some(7)),
            ("července", Some(7)),
            ("června", Some(6)),
            ("mayıs", Some(5)),
            ("мая", Some(5)),
            ("toukokuuta", Some(5)),
            ("martes", None),
            ("Monday", None),
        ] {
            assert_eq!(month(word), expected, "{word}");
        }
    }
}
