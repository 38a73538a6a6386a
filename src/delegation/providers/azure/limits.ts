/** Seconds for which a token may say that it is good: they are good for an hour, or for up to 28 where access is evaluated continuously. */
export const TOKEN_MAX_S = 172_800;
