import "../../widgets/follow-up-panel.define.ts";
import type { FollowUpPanel } from "../../widgets/follow-up-panel.ts";
import { equal, ok } from "./assert.ts";
import { FakeApi } from "./fake-api.ts";
import { part, rows, showPanel } from "./stage.ts";

/** What elements inherit, each as no panel wants it. */
const ODD = {
  fontFamily: "monospace",
  fontSize: "31px",
  fontStyle: "italic",
  fontWeight: "900",
  fontVariant: "small-caps",
  fontStretch: "expanded",
  fontKerning: "none",
  fontFeatureSettings: '"zero"',
  fontVariationSettings: '"wght" 50',
  fontSizeAdjust: "0.9",
  fontSynthesis: "none",
  lineHeight: "3",
  color: "rgb(1, 2, 3)",
  letterSpacing: "9px",
  wordSpacing: "20px",
  textIndent: "40px",
  textTransform: "uppercase",
  textShadow: "0 0 9px red",
  textAlign: "center",
  textAlignLast: "right",
  textWrap: "nowrap",
  textEmphasis: "dot",
  textUnderlineOffset: "9px",
  textRendering: "geometricPrecision",
  whiteSpace: "pre",
  wordBreak: "break-all",
  overflowWrap: "anywhere",
  lineBreak: "anywhere",
  hyphens: "auto",
  tabSize: "1",
  quotes: '"x" "y"',
  cursor: "wait",
  caretColor: "red",
  accentColor: "red",
  listStyle: "square inside",
  borderCollapse: "collapse",
  borderSpacing: "9px",
  captionSide: "bottom",
  emptyCells: "hide",
  orphans: "9",
  widows: "9",
  writingMode: "vertical-rl",
  textOrientation: "sideways",
  imageRendering: "pixelated",
  webkitTextStroke: "3px red",
  webkitTextFillColor: "red",
  strokeWidth: "9px",
  fill: "red",
} satisfies Partial<CSSStyleDeclaration>;

describe("the elements on a page whose styles are others'", () => {
  let api: FakeApi;
  beforeEach(() => {
    api = new FakeApi();
  });
  afterEach(() => {
    document.body.replaceChildren();
    document.documentElement.removeAttribute("style");
    document.body.removeAttribute("style");
    api.restore();
  });

  const elementsOf = (panel: FollowUpPanel) => {
    const [row] = rows(panel);
    ok(row, "no row");
    const ofRow = ["card", "avatar", "name", "meta", "actions", "done"].map((name) => [name, part(row, name)] as const);
    return [...["panel", "heading", "count", "hub-link"].map((name) => [name, part(panel, name)] as const), ...ofRow];
  };
  const look = (panel: FollowUpPanel) =>
    elementsOf(panel).map(([name, element]) => {
      const style = getComputedStyle(element);
      const said = [...style].filter((property) => !property.startsWith("--"));
      return [name, Object.fromEntries(said.map((property) => [property, style.getPropertyValue(property)]))] as const;
    });
  const sizes = (panel: FollowUpPanel) =>
    elementsOf(panel).map(([name, element]) => {
      const { width, height } = element.getBoundingClientRect();
      return [name, getComputedStyle(element).fontSize, Math.round(width), Math.round(height)].join(" ");
    });

  it("look the same, whatever the page's text is like", async () => {
    document.body.style.margin = "0";
    const usual = look(await showPanel());
    Object.assign(document.body.style, ODD);
    document.body.style.writingMode = "";
    const odd = look(await showPanel());
    for (const [index, [name, style]] of usual.entries()) {
      const changed = Object.entries(odd[index]![1]).filter(([property, value]) => style[property] !== value);
      equal(changed, [], name);
    }
    document.body.style.writingMode = ODD.writingMode;
    equal(getComputedStyle(part(await showPanel(), "panel")).writingMode, "horizontal-tb");
  });

  it("keep their sizes where the page's root is smaller", async () => {
    const usual = sizes(await showPanel());
    ok(
      usual.some((size) => size.startsWith("done 14px")),
      usual.join(),
    );
    for (const size of ["62.5%", "10px", "200%"]) {
      document.documentElement.style.fontSize = size;
      equal(sizes(await showPanel()), usual, size);
    }
  });

  it("are as large as one size says", async () => {
    const usual = await showPanel();
    const height = part(rows(usual)[0]!, "done").getBoundingClientRect().height;
    document.documentElement.style.setProperty("--follow-up-font-size", "28px");
    const large = await showPanel();
    equal(getComputedStyle(part(rows(large)[0]!, "card")).fontSize, "28px");
    equal(Math.round(part(rows(large)[0]!, "done").getBoundingClientRect().height / height), 2);
  });

  it("read from the right, are hidden and lie dead as the page says", async () => {
    Object.assign(document.body.style, { direction: "rtl", visibility: "hidden", pointerEvents: "none" });
    const { direction, visibility, pointerEvents } = getComputedStyle(part(rows(await showPanel())[0]!, "card"));
    equal([direction, visibility, pointerEvents], ["rtl", "hidden", "none"]);
  });

  it("are as light as the page where they have no theme", async () => {
    document.body.style.colorScheme = "dark";
    const row = document.createElement("follow-up-row");
    document.body.replaceChildren(row);
    await row.updateComplete;
    equal(getComputedStyle(part(row, "card")).colorScheme, "dark");
  });
});
