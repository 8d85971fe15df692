const PATHS = {
  back: "M9.5 3.5 5 8l4.5 4.5",
  email: "M2 3.5h12v9H2zM2 4.5 8 9l6-4.5",
  note: "M3 2.5h10v11H3zM5.5 6h5M5.5 9h3",
  phone: "M4.5 1.5h7v13h-7zM7 12h2",
};

/** A small picture beside a word that says the same. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
