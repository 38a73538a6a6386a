/** English texts of causes: a title, and what it means here; `p` is the finding's values. */
export const listenerCauses = {
  E1: {
    title: () => 'the server listens on IPv4 only',
    says: (p: { places: string; port: string }) =>
      `Port ${p.port} answers over IPv4 and refuses over IPv6 (${p.places}): nothing listens there for IPv6.`,
  },
};
