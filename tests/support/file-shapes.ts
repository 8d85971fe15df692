import { made, type CrmExport } from "./crm-exports.ts";

type Row = Record<string, string>;

/** A file in a language: first and last name, email, phone, company, owner and the date of the next contact. */
function inLanguage(language: string, header: string, date: string): CrmExport {
  const [name = "", lastName = "", email = "", phone = "", company = "", assignees = "", next = ""] = header.split(",");
  const choice = { name, lastName, email, phone, company, assignees, nextFollowUpDate: next };
  return made(language, header, choice, [
    {
      ...{ [name]: "Zoë", [lastName]: "Krüger", [email]: "zoe@acme.example", [phone]: "+49 30 1234" },
      ...{ [company]: "Acme GmbH", [assignees]: "Ann Berg", [next]: date },
    },
    { [name]: "Ann", [lastName]: "Lee", [email]: "ann@acme.example", [next]: "irgendwann" },
    { [name]: "Bo", [lastName]: "Berg", [phone]: "030 5", [assignees]: "Niemand", [next]: date },
  ]);
}

const OUTLOOK =
  "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,Business Phone,Home Phone,Mobile Phone,Birthday,Categories,E-mail Address,E-mail Type,E-mail 2 Address,Notes,Web Page";
const THUNDERBIRD =
  "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Home Phone,Fax Number,Mobile Number,Home Address,Work City,Job Title,Department,Organization,Web Page 1,Birth Year,Custom 1,Notes";

const EMAILS: Row = { Email: "ann@acme.example", "Email 2": "ann@home.example" };

