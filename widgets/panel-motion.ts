/** Folds a row up within 180 ms, at once where the visitor prefers so; resolves when it may be taken out. */
export async function leave(item: HTMLElement): Promise<void> {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const height = `${item.offsetHeight}px`;
  const motion = item.animate({ height: [height, "0"], opacity: [1, 0] }, { duration: 180, easing: "ease-out" });
  // A motion that is cancelled, as when the panel is taken off the page, is over as well.
  await motion.finished.catch(() => null);
}
