import { expect, test } from "vitest";
import { personKey, samePerson, type Person } from "../../app/domain/same-person.ts";

const person = (name: string, told: Partial<Person> = {}): Person => ({
  email: null,
  phone: null,
  company: null,
  name,
  ...told,
});
const ANN = person("Ann Lee", { email: "ann@x.example", phone: "+49 30 1234", company: "Acme" });
const TWIN = person("Ann Lee", { email: "twin@x.example", phone: "+49 30 9999", company: "Beta" });
const BO = person("Bo Lee", { email: "Ann@X.example", phone: "555" });

test.each<[string, Person, Person[], Person | "several" | null]>([
  ["the email, case apart", person("Ann Lee", { email: "ANN@x.example" }), [ANN, TWIN], ANN],
  ["an email with another name is a new name", person("Ann Berg", { email: "ann@x.example" }), [ANN], ANN],
  ["of a couple with one email the one with the name", person("Bo Lee", { email: "ann@x.example" }), [ANN, BO], BO],
  ["of a couple nobody where no name is told", person("", { email: "ann@x.example" }), [ANN, BO], "several"],
  ["a third with the couple's email is new", person("Cid Lee", { email: "ann@x.example" }), [ANN, BO], null],
  [
    "another email with name and phone",
    person("Ann Lee", { email: "new@x.example", phone: "0049 30 / 1234" }),
    [ANN, TWIN],
    ANN,
  ],
  ["another email with the name alone is new", person("Ann Lee", { email: "new@x.example" }), [ANN], null],
  ["another company, the phone the same", person("Ann Lee", { phone: "+49301234", company: "Neu" }), [ANN, TWIN], ANN],
  ["another phone, the company the same", person("ann  lee", { phone: "777", company: "ACME" }), [ANN, TWIN], ANN],
  ["another phone and no company is new", person("Ann Lee", { phone: "777" }), [ANN], null],
  ["another company and no phone is new", person("Ann Lee", { company: "Neu" }), [ANN], null],
  ["a name alone where one has it", person("Ann Lee"), [ANN], ANN],
  ["a name alone where two have it is new", person("Ann Lee"), [ANN, TWIN], null],
  [
    "a name alone where one of them has nothing else",
    person("Ann Lee"),
    [ANN, TWIN, person("Ann Lee")],
    person("Ann Lee"),
  ],
  ["nobody", person("Dan"), [], null],
])("%s", (_, row, known, met) => {
  expect(samePerson(row, known)).toEqual(met);
});

test("rows are the same by email and name, else by all that they say", () => {
  expect(personKey(ANN)).toBe(personKey({ ...ANN, phone: null, email: "ANN@x.example " }));
  expect(personKey(person("Ann", { phone: "1" }))).not.toBe(personKey(person("Ann", { phone: "2" })));
  expect(personKey(ANN)).not.toBe(personKey(BO));
});
