import { Link } from "@remix-run/react";

/** The product's mark and name; leads to the hub. */
export function Brand() {
  return (
    <Link className="brand" to="/follow-ups">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="9" fill="#4f46e5" />
        <path
          d="M9 16.5l5 5 9.5-11"
          fill="none"
          stroke="#fff"
          strokeWidth="3.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span>Follow-ups hub</span>
    </Link>
  );
}
