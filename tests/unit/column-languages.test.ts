import { describe, expect, test } from "vitest";
import { guessColumns, MOST_ROWS_SAMPLED } from "../../app/domain/column-guess.ts";

/** What is read of a file of these columns, which all have a value; `Email 1|Email 2` is two columns. */
function guess(header: string, values: Record<string, string> = {}) {
  const columns = header.split("|");
  return guessColumns(columns, [columns.map((column) => values[column] ?? "x")]);
}

describe("programs", () => {
  test.each([
    [
      "kvCORE and BoldTrail",
      "First Name|Last Name|Email|Email 2|Cell Phone 1|Home Phone|Assigned Agent|Hashtags",
      {
        name: "First Name",
        lastName: "Last Name",
        email: ["Email", "Email 2"],
        phone: ["Cell Phone 1", "Home Phone"],
        assignees: "Assigned Agent",
      },
    ],
    [
      "Follow Up Boss",
      "ID|Name|Stage|Assigned To|Email 1|Email 1 - Type|Email 2|Phone 1|Phone 1 - Type|Phone 2|Tags",
      {
        id: "ID",
        name: "Name",
        email: ["Email 1", "Email 2"],
        phone: ["Phone 1", "Phone 2"],
        assignees: "Assigned To",
      },
    ],
    [
      "Lofty",
      "Lead ID|First Name|Last Name|Email|Phone|Agent",
      { id: "Lead ID", name: "First Name", lastName: "Last Name", email: "Email", phone: "Phone", assignees: "Agent" },
    ],
    [
      "SuiteCRM",
      "first_name|last_name|id|email1|phone_mobile|phone_work|account_name|assigned_user_name",
      {
        id: "id",
        name: "first_name",
        lastName: "last_name",
        email: "email1",
        phone: ["phone_work", "phone_mobile"],
        company: "account_name",
        assignees: "assigned_user_name",
      },
    ],
    [
      "Zoho",
      "Record Id|Contact Owner.id|Contact Owner|First Name|Last Name|Account Name|Email|Phone|Mobile|Secondary Email",
      {
        id: "Record Id",
        name: "First Name",
        lastName: "Last Name",
        company: "Account Name",
        email: ["Email", "Secondary Email"],
        phone: ["Phone", "Mobile"],
        assignees: "Contact Owner",
      },
    ],
    [
      "Mailchimp",
      "Email Address|First Name|Last Name|Phone Number|MEMBER_RATING",
      { email: "Email Address", name: "First Name", lastName: "Last Name", phone: "Phone Number" },
    ],
    [
      "Brevo",
      "EMAIL|FIRSTNAME|LASTNAME|SMS",
      { email: "EMAIL", name: "FIRSTNAME", lastName: "LASTNAME", phone: "SMS" },
    ],
    [
      "Outlook",
      "Title|First Name|Middle Name|Last Name|Suffix|Company|Job Title|Business Phone|Mobile Phone|E-mail Address|E-mail 2 Address",
      {
        ...{
          namePrefix: "Title",
          name: "First Name",
          middleName: "Middle Name",
          lastName: "Last Name",
          nameSuffix: "Suffix",
        },
        ...{
          company: "Company",
          phone: ["Business Phone", "Mobile Phone"],
          email: ["E-mail Address", "E-mail 2 Address"],
        },
      },
    ],
    [
      "LinkedIn",
      "First Name|Last Name|URL|Email Address|Company|Position|Connected On",
      { name: "First Name", lastName: "Last Name", email: "Email Address", company: "Company" },
    ],
  ])("%s", (_, header, choice) => {
    expect(guess(header)).toEqual({ ...choice });
  });

  test("Thunderbird, whose parts fill the name where it is empty", () => {
    const columns = ["First Name", "Last Name", "Display Name", "Primary Email", "Secondary Email", "Organization"];
    const rows = [
      ["Ann", "Lee", "Ann Lee", "a@x.example", "", "Acme"],
      ["Bo", "Berg", "", "", "b@x.example", ""],
    ];
    expect(guessColumns(columns, rows)).toEqual({
      ...{ name: "Display Name", firstName: "First Name", lastName: "Last Name", company: "Organization" },
      email: ["Primary Email", "Secondary Email"],
    });
  });
});

describe("languages", () => {
  test.each([
    ["Vorname|Nachname|E-Mail-Adresse|Telefonnummer|Firma|Zuständig", "Vorname", "Nachname"],
    ["Vorname|Name|E-Mail|Handy|Unternehmen|Betreuer", "Vorname", "Name"],
    ["Prénom|Nom|Courriel|Téléphone portable|Société|Propriétaire", "Prénom", "Nom"],
    ["Nombre|Apellidos|Correo electrónico|Teléfono|Empresa|Asignado a", "Nombre", "Apellidos"],
    ["Nome|Sobrenome|E-mail|Celular|Empresa|Responsável", "Nome", "Sobrenome"],
    ["Nome|Cognome|Posta elettronica|Cellulare|Azienda|Assegnato a", "Nome", "Cognome"],
    ["Voornaam|Achternaam|E-mailadres|Telefoonnummer|Bedrijf|Eigenaar", "Voornaam", "Achternaam"],
  ])("%s", (header, name, lastName) => {
    const [, , email, phone, company, assignees] = header.split("|");
    const values = { [name]: "Ann", [lastName]: "Lee" };
    expect(guess(header, values)).toEqual({ name, lastName, email, phone, company, assignees });
  });

  test.each(["Nom", "Nome", "Nombre", "Naam", "Name", "Nombre completo", "Vollständiger Name"])(
    "%s alone is the name",
    (name) => {
      expect(guess(name)).toEqual({ name });
    },
  );

  test("a date of the next contact", () => {
    for (const column of ["Wiedervorlage", "Date de relance", "Próximo seguimiento", "Opvolgdatum", "Follow-Up"]) {
      expect(guess(column, { [column]: "31.12.2025" })).toEqual({ nextFollowUpDate: column });
    }
  });
});

describe("which of several", () => {
  test("an empty column of ids gives way to a filled one", () => {
    expect(guessColumns(["ID", "Record ID"], [["", "r1"]])).toEqual({ id: "Record ID" });
  });

  test("an empty column isn't taken beside a filled one, unless there are more rows than were looked at", () => {
    const rows = (count: number) => Array.from({ length: count }, () => ["a@x.example", ""]);
    expect(guessColumns(["Email", "Home email"], rows(3))).toEqual({ email: "Email" });
    expect(guessColumns(["Email", "Home email"], rows(MOST_ROWS_SAMPLED))).toEqual({ email: ["Email", "Home email"] });
  });

  test("an owner is told by name or email, never by the id of another system", () => {
    expect(guess("Owner", { Owner: "Lee, Ann" })).toEqual({ assignees: "Owner" });
    expect(guess("Owner", { Owner: "0055g000004AAAA" })).toEqual({});
  });
});
