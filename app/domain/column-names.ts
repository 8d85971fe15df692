import type { ImportField } from "./import-row.ts";

/** What a column of a file can be read as: the fields of a contact, and the parts of a name. */
export type ColumnUse = ImportField | "namePrefix" | "firstName" | "middleName" | "lastName" | "nameSuffix";

const list = (names: string) => names.split(",").map((name) => name.trim());
const numbered = (before: string, after = "") => [1, 2, 3, 4, 5].map((number) => `${before} ${number} ${after}`.trim());

/**
 * Headers as programs write them in English, German, French, Spanish, Portuguese, Italian and Dutch, the better ones first,
 * without accents and signs between the words.
 */
export const COLUMN_NAMES: Record<ColumnUse, readonly string[]> = {
  id: list(`id, record id, record id contact, contact id, contact record id, person id, lead id, customer id, client id,
    kontakt id, kundennummer, kontaktnummer, id contact, id contacto, id contato, id contatto, contact nummer, klantnummer`),
  name: list(`name, full name, contact name, person name, display name, contact full name, fullname, client name,
    customer name, lead name, vollstandiger name, anzeigename, ansprechpartner, nom complet, nom et prenom,
    nom affiche, nombre completo, nombre y apellidos, nome completo, nome e cognome, nominativo, volledige naam, weergavenaam,
    naam, nom, nombre, nome`),
  namePrefix: list(
    "name prefix, prefix, honorific prefix, titel, namenstitel, prefixe, prefijo, prefixo, prefisso, voorvoegsel",
  ),
  firstName: list(`first name, given name, firstname, fname, forename, vorname, prenom, primer nombre, nombre,
    primeiro nome, nome proprio, nome di battesimo, nome, voornaam`),
  middleName: list(`middle name, additional name, middlename, second name, zweiter vorname, deuxieme prenom,
    segundo nombre, nome do meio, secondo nome, tussenvoegsel, tweede naam`),
  lastName: list(`last name, family name, surname, lastname, lname, nachname, familienname, nom de famille, apellidos,
    apellido, primer apellido, sobrenome, apelido, ultimo nome, cognome, achternaam, familienaam`),
  nameSuffix: list(
    "name suffix, suffix, honorific suffix, namenszusatz, suffixe, sufijo, sufixo, suffisso, achtervoegsel",
  ),
  email: [
    ...list(`email, email address, e mail, email work, e mail 1 value, primary email, work email, e mail address, e mail 1,
      email home, email other, personal email, business email, email id, emails, e mails`),
    ...["email", "e mail"].flatMap((word) => [
      ...numbered(word),
      ...numbered(word, "address"),
      ...numbered(word, "value"),
    ]),
    ...list(`secondary email, home email, other email, alternate email, email personal, email internet, email private,
      e mail adresse, email adresse, mailadresse, e mail geschaftlich, e mail privat, adresse e mail, adresse email, courriel,
      adresse de messagerie, mel, correo electronico, correo, direccion de correo, direccion de correo electronico,
      endereco de email, endereco de e mail, correio eletronico, correio eletronico, e mail principal, email principal,
      indirizzo email, indirizzo e mail, posta elettronica, e mailadres, emailadres, mail`),
  ],
  phone: [
    ...list(`phone, phone number, phone work, phone 1 value, business phone, work phone, mobile, mobile phone,
      mobile phone number, mobile number, phone mobile, cell phone, cell, primary phone, office phone, direct phone,
      main phone`),
    ...["phone", "cell phone", "mobile phone", "work phone", "business phone", "home phone"].flatMap((word) => [
      ...numbered(word),
      ...numbered(word, "value"),
    ]),
    ...list(`phone home, phone other, home phone, other phone, company phone, telephone, telephone number, tel, sms, whatsapp,
      phone main, phone iphone, iphone, phone cell, work number, home number,
      telefon, telefonnummer, telefon geschaftlich, telefon privat, mobiltelefon, mobil, mobilnummer, handy, handynummer,
      rufnummer, numero de telephone, telephone portable, portable, telephone mobile, telephone fixe, telephone professionnel,
      telefono, numero de telefono, telefono movil, movil, celular, telefono fijo, telefone, numero de telefone, telemovel,
      telefone celular, cellulare, numero di telefono, telefono cellulare, telefono fisso, telefoon, telefoonnummer,
      mobiel, mobiele telefoon, mobiel nummer, gsm`),
  ],
  company: list(`company, company name, account name, company account, organization, organization name,
    organization 1 name, associated company, primary associated company, primary company, employer, organisation, account,
    business name, organisation name, firma, firmenname, unternehmen, betrieb, societe, nom de la societe, entreprise,
    empresa, compania, organizacion, nombre de la empresa, organizacao, nome da empresa, companhia, azienda, societa, ditta,
    nome azienda, organizzazione, bedrijf, bedrijfsnaam, organisatie`),
  photoUrl: list("photo url, photo, profile picture, avatar, image url, picture, foto, photo de profil"),
  leadQuality: list(`lead quality, rating, lead rating, label, labels, lead status, hubspot score, temperature, stage,
    lead temperature`),
  status: list("status, contact status, lead status, estado, stato, statut"),
  assignees: list(`assignees, owner email, assigned to email, contact owner email, assigned agent email, agent email,
    owner, contact owner, lead owner, account owner, record owner, person owner, owner name, contact owner name, owner full name,
    assigned to, assigned agent, assigned user, assigned user name, assigned to user, assignee, agent, agent name, sales rep,
    salesperson, sales owner, account manager, responsible, responsible user,
    inhaber, besitzer, zustandig, zustandiger, verantwortlich, verantwortlicher, betreuer, zugewiesen an, kontaktinhaber,
    proprietaire, proprietaire du contact, responsable, attribue a, assigne a, commercial,
    propietario, propietario del contacto, asignado a, responsable de contacto, comercial,
    proprietario, proprietario do contato, atribuido a, responsavel, vendedor,
    proprietario del contatto, assegnato a, responsabile, eigenaar, contacteigenaar, verantwoordelijke, toegewezen aan`),
  nextFollowUpDate: list(`next follow up date, next follow up, next activity date, next activity, follow up date,
    follow up, followup, followup date, next followup, next followup date, next contact date, next contact, next step date,
    next task date, task due date, next call date, next call, callback date, call back, reminder date, reminder, next touch,
    next touch date, next appointment, due date, nachster kontakt, nachste aktivitat, wiedervorlage, wiedervorlagedatum,
    folgetermin, prochain suivi, date de relance, relance, prochaine activite, date de suivi, prochain contact,
    proximo seguimiento, fecha de seguimiento, proxima actividad, fecha proxima actividad, fecha de proxima actividad,
    proximo acompanhamento, data de acompanhamento, proxima atividade, proximo contato, proximo contacto,
    prossimo contatto, data di follow up, prossima attivita, promemoria, prossimo follow up,
    opvolgdatum, volgende opvolging, volgende activiteit, volgende contact, opvolging`),
  cadenceDays: list("cadence days, cadence"),
};

/** A header as it is compared: `Person - E-mail 1 - Value` is `e mail 1 value`, `FirstName` is `first name`. */
export function plainName(header: string): string {
  // One of several columns of one name.
  if (/\(\d+\)$/.test(header)) return header;
  return header
    .replace(/^\s*(?:person|contact) - /i, "")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{L})(\d)/gu, "$1 $2")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
