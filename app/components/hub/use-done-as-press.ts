import type { WantedChange } from "../../actions/change-follow-ups.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import { useLongPress } from "../use-long-press.ts";

/** The list's listeners for a finger that rests on a row's Mark done, which asks what came of that row alone. */
export function useDoneAsPress(
  followUps: readonly FollowUp[],
  ask: (whom: string, act: (change: WantedChange) => void) => void,
  actOn: (ids: string[], change: WantedChange, control: string) => void,
) {
  return useLongPress("[slot=done]", (button) => {
    const id = button.closest("li")?.querySelector("input")?.value;
    const held = followUps.find((each) => each.id === id);
    if (held) ask(held.contactName, (change) => actOn([held.id], change, "done"));
  });
}
