import type { advice as english } from '../en/doctor-advice.ts';
import type { Translation } from '../translation.ts';
import { adviceSteps } from './doctor-advice-steps.ts';
import { adviceTests } from './doctor-advice-tests.ts';

/** French texts of `sixfour advise`. */
export const advice: Translation<typeof english> = {
  describe: () =>
    'chemins vers un certificat quand les connexions entrantes ne peuvent pas être permises : questions, étapes exactes, et un test de chacun',
  arguments: { name: () => 'le nom d’hôte dont il s’agit' },
  flags: {
    answer: () => 'répondre à une question : devices=no (répétable)',
    leaf: () => 'donner les étapes de ce chemin, sans questions',
    test: () => 'tester si ce chemin fonctionne maintenant',
    measure: () => 'ne répondre à rien en examinant le nom',
    directory: () => 'l’URL du directory de votre AC',
    issuer: () => 'le nom de domaine d’émetteur de l’AC, pour dns-persist-01',
    accountUrl: () => 'l’URL de votre compte ACME, pour dns-persist-01',
    zone: () => 'la zone où les défis délégués reçoivent leur réponse',
    inside: () => 'un réseau qui peut entrer de toute façon, en notation CIDR (répétable)',
    webroot: () => 'le dossier où le client ACME met ses fichiers',
    root: () => 'fichier PEM du certificat racine ; par défaut, celui de ce répertoire de données',
    token: () => 'avec --test path-only : un fichier qui s’y trouve, dans le dossier des défis',
    wait: () => 'avec --test time-boxed : secondes à attendre que le port s’ouvre, puis se ferme',
    network: () => 'laisser les tests se connecter à ce réseau privé (répétable)',
  },
  intro: () => 'Quel chemin vers un certificat convient, là où personne ne peut simplement se connecter ?',
  questions: {
    devices: () =>
      'Tous les appareils qui visitent le nom vous appartiennent-ils, de sorte que vous puissiez y installer un certificat racine ?',
    dns: () =>
      'Pouvez-vous, vous ou quelqu’un pour vous, écrire une fois un enregistrement dans le DNS public du nom ?',
    persist: () => 'Votre AC propose-t-elle dns-persist-01 ?',
    key: () =>
      'La clé de votre compte ACME est-elle assez bien gardée pour répondre du nom pendant des mois ?',
    few: () => 'S’agit-il de quelques noms, qu’un seul hôte protégé peut commander ?',
    front: () =>
      'Quelque chose qui lit HTTP décide-t-il qui entre : un WAF, un CDN, un proxy, le serveur web lui-même ?',
    tls: () => 'Le port 443 est-il ouvert au monde entier, et le port 80 non ?',
    minutes: () => 'Le port 80 peut-il être ouvert quelques minutes, toutes les quelques semaines ?',
  },
  leaves: {
    'private-ca': () => 'Votre propre AC, à laquelle vos appareils font confiance',
    persist: () => 'dns-persist-01 : un enregistrement qui reste',
    central: () => 'Un hôte protégé qui commande par le DNS pour tous',
    delegation: () => 'Défis DNS délégués',
    'path-only': () => 'Seul le chemin des défis est laissé passer',
    'tls-alpn': () => 'tls-alpn-01 sur le port 443',
    'time-boxed': () => 'Le port 80 est ouvert quelques minutes',
    hosting: () => 'L’hébergeur répond aux défis',
  },
  answers: { yes: () => 'oui', no: () => 'non' },
  by: { flag: () => 'indiqué', measured: () => 'mesuré', asked: () => 'demandé' },
  measured: {
    'directory-offers': () => 'le directory le dit',
    'front-found': (p) => `${p.device} répond à ${p.address}`,
    'via-found': (p) => `un proxy se nomme à ${p.address}`,
    'only-443': (p) => `443 est ouvert et 80 ne l’est pas, à ${p.addresses}`,
    'not-only-443': (p) => `80 est ouvert, ou 443 ne l’est pas, à ${p.addresses}`,
  },
  measuring: (p) => `Examen de ${p.name} ...`,
  checklist: () =>
    'Répondez à ces questions, avec --answer QUESTION=yes ou QUESTION=no, ou sur un terminal :',
  open: (p) => `Cette question est ouverte : --answer ${p.question}=yes ou ${p.question}=no`,
  leadsTo: (p) => `oui : ${p.yes} ; non : ${p.no}`,
  caveats: () => 'À savoir :',
  testWith: () => 'Quand c’est fait, testez-le :',
  example: () => 'Aucun nom n’a été indiqué : les lignes sont pour www.example.org.',
  invalid: (p) => `${p.option} ${p.value} est inutilisable.`,
  nameMissing: () => 'Un test a besoin d’un nom : sixfour advise NAME --test LEAF',
  rootMissing: () => 'Il n’y a pas de certificat racine ici : indiquez-le avec --root FILE.',
  rootUnreadable: (p) => `${p.file} n’est pas un fichier PEM avec un certificat.`,
  needs: (p) => `Ce test a besoin de ${p.option}.`,
  steps: adviceSteps,
  tests: adviceTests,
};
