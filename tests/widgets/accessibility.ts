import type { AxeResults, RunOptions } from "axe-core";

interface Axe {
  run(target: Element, options: RunOptions): Promise<AxeResults>;
}

async function loadAxe(): Promise<Axe> {
  const scope = window as Window & { axe?: Axe };
  if (!scope.axe) {
    const script = document.createElement("script");
    script.src = "/node_modules/axe-core/axe.min.js";
    document.head.append(script);
    await new Promise((resolve, reject) => {
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
    });
  }
  if (!scope.axe) throw new Error("axe is not there");
  return scope.axe;
}

/** Fails where axe finds a barrier in `element` and its open shadow roots, by WCAG 2.2 AA and its own advice. */
export async function expectAccessible(element: Element): Promise<void> {
  const axe = await loadAxe();
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const rules = { region: { enabled: false } };
  const { violations, passes } = await axe.run(element, { runOnly: tags, rules });
  if (passes.length === 0) throw new Error("axe has checked nothing");
  if (violations.length > 0) {
    throw new Error(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`).join("\n"));
  }
}
