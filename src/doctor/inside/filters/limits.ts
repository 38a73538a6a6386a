/** Rules that one rule may be taken apart into: sets of address and port together have some dozens of members. */
export const ALTERNATIVES_MAX = 256;
/** Rules looked at for one packet, and how deep jumps may lead: the kernel itself allows 16. */
export const WALK_STEPS = 20_000;
export const WALK_DEPTH = 32;
/** Lines read of what iptables-save prints, and words of one. */
export const SAVE_LINES = 16_384;
export const SAVE_WORDS = 128;
