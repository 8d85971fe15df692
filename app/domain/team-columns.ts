/** The columns of the table of a team's day, with what heads them. */
export const TEAM_COLUMNS = {
  due: "Due",
  overdue: "Overdue",
  oldest: "Oldest",
  hotOverdue: "Hot and overdue",
  doneToday: "Done today",
  noNextStep: "No next step",
} as const;
export type TeamColumn = keyof typeof TEAM_COLUMNS;