/** Exports of other programs, with made-up people whose cells are as full as those of real files. */
export const PROGRAMS: CrmExport[] = [
  made(
    "kvCORE and BoldTrail",
    "First Name,Last Name,Email,Email 2,Cell Phone 1,Cell Phone 2,Home Phone,Address,City,State,Zip,Assigned Agent,Hashtags,Birthday,Status",
    {
      ...{ name: "First Name", lastName: "Last Name", email: ["Email", "Email 2"], assignees: "Assigned Agent" },
      phone: ["Cell Phone 1", "Cell Phone 2", "Home Phone"],
    },
    [
      {
        ...{ "First Name": "Ann", "Last Name": "Lee", ...EMAILS, "Cell Phone 1": "(555) 010-0100", Status: "Lead" },
        ...{ "Cell Phone 2": "(555) 010-0101", "Home Phone": "555.010.0102", Hashtags: "#buyer #spring" },
        ...{ Address: "1 Elm St, Apt 2", City: "Springfield", State: "IL", Zip: "62701", "Assigned Agent": "Ann Berg" },
      },
      {
        ...{ "First Name": "Zoë", "Last Name": "Krüger", "Email 2": "zoe@home.example", "Home Phone": "555-0103" },
        ...{ Birthday: "1980-02-29", "Assigned Agent": "Former Colleague", Status: "Client" },
      },
    ],
  ),
  made(
    "Follow Up Boss",
    "ID,Date Added,Name,First Name,Last Name,Stage,Lead Source,Assigned To,Email 1,Email 1 - Type,Email 2,Email 2 - Type,Phone 1,Phone 1 - Type,Phone 2,Phone 2 - Type,Tags,Background",
    {
      ...{ id: "ID", name: "Name", email: ["Email 1", "Email 2"], phone: ["Phone 1", "Phone 2"] },
      assignees: "Assigned To",
    },
    [
      {
        ...{ ID: "17", "Date Added": "2026-01-02 10:15", Name: "Ann Lee", "First Name": "Ann", "Last Name": "Lee" },
        ...{ Stage: "Lead", "Lead Source": "Zillow", "Assigned To": "Ann Berg", "Email 1": "ann@acme.example" },
        ...{ "Email 1 - Type": "work", "Email 2": "ANN@acme.example", "Phone 1": "5550100", "Phone 2": "5550101" },
        ...{ "Phone 1 - Type": "mobile", Tags: "Buyer, Spring", Background: "met in May\nlikes gardens" },
      },
      { ID: "18", Name: "Zoë Krüger", "Email 2": "zoe@home.example", "Email 2 - Type": "home", Stage: "Past Client" },
    ],
  ),
  made(
    "Lofty",
    "Lead ID,First Name,Last Name,Email,Phone,Agent,Pipeline,Source,Tags,Last Touch,Next Task Date",
    {
      ...{
        id: "Lead ID",
        name: "First Name",
        lastName: "Last Name",
        email: "Email",
        phone: "Phone",
        assignees: "Agent",
      },
      nextFollowUpDate: "Next Task Date",
    },
    [
      {
        ...{ "Lead ID": "L1", "First Name": "Ann", "Last Name": "Lee", Email: "ann@acme.example", Phone: "5550100" },
        ...{ Agent: "Ann Berg", Pipeline: "New Leads", Source: "Web", "Last Touch": "11/02/2026" },
        ...{ "Next Task Date": "12/31/2027" },
      },
      { "Lead ID": "L2", "First Name": "Zoë", "Last Name": "Krüger", Email: "zoe@home.example", Tags: "VIP" },
    ],
  ),
  made(
    "SuiteCRM",
    "salutation,first_name,last_name,id,title,department,account_name,email1,email2,phone_home,phone_mobile,phone_work,phone_fax,primary_address_street,primary_address_city,description,assigned_user_name,do_not_call",
    {
      ...{ id: "id", name: "first_name", lastName: "last_name", email: ["email1", "email2"], company: "account_name" },
      ...{ phone: ["phone_work", "phone_mobile", "phone_home"], assignees: "assigned_user_name" },
    },
    [
      {
        ...{ salutation: "Ms.", first_name: "Ann", last_name: "Lee", id: "8f-1", title: "CEO", department: "Board" },
        ...{
          account_name: "Acme, Inc.",
          email1: "ann@acme.example",
          email2: "ann@home.example",
          phone_home: "1234567",
        },
        ...{ phone_mobile: "5550100", phone_work: "5550101", phone_fax: "5550102", description: '"best" customer' },
        ...{ primary_address_street: "1 Elm St", assigned_user_name: "Ann Berg", do_not_call: "0" },
      },
      { first_name: "Zoë", last_name: "Krüger", id: "8f-2", phone_home: "7654321", do_not_call: "1" },
    ],
  ),
  made(
    "Zoho",
    "Record Id,Contact Owner.id,Contact Owner,Lead Source,First Name,Last Name,Account Name.id,Account Name,Email,Secondary Email,Phone,Mobile,Home Phone,Title,Salutation,Tag,Description,Mailing City",
    {
      ...{ id: "Record Id", name: "First Name", lastName: "Last Name", company: "Account Name" },
      ...{ email: ["Email", "Secondary Email"], phone: ["Phone", "Mobile"], assignees: "Contact Owner" },
    },
    [
      {
        ...{ "Record Id": "zcrm_1", "Contact Owner.id": "zcrm_9", "Contact Owner": "Ann Berg", "First Name": "Ann" },
        ...{ "Last Name": "Lee", "Account Name.id": "zcrm_5", "Account Name": "Acme, Inc.", Email: "ann@acme.example" },
        ...{ "Secondary Email": "ann@home.example", Phone: "5550100", Mobile: "5550101", Title: "CEO", Tag: "vip" },
      },
      { "Record Id": "zcrm_2", "Last Name": "Krüger", Mobile: "5550102", Description: "two\nlines" },
    ],
  ),
  made(
    "Mailchimp",
    "Email Address,First Name,Last Name,Address,Phone Number,Birthday,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,LATITUDE,LEID,NOTES,TAGS",
    { email: "Email Address", name: "First Name", lastName: "Last Name", phone: "Phone Number" },
    [
      {
        ...{ "Email Address": "ann@acme.example", "First Name": "Ann", "Last Name": "Lee", MEMBER_RATING: "2" },
        ...{
          Address: "1 Elm St Springfield",
          Birthday: "02/29",
          OPTIN_TIME: "2026-01-02 10:15:00",
          TAGS: '"VIP","New"',
        },
        ...{ "Phone Number": "5550100", LEID: "771", LATITUDE: "-12.5" },
      },
      { "Email Address": "zoe@home.example", MEMBER_RATING: "5", NOTES: "bounced once" },
    ],
  ),
  made(
    "Brevo",
    "CONTACT ID,EMAIL,FIRSTNAME,LASTNAME,SMS,LANDLINE_NUMBER,WHATSAPP,EXT_ID,ADDED_TIME,DOUBLE_OPT-IN",
    { id: "CONTACT ID", email: "EMAIL", name: "FIRSTNAME", lastName: "LASTNAME", phone: ["SMS", "WHATSAPP"] },
    [
      {
        ...{ "CONTACT ID": "1", EMAIL: "ann@acme.example", FIRSTNAME: "Ann", LASTNAME: "Lee", SMS: "15550100" },
        ...{ WHATSAPP: "15550101", LANDLINE_NUMBER: "15550102", ADDED_TIME: "02-01-2026 10:15:00" },
      },
      { "CONTACT ID": "2", EMAIL: "zoe@home.example", WHATSAPP: "4930123", EXT_ID: "e-2", "DOUBLE_OPT-IN": "Yes" },
    ],
  ),
  made(
    "Outlook",
    OUTLOOK,
    {
      ...{ namePrefix: "Title", name: "First Name", middleName: "Middle Name", lastName: "Last Name" },
      ...{ nameSuffix: "Suffix", company: "Company", phone: ["Business Phone", "Mobile Phone", "Home Phone"] },
      email: ["E-mail Address", "E-mail 2 Address"],
    },
    [
      {
        ...{ Title: "Dr.", "First Name": "Ann", "Middle Name": "B.", "Last Name": "Lee", Suffix: "Jr." },
        ...{ Company: "Acme, Inc.", Department: "Sales", "Job Title": "CEO", "Business Street": "1 Elm St\r\nApt 2" },
        ...{ "Business Phone": "+1 (555) 010-0100", "Mobile Phone": "+1 (555) 010-0101", Birthday: "0/0/00" },
        ...{ "E-mail Address": "ann@acme.example", "E-mail Type": "SMTP", "E-mail 2 Address": "ann@home.example" },
        ...{ Notes: "first line\nsecond line", Categories: "Red Category;VIP" },
      },
      { "First Name": "Zoë", "Home Phone": "030 1", "E-mail 2 Address": "zoe@home.example", Birthday: "2/29/1980" },
    ],
  ),
  made(
    "Thunderbird",
    THUNDERBIRD,
    {
      ...{ name: "Display Name", firstName: "First Name", lastName: "Last Name", company: "Organization" },
      ...{ email: ["Primary Email", "Secondary Email"], phone: ["Work Phone", "Mobile Number", "Home Phone"] },
    },
    [
      {
        ...{ "First Name": "Ann", "Last Name": "Lee", "Display Name": "Annie L.", Nickname: "annie" },
        ...{ "Primary Email": "ann@acme.example", "Secondary Email": "ann@home.example", "Work Phone": "5550100" },
        ...{ "Mobile Number": "5550101", "Work City": "Springfield", Organization: "Acme, Inc.", "Custom 1": "x" },
      },
      { "First Name": "Zoë", "Last Name": "Krüger", "Secondary Email": "zoe@home.example", "Home Phone": "030 1" },
    ],
  ),
  made(
    "LinkedIn",
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    { name: "First Name", lastName: "Last Name", email: "Email Address", company: "Company" },
    [
      {
        ...{ "First Name": "Ann", "Last Name": "Lee", URL: "https://www.linkedin.example/in/ann" },
        ...{
          "Email Address": "ann@acme.example",
          Company: "Acme, Inc.",
          Position: "CEO",
          "Connected On": "02 Jan 2026",
        },
      },
      { "First Name": "Zoë", "Last Name": "Krüger, MBA", Company: "Söhne & Co" },
    ],
  ),
  made(
    "Pipedrive, home and mobile",
    "Person - ID,Person - Name,Person - Email - Work,Person - Email - Home,Person - Email - Other,Person - Phone - Work,Person - Phone - Home,Person - Phone - Mobile,Person - Organization,Person - Owner,Person - Next activity date",
    {
      ...{ id: "Person - ID", name: "Person - Name", company: "Person - Organization", assignees: "Person - Owner" },
      ...{ email: ["Person - Email - Work", "Person - Email - Home"], nextFollowUpDate: "Person - Next activity date" },
      phone: ["Person - Phone - Work", "Person - Phone - Mobile", "Person - Phone - Home"],
    },
    [
      {
        ...{ "Person - ID": "1", "Person - Name": "Ann Lee", "Person - Organization": "Acme, Inc." },
        ...{ "Person - Email - Work": "ann@acme.example", "Person - Email - Home": "ann@home.example" },
        ...{ "Person - Phone - Work": "5550100", "Person - Phone - Home": "5550101", "Person - Owner": "Ann Berg" },
        "Person - Next activity date": "2027-12-31",
      },
      { "Person - ID": "2", "Person - Name": "Zoë Krüger", "Person - Phone - Mobile": "030 1" },
    ],
  ),
];

