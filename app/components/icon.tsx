const PATHS = {
  back: "M9.5 3.5 5 8l4.5 4.5",
  close: "m4 4 8 8M12 4l-8 8",
  down: "m4 6 4 4 4-4",
  email: "M2 3.5h12v9H2zM2 4.5 8 9l6-4.5",
  note: "M3 2.5h10v11H3zM5.5 6h5M5.5 9h3",
  person: "M8 8.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM2.8 13.8a5.2 5.2 0 0 1 10.4 0",
  phone: "M4.5 1.5h7v13h-7zM7 12h2",
  search: "m14 14-3.2-3.2M12.3 7.2a5.1 5.1 0 1 1-10.2 0 5.1 5.1 0 0 1 10.2 0Z",
  up: "m4 10 4-4 4 4",
};

/** A small picture beside a word that says the same, or in a control that has it as its name. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
