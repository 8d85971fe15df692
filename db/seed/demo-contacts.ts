import type { LeadQuality, Status } from "../../app/domain/contact.ts";

/** A made-up contact of the demo; `due` is in how many days its follow-up is, null for none. */
export interface DemoContact {
  name: string;
  /** Before the `@` of the email. */
  mailbox: string;
  company: string | null;
  leadQuality: LeadQuality | null;
  due: number | null;
  status: Status;
}

/** One of a list: name, mailbox, company, lead quality, days until the follow-up, and a status if it isn't active. */
type Line = [string, string, string | null, LeadQuality | null, number | null, Status?];

// prettier-ignore
const DEMO_USER_LINES: Line[] = [
  // Overdue.
  ["Sarah Lee", "sarah.lee", "Brightwater Solar", "HOT", -4],
  ["Marcus Okafor", "marcus.okafor", "Riverstone Capital", "HOT", -1],
  ["Zoë Krüger", "zoe.krueger", "Nordlicht Optik", "HOT", -12],
  ["Priya Raghunathan", "priya.r", "Juniper Analytics", "HOT", -2],
  ["José María Núñez", "jm.nunez", "Iberia Textil", "WARM", -40],
  ["Łukasz Wójcik", "lukasz.wojcik", "Granite Peak Software", "WARM", -7],
  ["Nguyễn Thị Hoa", "hoa.nguyen", "Saffron Catering", "WARM", -3],
  ["Aïssatou Ndiaye", "aissatou", "Tidewater Marine", "WARM", -1],
  ["Siobhán O'Brien", "siobhan.obrien", "Copperfield Books", "COLD", -21],
  ["田中 美咲", "misaki.tanaka", "Kestrel Aviation", "COLD", -9],
  ["Søren Ødegård", "soren.odegard", "Fjord Outdoor", "NURTURE", -33],
  ["Олена Коваль", "olena.koval", "Meridian Maps", "NURTURE", -15],
  ["Grace Mbeki", "grace.mbeki", "Harbor Lane Clinic", null, -5],
  ["Tom Delaney", "tom.delaney", null, null, -28],
  ["Beatriz Costa", "beatriz.costa", "Old Mill Ceramics", "COLD", -6, "INACTIVE"],
  // Due today.
  ["Renée Tremblay", "renee.tremblay", "Café Lumière", "HOT", 0],
  ["محمد العلي", "mohammed.alali", "Eastgate Legal", "HOT", 0],
  ["Daniel Goldberg", "daniel.goldberg", "Cedar Point Realty", "WARM", 0],
  ["김서연", "seoyeon.kim", "Delta Nine Robotics", "WARM", 0],
  ["Kateřina Dvořák", "katerina.dvorak", "Velvet Fern Studio", "COLD", 0],
  ["Chidi Abara", "chidi.abara", "Aurora Freight", "NURTURE", 0],
  ["Οδυσσέας Παππάς", "odysseas.pappas", "Quarry Hill Stone", null, 0],
  ["Maeve Quinn", "maeve.quinn", "Lakeside Vets", null, 0],
  ["Ingrid Lindqvist", "ingrid.lindqvist", "Zephyr Cycles", "COLD", 0, "INACTIVE"],
  // Upcoming.
  ["Yusuf Yılmaz", "yusuf.yilmaz", "Umbra Lighting", "HOT", 1],
  ["Hannah Weiß", "hannah.weiss", "Alder & Finch", "HOT", 2],
  ["שירה לוי", "shira.levi", "Bluebird Dental", "WARM", 2],
  ["Carlos Vargas", "carlos.vargas", "Hollow Oak Brewing", "WARM", 3],
  ["Mei Chen", "mei.chen", "Pinecrest Schools", "WARM", 5],
  ["Oscar Virtanen", "oscar.virtanen", "Willowbrook Care", "COLD", 6],
  ["Fatima Haddad", "fatima.haddad", "Maple Street Bakery", "NURTURE", 8],
  ["Federico Bianchi", "federico.bianchi", "Brightwater Solar", "WARM", 10],
  ["Nadia Petrović", "nadia.petrovic", "Riverstone Capital", "HOT", 12],
  ["Sanjay Patel", "sanjay.patel", "Juniper Analytics", null, 14],
  ["Elif Öztürk", "elif.ozturk", "Nordlicht Optik", "COLD", 18],
  ["Jónas Jónsson", "jonas.jonsson", "Fjord Outdoor", "NURTURE", 21],
  ["Wanjiru Kamau", "wanjiru.kamau", "Harbor Lane Clinic", "WARM", 30],
  ["Céline Baptiste", "celine.baptiste", "Café Lumière", "NURTURE", 45],
  ["Viktor Szabó", "viktor.szabo", "Granite Peak Software", "COLD", 60],
  ["Amara Diallo", "amara.diallo", "Tidewater Marine", "WARM", 90],
  // Without a follow-up.
  ["Lars Eriksen", "lars.eriksen", "Kestrel Aviation", "WARM", null],
  ["Sofía Fernández", "sofia.fernandez", "Iberia Textil", "HOT", null],
  ["Hiroshi Nakamura", "hiroshi.nakamura", "Delta Nine Robotics", "COLD", null],
  ["Ruth Cohen", "ruth.cohen", "Eastgate Legal", "NURTURE", null],
  ["Anjali Singh", "anjali.singh", "Saffron Catering", "WARM", null],
  ["प्रिया शर्मा", "priya.sharma", "Meridian Maps", null, null],
  ["João Pereira", "joao.pereira", "Old Mill Ceramics", null, null],
  ["Emeka Nwosu", "emeka.nwosu", "Aurora Freight", "COLD", null],
  ["Petra Schröder", "petra.schroeder", "Alder & Finch", "NURTURE", null],
  ["王小明", "xiaoming.wang", "Pinecrest Schools", "WARM", null],
  ["Gwen MacLeod", "gwen.macleod", "Hollow Oak Brewing", null, null, "INACTIVE"],
  ["Tariq Ibrahim", "tariq.ibrahim", "Umbra Lighting", "COLD", null, "INACTIVE"],
  ["Ivana Novák", "ivana.novak", "Velvet Fern Studio", "WARM", null],
  ["Leilani Kahale", "leilani.kahale", "Willowbrook Care", "NURTURE", null],
  // Archived: never due, whatever the date.
  ["Quentin Rossi", "quentin.rossi", "Copperfield Books", "HOT", -10, "ARCHIVED"],
  ["Uma Andersson", "uma.andersson", "Zephyr Cycles", "WARM", 0, "ARCHIVED"],
  ["Björn Hansen", "bjorn.hansen", null, null, null, "ARCHIVED"],
  ["Rania Saleh", "rania.saleh", "Bluebird Dental", "COLD", 4, "ARCHIVED"],
];

