import { useNavigate, useNavigation } from "@remix-run/react";
import { useEffect, useRef, type FormEvent } from "react";

const PAUSE_MS = 200;

/**
 * A form that searches and filters a list by its address: by its button, and with JavaScript as one types in the field
 * `typed` and chooses. `values` are its fields as the address has them, `hrefOf` the address that other values ask for.
 */
export function useSearchForm(
  typed: string,
  values: Readonly<Record<string, string>>,
  hrefOf: (query: URLSearchParams) => string,
) {
  const form = useRef<HTMLFormElement>(null);
  const waiting = useRef<number>();
  const isTaken = useRef(false);
  const navigate = useNavigate();
  const isBusy = useNavigation().state === "loading";

  const send = () => {
    window.clearTimeout(waiting.current);
    waiting.current = undefined;
    if (!form.current) return;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form.current))
      if (typeof value === "string" && value) query.set(name, value);
    void navigate(hrefOf(query), { replace: true, preventScrollReset: true });
  };
  const sendSoon = () => {
    window.clearTimeout(waiting.current);
    waiting.current = window.setTimeout(send, PAUSE_MS);
  };
  useEffect(() => () => window.clearTimeout(waiting.current), []);

  // Keeps the fields with the address, as after Back, but never takes away what is being typed, or what is on its way. What
  // was typed or chosen before the scripts came is sent.
  useEffect(() => {
    const fields = form.current?.elements;
    if (!fields || isBusy || waiting.current !== undefined) return;
    const isFirst = !isTaken.current;
    isTaken.current = true;
    for (const [name, value] of Object.entries(values)) {
      const field = fields.namedItem(name);
      if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement) || field.value === value) continue;
      if (isFirst) return send();
      if (name !== typed || field !== document.activeElement) field.value = value;
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the values are new at every render, what they say isn't
  }, [JSON.stringify(values), isBusy]);

  return {
    /** What the form element has. */
    form: {
      ref: form,
      role: "search",
      // A browser that filled in what was chosen at an earlier visit would ask for it again.
      autoComplete: "off",
      "aria-busy": isBusy,
      onSubmit(event: FormEvent) {
        event.preventDefault();
        send();
      },
    },
    /** What the field has that is typed in. */
    field: {
      onInput(event: FormEvent) {
        if (!(event.nativeEvent as InputEvent).isComposing) sendSoon();
      },
      onCompositionEnd: sendSoon,
    },
    send,
  };
}
