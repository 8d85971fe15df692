/** What Lit asks for, and the browser's own factory of policies has. */
interface Factory<Policy> {
  createPolicy(name: string, rules: object): Policy;
}

/** Lit's own name, and the one to allow where another Lit on the page has taken that. */
const NAMES = ["lit-html", "follow-up-panel"];

/**
 * The policy that Lit makes its templates with; none where the page needs none. Throws where it needs one and allows
 * neither name, before the element hides what the page shows in its place.
 */
export function createPolicy<Policy>(factory: Factory<Policy>, rules: object): Policy | undefined {
  // Loaded once more, the file renders nothing.
  if (customElements.get("follow-up-panel")) return undefined;
  for (const name of NAMES) {
    try {
      return factory.createPolicy(name, rules);
    } catch {
      // The page doesn't allow that name, or not twice.
    }
  }
  try {
    document.createElement("template").innerHTML = "<br>";
    return undefined;
  } catch (error) {
    console.error(
      "<follow-up-panel> can't render: the page's Content-Security-Policy has to say `trusted-types lit-html`, or `trusted-types lit-html follow-up-panel` where another Lit is on the page.",
    );
    throw error;
  }
}
