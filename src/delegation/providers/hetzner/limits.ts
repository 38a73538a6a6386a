/** Between two questions after an action: most end within a second, and a project has 3,600 requests an hour. */
export const ACTION_POLL_MS = 500;
