/** Once: a set whose elements end by themselves, and the rule that asks it, before any that drops. */
export function nftOnceLines(): readonly string[] {
  return [
    "nft add set inet filter acme_open '{ type inet_proto . inet_service; flags timeout; }'",
    'nft insert rule inet filter input meta l4proto . th dport @acme_open accept',
  ];
}

/** Open for five minutes, whatever happens to the client. */
export const NFT_OPEN = "nft add element inet filter acme_open '{ tcp . 80 timeout 5m }'";
export const NFT_CLOSE = "nft delete element inet filter acme_open '{ tcp . 80 }'";