// prettier-ignore
const SAM_LINES: Line[] = [
  ["Alexandra Rivers", "alex.rivers", "Cedar Point Realty", "HOT", -2],
  ["Gökhan Çelik", "gokhan.celik", "Quarry Hill Stone", "WARM", -1],
  ["Nuria López", "nuria.lopez", "Maple Street Bakery", "COLD", 0],
  ["Xavier Fischer", "xavier.fischer", "Lakeside Vets", "HOT", 0],
  ["Keiko Sato", "keiko.sato", "Kestrel Aviation", null, 3],
  ["Ngozi Eze", "ngozi.eze", "Harbor Lane Clinic", "WARM", 9],
  ["Mateo García", "mateo.garcia", "Iberia Textil", "NURTURE", null],
  ["Dagný Helgadóttir", "dagny", "Fjord Outdoor", "COLD", null],
];

// prettier-ignore
const ACME_LINES: Line[] = [
  ["Aroha Ngata", "aroha.ngata", "Southern Cross Wool", "HOT", -3],
  ["Liam Fraser", "liam.fraser", "Harbourview Motors", "WARM", -1],
  ["Māia Tūhoe", "maia.tuhoe", "Kauri Timber", "HOT", 0],
  ["Sione Fonua", "sione.fonua", "Pacific Produce", "COLD", 0],
  ["Isla Campbell", "isla.campbell", "Tussock Tours", null, 4],
  ["Wiremu Parata", "wiremu.parata", "Southern Cross Wool", "NURTURE", null],
];

function contactOf([name, mailbox, company, leadQuality, due, status = "ACTIVE"]: Line): DemoContact {
  return { name, mailbox, company, leadQuality, due, status };
}

/** Contacts of the demo organization that its first user works with. */
export const DEMO_USER_CONTACTS = DEMO_USER_LINES.map(contactOf);

/** Contacts of the demo organization that its second user works with. */
export const SAM_CONTACTS = SAM_LINES.map(contactOf);

/** Contacts of the second organization. */
export const ACME_CONTACTS = ACME_LINES.map(contactOf);
