/** Pages of managed zones of one name: 100 on a page, and a project has no such number of networks with a zone of theirs. */
export const PAGES_MAX = 10;
