import { useState } from "react";
import { FORM_KEY } from "../domain/form-key.ts";

/** The key of a form that adds something. It stays until the form is made anew: what is sent again is done once. */
export function FormKey({ formKey }: { formKey: string }) {
  const [first] = useState(formKey);
  return <input type="hidden" name={FORM_KEY} value={first} />;
}
