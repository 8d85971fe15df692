/** The same object without some of its fields. */
export function without<Kind extends object, Field extends keyof Kind>(
  object: Kind,
  ...fields: Field[]
): Omit<Kind, Field> {
  const left = Object.entries(object).filter(([field]) => !fields.includes(field as Field));
  return Object.fromEntries(left) as Omit<Kind, Field>;
}
