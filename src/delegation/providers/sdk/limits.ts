/** How often a set is read and swapped. Of those who race each round has one winner; more than this many rounds are no race of people. */
export const SWAP_TRIES_MAX = 8;
/** Zone ids that are remembered: each spares a request, of which some providers allow 5 a second. Above it all are looked up again. */
export const ZONE_IDS_MAX = 1_000;
