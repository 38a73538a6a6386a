/** What an agent or a coordinator answers to a request that it does not take: `validation_issues` of Open MPIC. */
export const openMpic = {
  'invalid-request': (p: { value: string }) => `The request is not what this path takes: ${p.value}.`,
  'invalid-domain-or-ip-target': (p: { value: string }) =>
    `The target is neither a host name nor an address${p.value === '' ? '' : ` (${p.value})`}.`,
  'unsupported-validation-method': (p: { value: string }) =>
    `The validation method ${p.value} is not supported here; acme-http-01, acme-dns-01, acme-tls-alpn-01, dns-account-01 and dns-persistent are.`,
  'unsupported-target': (p: { value: string }) =>
    `This kind of target cannot be validated by ${p.value}: wildcards need a DNS method, addresses acme-http-01 or acme-tls-alpn-01, and CAA is about names.`,
  'invalid-certificate-type': (p: { value: string }) =>
    `Certificates of the type ${p.value} are not checked here, only tls-server.`,
  'missing-caa-domains': () =>
    'The request names no caa_domains, and this place has none of its own: whose records would allow?',
  'invalid-perspective-count': (p: { value: string }) => `Invalid perspective count: ${p.value}`,
  'invalid-quorum-count': (p: { value: string }) => `Invalid quorum count: ${p.value}`,
  'invalid-cohort': (p: { value: string }) => `There is one cohort for each target, not ${p.value}.`,
};
export type OpenMpicIssue = keyof typeof openMpic;
