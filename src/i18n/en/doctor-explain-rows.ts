import { ownRows } from './doctor-explain-own.ts';
import { requestRows } from './doctor-explain-requests.ts';

/**
 * English: what each error text that `sixfour explain` knows really means, and where it misleads. Names of rows are those of
 * src/doctor/explain/rows-*.ts.
 */
export const explainRows = {
  ...requestRows,
  'dns-dnssec': {
    says: () =>
      'The answer cannot be believed: signatures or keys of the zone, or the DS record above it, do not fit (DNSSEC).',
    misleads: () => "Resolvers that do not validate show the record as usual; the CA's resolver refuses it.",
  },
  'dns-nxdomain-txt': {
    says: () =>
      "There is no such name as the challenge's in DNS: the record was not written, not there, or not yet everywhere.",
    misleads: () =>
      'The record may be there under a doubled name (_acme-challenge.NAME.NAME), or at one name server of several.',
  },
  'dns-nxdomain-address': {
    says: () => "The name does not exist in DNS, as the CA's resolver sees it.",
    misleads: () =>
      'A name that was asked for before it was made stays unknown for as long as the zone says (negative TTL).',
  },
  'dns-caa-servfail': {
    says: () =>
      'The name servers gave no usable answer to the question for CAA records, so the CA may not issue.',
    misleads: () =>
      'You need no CAA record: an answer that there is none is enough. Old name servers and firewalls fail at the unknown type.',
  },
  'dns-caa-timeout': {
    says: () =>
      'The name servers did not answer the question for CAA records in time, so the CA may not issue.',
    misleads: () =>
      'You need no CAA record. A name server that is slow or blocked from abroad, or over one family, is the cause.',
  },
  'dns-servfail': {
    says: () =>
      "The CA's resolver got no usable answer: broken DNSSEC, a lame delegation, or name servers that fail.",
  },
  'dns-timeout': {
    says: () => "The name servers did not answer the CA's resolver in time.",
    misleads: () =>
      'It concerns the DNS servers, not the web server: country blocks and IPv6 faults there count as well.',
  },
  'dns-network': { says: () => "The CA's resolver could not reach the name servers." },
  'dns-refused': {
    says: () =>
      'A name server refuses to answer for this zone: it is delegated to one that does not serve it.',
  },
  'dns-no-address': {
    says: () => 'The name has no address that the CA may connect to, in A or in AAAA records.',
    misleads: () => 'Private and reserved addresses count as none: they are left out without a word.',
  },
  'txt-missing': { says: () => "The challenge's name exists, but has no TXT record." },
  'txt-wrong': {
    says: () =>
      "TXT records are there, but none of them is this challenge's: of an older order, of another client, or not yet replaced everywhere.",
    misleads: () => 'The one that is quoted is only the first of them.',
  },
  'persist-missing': { says: () => 'There is no TXT record at _validation-persist of the name.' },
  'persist-none-valid': {
    says: () => 'TXT records are at _validation-persist of the name, but none of them names this CA.',
  },
  'persist-account': {
    says: () =>
      'The record names another account (accounturi): it has to be the URL of the one that orders, letter by letter.',
  },
  'persist-policy': { says: () => 'A wildcard was ordered, and the record does not say policy=wildcard.' },
  'persist-expired': { says: () => "The record's persistUntil has passed." },
  'persist-syntax': {
    says: () =>
      'The record that names this CA cannot be read: issuer, accounturi=..., separated by semicolons, none at the end.',
  },
  'caa-prevents': {
    says: () =>
      'A CAA record at the name, or at the nearest name above it that has any, does not permit this CA, this account or this kind of challenge.',
    misleads: () =>
      "It need not stand at the name itself, and a CNAME is followed: the record may be its target's.",
  },
  'caa-processing': {
    says: () =>
      'It happened while CAA records were looked up for this name, which may be long after the challenge was passed.',
  },
  'secondary-caa': {
    says: () => 'From the CA itself it was good; other places in the world could not read the CAA records.',
  },
  secondary: {
    says: () => 'From the CA itself it was good; other places in the world saw something else.',
    misleads: () =>
      'Your own test and a second try from one place do not show it: look for filters by country or network, bans, and name servers that do not all answer alike.',
  },
  'limit-failed': {
    says: () =>
      'Too many validations of this name failed in the last hour. Find the fault before you try again: measuring with orders uses up the limit.',
  },
  'limit-exact': {
    says: () =>
      'The same set of names was certified five times in a week: something orders again and again, or throws the certificates away.',
    misleads: () =>
      'Nothing is wrong with the name: a certificate was issued, five times. Look where the last one is kept.',
  },
  'limit-domain': {
    says: () => 'Too many certificates were issued for names below this registered domain in the last week.',
  },
  'limit-orders': { says: () => 'This account made too many orders.' },
  'limit-accounts': { says: () => 'Too many accounts were registered from this address or network.' },
  paused: {
    says: () =>
      'This account and name failed so often, and for so long, that the CA paused them; the link in its message lifts that, after the fault is mended.',
    misleads: () => 'Waiting does not lift it.',
  },
  'ca-busy': {
    says: () => 'The CA sheds load. Nothing is wrong with the name or the account.',
    misleads: () => 'Its problem type says rateLimited, but no limit of yours is used up.',
  },
  'ca-remote': {
    says: () => 'The CA could not ask its other places. It is not your fault: try again later.',
  },
  'forbidden-name': {
    says: () =>
      'This CA does not certify that name by its own policy: names of cloud providers and of well-known brands, for example.',
    misleads: () => 'No challenge can change it: use a name of your own domain.',
  },
  'not-public': {
    says: () =>
      'The name does not end in a public top-level domain: no public CA may certify it, a private one can.',
  },
  'is-suffix': { says: () => 'The name is itself a top-level domain.' },
  'no-dot': {
    says: () => 'A name without a dot is not public: no public CA may certify it, a private one can.',
  },
  'bad-character': {
    says: () => 'The name has a character that host names must not have; mostly an underscore.',
  },
  'ip-refused': {
    says: () =>
      'This CA, or the profile that was asked for, certifies no IP addresses, or the address was ordered as a name.',
  },
  'redundant-name': {
    says: () => 'The order has a wildcard and a name that it covers already: leave one out.',
  },
  'bad-nonce': {
    says: () => 'A number that is good once was used twice or too late. Clients try again by themselves.',
    misleads: () => 'Where it goes on, a proxy or cache stands between the client and the CA.',
  },
  'order-not-ready': {
    says: () =>
      'The client asked for the certificate before, or although, the validations of the order were not all good.',
    misleads: () => 'The true error is that of a challenge, further up.',
  },
  'no-account': {
    says: () =>
      'The CA does not know this account: its key belongs to another CA, to staging, or was removed.',
  },
  'public-key-weak': {
    says: () =>
      "The key in the request for the certificate is not acceptable: too small, or the account's own.",
  },
  'certbot-port': {
    says: () =>
      'The client wanted to answer by itself on that port, but another program, mostly the web server, is there.',
    misleads: () =>
      "It is no fault of the network. Let the client use the web server's folder (--webroot), or its plugin.",
  },
  'certbot-authenticator': {
    says: () => 'The way chosen cannot prove what was ordered: a wildcard needs a DNS challenge.',
  },
  'client-offline': {
    says: () =>
      'The client did not reach the CA, so nothing was validated at all: its own way out, DNS, clock or trust store.',
    misleads: () =>
      "Nothing is said of port 80 or of your name. Where IPv4 works and IPv6 does not, this machine's own IPv6 is broken.",
  },
  'certbot-files': {
    says: () =>
      'Certbot\'s hint: the CA did not get the challenge file. The line with "Detail:" above it says how.',
  },
  'certbot-challenges': {
    says: () =>
      'Certbot\'s last line; it says nothing. Paste the lines with "Domain:", "Type:" and "Detail:" above it.',
  },
  'lego-propagation': {
    says: () =>
      'The client itself waited for its TXT record, and a name server did not have it in time. The CA was not asked.',
    misleads: () => 'The client may be asking a cache in your network that still says "no such name".',
  },
  'lego-port': {
    says: () =>
      'The client could not listen on the port on which it wanted to answer: another program is there, or it lacks the right.',
  },
  'lego-zone': {
    says: () =>
      'The client could not find out which zone the name is in: the delegation or the resolver of this machine is broken.',
  },
  'lego-problems': { says: () => "lego's heading; what stands behind each name in brackets says why." },
  'acmesh-order': {
    says: () => 'acme.sh got an error for its order; the JSON behind it says which. Paste that too.',
  },
  'acmesh-verify': {
    says: () => 'acme.sh hands on an error that is not known here; paste what stands behind it, whole.',
  },
  'type-connection': {
    says: () => 'The CA could not connect, or the connection broke; the detail says where.',
  },
  'type-unauthorized': {
    says: () => 'The CA got an answer that is not the proof; the detail says from where.',
  },
  'type-dns': { says: () => 'A DNS lookup of the CA failed; the detail says which.' },
  'type-tls': { says: () => 'A TLS handshake with the server failed; the detail says how.' },
  'type-caa': { says: () => 'CAA records do not permit this certificate.' },
  'type-response': { says: () => 'The challenge was answered wrongly; the detail says how.' },
  'type-limit': { says: () => 'A limit of the CA; the detail says which, and until when.' },
  'type-identifier': { says: () => 'The CA certifies no such name; the detail says why.' },
  'type-server': { says: () => 'Something failed at the CA. It is not your fault: try again later.' },
  ...ownRows,
} satisfies Record<string, { says: () => string; misleads?: () => string }>;
export type ExplainRowId = keyof typeof explainRows;
