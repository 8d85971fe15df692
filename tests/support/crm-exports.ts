import type { ColumnChoice } from "../../app/domain/column-guess.ts";

/** The header line of a program's export, with made-up rows, and what its columns are. */
export interface CrmExport {
  system: string;
  columns: string[];
  rows: string[][];
  choice: ColumnChoice;
}

const HUBSPOT =
  "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Primary Associated Company ID,Associated Company,Last Activity Date,Lead Status,Marketing contact status,Create Date,Associated Company IDs";
const SALESFORCE =
  "Contact ID,Salutation,First Name,Last Name,Title,Account Name,Mailing Street,Mailing City,Mailing State/Province,Mailing Zip/Postal Code,Mailing Country,Phone,Fax,Mobile,Email,Account Owner,Rating";
const SALESFORCE_DATA_EXPORT =
  "Id,IsDeleted,AccountId,LastName,FirstName,Salutation,Name,MailingStreet,MailingCity,Phone,MobilePhone,Email,Title,OwnerId,CreatedDate,LastModifiedDate";
const PIPEDRIVE =
  "Person - Name,Person - Label,Person - Organization,Person - Email - Work,Person - Email - Home,Person - Email - Other,Person - Phone - Work,Person - Phone - Home,Person - Phone - Mobile,Person - Phone - Other,Person - Closed deals,Person - Open deals,Person - Next activity date,Person - Owner,Person - ID";
const PIPEDRIVE_SHORT =
  "ID,Name,Organization,Email - Work,Email - Home,Phone - Work,Phone - Mobile,Label,Owner,Next activity date";
const GOOGLE =
  "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Website 1 - Label,Website 1 - Value";
const GOOGLE_OLD =
  "Name,Given Name,Additional Name,Family Name,Yomi Name,Name Prefix,Name Suffix,Initials,Nickname,Birthday,Gender,Location,Language,Photo,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,Organization 1 - Title";
const GOOGLE_GIVEN = "Given Name,Family Name,Organization 1 - Name,E-mail 1 - Value,Phone 1 - Value";

/** A program's export with rows by column; what a row doesn't say is empty. */
export function made(system: string, header: string, choice: ColumnChoice, rows: Record<string, string>[]): CrmExport {
  const columns = header.split(",");
  return { system, columns, choice, rows: rows.map((row) => columns.map((column) => row[column] ?? "")) };
}

