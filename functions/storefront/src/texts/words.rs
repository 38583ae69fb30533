//! Units and colours: the parser's English words in each language.
//!
//! A word that is not in the table is shown as it is.

use super::Language;

/// English, Luganda, Swahili, French.
type Row = [&'static str; 4];

const UNITS: &[Row] = &[
    ["piece", "kimu", "kipande", "pièce"],
    ["pair", "pea", "jozi", "paire"],
    ["set", "seti", "seti", "lot"],
    ["dozen", "dazeni", "dazeni", "douzaine"],
    ["kg", "kilo", "kilo", "kg"],
    ["gram", "guraamu", "gramu", "gramme"],
    ["litre", "lita", "lita", "litre"],
    ["metre", "mita", "mita", "mètre"],
    ["yard", "yaadi", "yadi", "yard"],
    ["box", "bbookisi", "boksi", "boîte"],
    ["carton", "kkatoni", "katoni", "carton"],
    ["bottle", "ccupa", "chupa", "bouteille"],
    ["bag", "nsawo", "mfuko", "sac"],
    ["pack", "paketi", "pakiti", "paquet"],
    ["bundle", "muganda", "fungu", "botte"],
    ["tray", "ttule", "trei", "plateau"],
    ["plate", "ssowaani", "sahani", "plat"],
    ["hour", "ssaawa", "saa", "heure"],
    ["day", "lunaku", "siku", "jour"],
    ["night", "kiro", "usiku", "nuit"],
    ["week", "wiiki", "wiki", "semaine"],
    ["month", "mwezi", "mwezi", "mois"],
    ["year", "mwaka", "mwaka", "an"],
    ["person", "muntu", "mtu", "personne"],
    ["session", "mulundi", "kipindi", "séance"],
    ["acre", "yiika", "ekari", "acre"],
    ["plot", "poloti", "kiwanja", "parcelle"],
];

const COLORS: &[Row] = &[
    ["black", "nzirugavu", "nyeusi", "noir"],
    ["white", "njeru", "nyeupe", "blanc"],
    ["red", "mmyufu", "nyekundu", "rouge"],
    ["blue", "bbulu", "bluu", "bleu"],
    ["navy", "bbulu omukwafu", "bluu iliyokolea", "bleu marine"],
    ["green", "kiragala", "kijani", "vert"],
    ["yellow", "kyenvu", "njano", "jaune"],
    ["orange", "kacungwa", "machungwa", "orange"],
    ["purple", "kakobe", "zambarau", "violet"],
    ["pink", "pinka", "waridi", "rose"],
    ["brown", "kitaka", "kahawia", "marron"],
    ["grey", "kivuuvu", "kijivu", "gris"],
    ["beige", "beeji", "beji", "beige"],
    ["cream", "kizigo", "krimu", "crème"],
    ["gold", "zzaabu", "dhahabu", "doré"],
    ["silver", "ffeeza", "fedha", "argenté"],
];

/// A price's unit as a buyer reads it.
pub(crate) fn unit_name(language: Language, english: &str) -> &str {
    word(UNITS, language, english)
}

/// A colour as a buyer reads it.
pub(crate) fn color_name(language: Language, english: &str) -> &str {
    word(COLORS, language, english)
}

fn word<'a>(rows: &'static [Row], language: Language, english: &'a str) -> &'a str {
    let Some([en, lg, sw, fr]) = rows
        .iter()
        .find(|[name, ..]| name.eq_ignore_ascii_case(english))
    else {
        return english;
    };
    match language {
        Language::English => en,
        Language::Luganda => lg,
        Language::Swahili => sw,
        Language::French => fr,
    }
}
