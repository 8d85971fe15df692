/** Given names of made-up contacts. */
// prettier-ignore
export const GIVEN_NAMES = [
  "Ada", "Aïssatou", "Amara", "Ángela", "Anouk", "Björn", "Carlos", "Céline", "Chidi", "Dagný", "Daniel", "Elif",
  "Emeka", "Esperança", "Fatima", "Federico", "Grace", "Gökhan", "Hana", "Hiroshi", "Ingrid", "Ivana", "Jamal", "João",
  "Kateřina", "Keiko", "Lars", "Leilani", "Łukasz", "Maeve", "Mateo", "Mei", "Nadia", "Ngozi", "Nuria", "Oscar",
  "Petra", "Priya", "Quentin", "Rania", "Renée", "Ruth", "Sanjay", "Siobhán", "Sofía", "Tariq", "Tomás", "Uma",
  "Viktor", "Wanjiru", "Xavier", "Yara", "Yusuf", "Zoë",
];

/** Family names of made-up contacts. */
// prettier-ignore
export const FAMILY_NAMES = [
  "Abara", "Andersson", "Baptiste", "Bianchi", "Çelik", "Chen", "Cohen", "Costa", "Dvořák", "Diallo", "Eriksen",
  "Fernández", "Fischer", "García", "Goldberg", "Haddad", "Hansen", "Hoàng", "Ibrahim", "Ionescu", "Jansen", "Jónsdóttir",
  "Kamau", "Kowalczyk", "Krüger", "Lindqvist", "López", "MacLeod", "Mbeki", "Meyer", "Müller", "Nakamura", "Novák",
  "O'Brien", "Okafor", "Olsen", "Öztürk", "Papadopoulos", "Patel", "Pereira", "Petrović", "Quinn", "Rossi", "Sato",
  "Schröder", "Silva", "Singh", "Szabó", "Tanaka", "Tremblay", "Vargas", "Virtanen", "Weiß", "Wójcik", "Yılmaz", "Zhang",
];

/** Companies of made-up contacts. */
// prettier-ignore
export const COMPANIES = [
  "Alder & Finch", "Aurora Freight", "Bluebird Dental", "Brightwater Solar", "Café Lumière", "Cedar Point Realty",
  "Copperfield Books", "Delta Nine Robotics", "Eastgate Legal", "Fjord Outdoor", "Granite Peak Software",
  "Harbor Lane Clinic", "Hollow Oak Brewing", "Iberia Textil", "Juniper Analytics", "Kestrel Aviation", "Lakeside Vets",
  "Maple Street Bakery", "Meridian Maps", "Nordlicht Optik", "Old Mill Ceramics", "Pinecrest Schools", "Quarry Hill Stone",
  "Riverstone Capital", "Saffron Catering", "Tidewater Marine", "Umbra Lighting", "Velvet Fern Studio",
  "Willowbrook Care", "Zephyr Cycles",
];