/** Exports of HubSpot, Salesforce, Pipedrive and Google Contacts, each with two contacts: Ann Lee and Zoë Krüger. */
export const EXPORTS: CrmExport[] = [
  made(
    "HubSpot",
    HUBSPOT,
    {
      id: "Record ID",
      name: "First Name",
      lastName: "Last Name",
      email: "Email",
      phone: "Phone Number",
      company: "Associated Company",
      assignees: "Contact owner",
    },
    [
      {
        ...{ "Record ID": "151", "First Name": "Ann", "Last Name": "Lee", Email: "ann@acme.example" },
        ...{ "Phone Number": "+1 555 0100", "Contact owner": "Bo Berg", "Associated Company": "Acme, Inc." },
        ...{ "Lead Status": "IN_PROGRESS", "Last Activity Date": "2026-11-02 10:15" },
      },
      { "Record ID": "152", "First Name": "Zoë", "Last Name": "Krüger", Email: "zoe@b.example", "Lead Status": "NEW" },
    ],
  ),
  made(
    "Salesforce",
    SALESFORCE,
    {
      id: "Contact ID",
      name: "First Name",
      lastName: "Last Name",
      email: "Email",
      phone: "Phone",
      company: "Account Name",
      leadQuality: "Rating",
    },
    [
      {
        ...{ "Contact ID": "0035g00000AAAAA", "First Name": "Ann", "Last Name": "Lee", Email: "ann@acme.example" },
        ...{ "Account Name": "Acme, Inc.", Phone: "+1 555 0100", Rating: "Hot" },
      },
      { "Contact ID": "0035g00000BBBBB", "First Name": "Zoë", "Last Name": "Krüger", Email: "zoe@b.example" },
    ],
  ),
  made("Salesforce data export", SALESFORCE_DATA_EXPORT, { id: "Id", name: "Name", email: "Email", phone: "Phone" }, [
    { Id: "0035g00000AAAAA", Name: "Ann Lee", FirstName: "Ann", LastName: "Lee", Email: "ann@acme.example" },
    { Id: "0035g00000BBBBB", Name: "Zoë Krüger", FirstName: "Zoë", LastName: "Krüger", Phone: "+49 30 1234" },
  ]),
  made(
    "Pipedrive",
    PIPEDRIVE,
    {
      id: "Person - ID",
      name: "Person - Name",
      email: "Person - Email - Work",
      phone: "Person - Phone - Work",
      company: "Person - Organization",
      assignees: "Person - Owner",
      nextFollowUpDate: "Person - Next activity date",
    },
    [
      {
        ...{ "Person - ID": "1", "Person - Name": "Ann Lee", "Person - Organization": "Acme, Inc." },
        ...{ "Person - Email - Work": "ann@acme.example", "Person - Next activity date": "2026-12-01" },
        ...{ "Person - Label": "Hot lead", "Person - Owner": "Bo Berg" },
      },
      { "Person - ID": "2", "Person - Name": "Zoë Krüger", "Person - Phone - Work": "+49 30 1234" },
    ],
  ),
  made(
    "Pipedrive, short headers",
    PIPEDRIVE_SHORT,
    {
      id: "ID",
      name: "Name",
      email: "Email - Work",
      phone: "Phone - Work",
      company: "Organization",
      nextFollowUpDate: "Next activity date",
    },
    [
      { ID: "1", Name: "Ann Lee", Organization: "Acme, Inc.", "Email - Work": "ann@acme.example", Label: "Hot lead" },
      { ID: "2", Name: "Zoë Krüger", "Next activity date": "2026-12-01" },
    ],
  ),
  made(
    "Google Contacts",
    GOOGLE,
    {
      name: "First Name",
      lastName: "Last Name",
      email: "E-mail 1 - Value",
      phone: "Phone 1 - Value",
      company: "Organization Name",
      photoUrl: "Photo",
    },
    [
      {
        ...{ "First Name": "Ann", "Last Name": "Lee", "E-mail 1 - Value": "ann@acme.example ::: ann@home.example" },
        ...{ "Organization Name": "Acme, Inc.", "Phone 1 - Value": "+1 555 0100", Labels: "* myContacts" },
        Photo: "https://photos.example/ann.jpg",
      },
      { "First Name": "Zoë", "Last Name": "Krüger", Labels: "Friends ::: * myContacts" },
    ],
  ),
  made(
    "Google Contacts until 2024",
    GOOGLE_OLD,
    {
      name: "Name",
      email: "E-mail 1 - Value",
      phone: "Phone 1 - Value",
      company: "Organization 1 - Name",
      photoUrl: "Photo",
    },
    [
      { Name: "Ann Lee", "Given Name": "Ann", "Family Name": "Lee", "E-mail 1 - Value": "ann@acme.example" },
      { Name: "Zoë Krüger", "Given Name": "Zoë", "Family Name": "Krüger", Photo: "https://photos.example/zoe.jpg" },
    ],
  ),
  made(
    "Google Contacts, given and family name",
    GOOGLE_GIVEN,
    {
      name: "Given Name",
      lastName: "Family Name",
      email: "E-mail 1 - Value",
      phone: "Phone 1 - Value",
      company: "Organization 1 - Name",
    },
    [
      { "Given Name": "Ann", "Family Name": "Lee", "E-mail 1 - Value": "ann@acme.example" },
      { "Given Name": "Zoë", "Family Name": "Krüger" },
    ],
  ),
];
