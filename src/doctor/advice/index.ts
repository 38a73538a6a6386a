/** Ways to a certificate for sites that cannot allow inbound connections: which, how, and whether it works; docs/advice.md. */
export type * from './types.ts';
export type { SnippetId } from './snippets/index.ts';
export { snippetLines } from './snippets/index.ts';
export { NFT_CLOSE, NFT_OPEN, nftOnceLines } from './snippets/nft.ts';
export { decide, QUESTIONS, questionOf, walk } from './tree.ts';
export { LEAVES } from './leaves/index.ts';
export { createMeasure, type Measure } from './measure.ts';
export type { Tools } from './net.ts';
export { testChain } from './tests/chain.ts';
export { testHosting } from './tests/hosting.ts';
export { testPathOnly } from './tests/path-only.ts';
export { type Phase, testTimeBoxed } from './tests/time-boxed.ts';
export { testTlsAlpn } from './tests/tls-alpn.ts';