/** Files of the same columns in other languages. */
export const LANGUAGES: CrmExport[] = [
  inLanguage("German", "Vorname,Nachname,E-Mail-Adresse,Telefonnummer,Firma,Zuständig,Wiedervorlage", "31.12.2027"),
  inLanguage("German, with Name", "Vorname,Name,E-Mail,Handy,Unternehmen,Betreuer,Nächster Kontakt", "31. Dez. 2027"),
  inLanguage("French", "Prénom,Nom,Courriel,Téléphone portable,Société,Propriétaire,Date de relance", "31 déc. 2027"),
  inLanguage(
    "Spanish",
    "Nombre,Apellidos,Correo electrónico,Teléfono,Empresa,Asignado a,Próximo seguimiento",
    "31 de diciembre de 2027",
  ),
  inLanguage(
    "Portuguese",
    "Nome,Sobrenome,E-mail,Celular,Empresa,Responsável,Próximo contato",
    "31 de dezembro de 2027",
  ),
  inLanguage("Italian", "Nome,Cognome,Posta elettronica,Cellulare,Azienda,Assegnato a,Prossimo contatto", "31/12/2027"),
  inLanguage("Dutch", "Voornaam,Achternaam,E-mailadres,Telefoonnummer,Bedrijf,Eigenaar,Opvolgdatum", "31-12-2027"),
];
