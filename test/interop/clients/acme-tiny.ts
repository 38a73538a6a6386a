import { once, type Client, type Site } from './types.ts';

const HOME = '/var/lib/acme';

const issue = (site: Site): string => `export SSL_CERT_FILE=${site.root}
acme-tiny --directory-url ${site.directory} --contact mailto:${site.email} \\
  --account-key ${HOME}/account.key --csr ${HOME}/${site.name}.csr \\
  --acme-dir ${site.webroot}/.well-known/acme-challenge >${HOME}/${site.name}.pem.new
mv ${HOME}/${site.name}.pem.new ${HOME}/${site.name}.pem`;

export const acmeTiny: Client = {
  name: 'acme-tiny',
  program: 'acme-tiny',
  debian: 'acme-tiny',
  web: 'nginx',
  files: () => ({}),
  prepare: (site) =>
    once(`mkdir -p ${HOME}
openssl genrsa -out ${HOME}/account.key 2048
openssl ecparam -name prime256v1 -genkey -noout -out ${HOME}/${site.name}.key
openssl req -new -sha256 -key ${HOME}/${site.name}.key -subj / \\
  -addext subjectAltName=DNS:${site.name} -out ${HOME}/${site.name}.csr`),
  obtain: (site) => once(issue(site)),
  renew: (site) => once(issue(site)),
  certificate: (site) => `${HOME}/${site.name}.pem`,
};
