/** Zones on a page: the most that the API gives (API Reference, ListHostedZonesByName, MaxItems). */
export const PAGE_ITEMS = 100;
/** Pages of zones of one name: each of a private network may have one, and an account has 500 zones. */
export const PAGES_MAX = 10;
