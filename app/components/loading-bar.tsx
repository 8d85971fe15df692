import { useNavigation } from "@remix-run/react";

/** A thin bar over the page while the next one is loaded; style sheets show it only where that takes a while. */
export function LoadingBar() {
  const isLoading = useNavigation().state !== "idle";
  return isLoading && <div className="loading-bar" role="progressbar" aria-label="Loading" />;
}
