//! The names of the taxonomy's categories in each language.

use domain::CategorySlug;

use super::Language;

/// Slug, then English, Luganda, Swahili, French.
#[rustfmt::skip]
const CATEGORIES: &[[&str; 5]] = &[
    ["clothing", "Clothing", "Engoye", "Nguo", "Vêtements"],
    ["shoes", "Shoes", "Engatto", "Viatu", "Chaussures"],
    ["bags", "Bags & Luggage", "Ensawo", "Mikoba na mabegi", "Sacs et bagages"],
    ["jewelry", "Jewelry", "Ebikomo n’emikuufu", "Vito", "Bijoux"],
    ["watches", "Watches", "Ssaawa", "Saa", "Montres"],
    ["fashion-accessories", "Fashion Accessories", "Eby’okwewunda", "Vifaa vya mitindo", "Accessoires de mode"],
    ["makeup", "Makeup & Nails", "Meekaapu n’enjala", "Vipodozi na kucha", "Maquillage et ongles"],
    ["skincare", "Skincare & Body Care", "Eby’olususu", "Huduma ya ngozi", "Soins de la peau et du corps"],
    ["hair", "Hair & Wigs", "Enviiri ne wiigi", "Nywele na wigi", "Cheveux et perruques"],
    ["fragrance", "Fragrance", "Obuwoowo", "Manukato", "Parfums"],
    ["phones", "Phones & Tablets", "Amasimu ne ttabuleeti", "Simu na tableti", "Téléphones et tablettes"],
    ["computers", "Computers & Office Tech", "Kompyuta n’eby’ofiisi", "Kompyuta na vifaa vya ofisi", "Ordinateurs et bureautique"],
    ["tv-audio", "TV & Audio", "Ttivvi n’emizindaalo", "TV na sauti", "TV et audio"],
    ["gaming", "Gaming", "Emizannyo gya kompyuta", "Michezo ya video", "Jeux vidéo"],
    ["cameras", "Cameras & CCTV", "Kkamera", "Kamera na CCTV", "Appareils photo et vidéosurveillance"],
    ["electronics-accessories", "Phone & Electronics Accessories", "Eby’oku masimu n’amasannyalaze", "Vifaa vya simu na elektroniki", "Accessoires de téléphone et d’électronique"],
    ["furniture", "Furniture", "Entebe n’emmeeza", "Samani", "Meubles"],
    ["appliances", "Home Appliances", "Ebyuma by’awaka", "Vyombo vya umeme vya nyumbani", "Électroménager"],
    ["kitchen", "Kitchen & Dining", "Eby’omu ffumbiro", "Jikoni na mezani", "Cuisine et table"],
    ["decor", "Home Decor", "Eby’okutimba ennyumba", "Mapambo ya nyumba", "Décoration"],
    ["bedding", "Bedding & Linens", "Ebyebuliri", "Matandiko", "Literie et linge"],
    ["tools", "Tools & Hardware", "Ebikozesebwa", "Zana na vifaa vya ujenzi", "Outils et quincaillerie"],
    ["groceries", "Groceries & Fresh Food", "Emmere n’ebirime", "Vyakula na mboga", "Épicerie et produits frais"],
    ["drinks", "Drinks", "Ebyokunywa", "Vinywaji", "Boissons"],
    ["meals", "Meals & Catering", "Emmere enfumbe", "Vyakula vilivyopikwa", "Plats et traiteur"],
    ["livestock", "Livestock & Poultry", "Ebisolo n’enkoko", "Mifugo na kuku", "Bétail et volaille"],
    ["farm-inputs", "Farm Inputs & Equipment", "Eby’okulima", "Pembejeo na zana za kilimo", "Intrants et matériel agricoles"],
    ["cars", "Cars, Trucks & Vans", "Emmotoka", "Magari", "Voitures, camions et utilitaires"],
    ["motorcycles", "Motorcycles & Bikes", "Ppikipiki n’obugaali", "Pikipiki na baiskeli", "Motos et vélos"],
    ["vehicle-parts", "Vehicle Parts & Accessories", "Sipeeya w’emmotoka", "Vipuri vya magari", "Pièces et accessoires auto"],
    ["property-rent", "Property for Rent", "Ennyumba ez’okupangisa", "Nyumba za kupangisha", "Locations immobilières"],
    ["property-sale", "Houses & Buildings for Sale", "Ennyumba ez’okutunda", "Nyumba zinazouzwa", "Maisons et immeubles à vendre"],
    ["land", "Land & Plots", "Ettaka ne poloti", "Ardhi na viwanja", "Terrains et parcelles"],
    ["beauty-services", "Beauty & Salon Services", "Saluuni n’obulungi", "Saluni na urembo", "Beauté et coiffure"],
    ["repairs", "Repairs & Technicians", "Okuddaabiriza", "Matengenezo na mafundi", "Réparations et techniciens"],
    ["events", "Events & Photography", "Emikolo n’ebifaananyi", "Sherehe na picha", "Événements et photographie"],
    ["training", "Training & Classes", "Okusomesebwa", "Mafunzo na madarasa", "Formations et cours"],
    ["transport", "Transport, Delivery & Travel", "Entambula n’okutuusa", "Usafiri na usafirishaji", "Transport, livraison et voyages"],
    ["digital-services", "Digital & Business Services", "Empeereza ya digito n’eby’obusuubuzi", "Huduma za kidijitali na biashara", "Services numériques et aux entreprises"],
    ["baby", "Baby & Maternity", "Eby’abaana n’abazadde", "Watoto wachanga na uzazi", "Bébé et maternité"],
    ["toys", "Toys & Games", "Eby’okuzannyisa", "Vichezeo na michezo", "Jouets et jeux"],
    ["sports", "Sports & Fitness", "Emizannyo n’okukola dduyiro", "Michezo na mazoezi", "Sport et fitness"],
    ["books", "Books & Stationery", "Ebitabo n’ebiwandiikirwamu", "Vitabu na vifaa vya kuandikia", "Livres et papeterie"],
    ["tickets", "Tickets & Shows", "Tikiti n’ebivvulu", "Tiketi na maonyesho", "Billets et spectacles"],
    ["pets", "Pets & Pet Supplies", "Ebisolo by’awaka", "Wanyama wa nyumbani", "Animaux et accessoires"],
    ["health", "Health & Medical", "Eby’obulamu n’obujjanjabi", "Afya na matibabu", "Santé et médical"],
    ["other", "Other", "Ebirala", "Nyingine", "Autres"],
];

/// A category as a buyer reads it; `None` for one that the pages do not know.
pub(crate) fn category_name(language: Language, category: &CategorySlug) -> Option<&'static str> {
    let [_, en, lg, sw, fr] = CATEGORIES
        .iter()
        .find(|[slug, ..]| *slug == category.as_str())?;
    Some(match language {
        Language::English => en,
        Language::Luganda => lg,
        Language::Swahili => sw,
        Language::French => fr,
    })
}
