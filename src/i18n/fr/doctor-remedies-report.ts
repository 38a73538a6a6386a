import type { report as english } from '../en/doctor-remedies-report.ts';
import type { Translation } from '../translation.ts';
import { count } from './plural.ts';

/** French texts of what `sixfour check` prints, on a terminal and for a forum. Options and commands are never translated. */
export const report: Translation<typeof english> = {
  flags: {
    error: () =>
      'ce que l’AC ou le client a dit, tel qu’affiché (- lit l’entrée standard) : joint à ce qui est observé',
    markdown: () => 'l’afficher pour un message de forum, sans détails privés',
    full: () =>
      'avec --markdown : avec les adresses d’autres hôtes, les chemins de fichiers, d’autres noms et les lignes qui réparent',
  },
  fullAlone: () => '--full va avec --markdown.',
  labels: {
    validation: () => 'validation',
    families: () => 'chacune seule',
    dual: () => 'deux familles',
    six: () => 'IPv6 seul',
    four: () => 'IPv4 seul',
    effects: () => 'effet',
    decide: () => 'à trancher',
    now: () => 'maintenant',
    permanent: () => 'durablement',
    verify: () => 'vérifier',
    undo: () => 'annuler',
    more: () => 'plus',
    next: () => 'ensuite',
    pasted: () => 'erreur collée',
    unmeasured: () => 'non mesuré',
  },
  rules: {
    all: (p) => `${p.challenge} ${p.judgement} selon chaque règle de reprise`,
    some: (p) => `${p.challenge} : ${p.rules}`,
    one: (p) => `${p.rule} ${p.judgement}`,
    none: () => 'non mesuré',
  },
  judgements: {
    valid: () => 'réussit',
    invalid: () => 'échoue',
    'not-measured': () => 'non mesuré',
    absent: () => 'pas d’adresse utilisable',
  },
  familyAlone: (p) => `${p.family} ${p.judgement}`,
  visitors: {
    fine: () => 'tout va bien',
    delayed: () =>
      'fonctionne, chaque connexion avec environ 0,3 s de retard : IPv6 échoue, IPv4 vient à la rescousse',
    broken: () => 'défectueux : la connexion s’établit, puis échoue',
    unreachable: () => 'injoignable',
    'not-measured': () => 'non mesuré',
  },
  validationEffects: {
    passes: () => 'la validation réussit',
    retried: () => 'la validation passe à IPv4 après un délai dépassé',
    'retried-by-code': () =>
      'la validation échoue selon la règle écrite, et réussit en IPv4 selon le code de Let’s Encrypt',
    fails: () => 'la validation échoue',
    depends: () => 'la validation réussit ou échoue au hasard',
    perspectives: () => 'la validation échoue depuis certains lieux',
    'dns-fails': () => 'la validation de dns-01 échoue',
    none: () => 'la validation n’en souffre pas',
  },
  visitorEffects: {
    none: () => 'les visiteurs ne le remarquent pas',
    delayed: () => 'les visiteurs attendent environ 0,3 s à chaque connexion',
    broken: () => 'c’est défectueux pour quiconque passe par IPv6',
    'six-only': () => 'les visiteurs qui n’ont qu’IPv6 ne peuvent pas l’utiliser',
    'four-only': () => 'les visiteurs qui n’ont qu’IPv4 ne peuvent pas l’utiliser',
    slow: () => 'c’est lent',
    down: () => 'c’est en panne pour tout le monde',
    regional: () => 'cela échoue dans certains lieux',
    exposed: () => 'des services sont ouverts alors qu’ils ne le devraient pas',
  },
  finding: (p) => `${p.id} ${p.title} (${p.certainty})`,
  notes: () => 'À savoir :',
  decide: {
    inside: () => 'Regardez aussi de l’intérieur, sur le serveur :',
    'inside-root': () => 'Regardez aussi de l’intérieur, sur le serveur, en tant que root :',
    counter: () =>
      'Voyez si des paquets arrivent, sur le serveur, en tant que root ; ADDRESS est l’endroit d’où vous regardez :',
    confirm: () => 'Regardez une seconde fois, une minute plus tard :',
    perspectives: () => 'Regardez aussi depuis un autre lieu, dans un autre réseau :',
    provider: () => 'Regardez dans la console du fournisseur : son pare-feu, et si IPv6 est désactivé.',
    'dns-panel': () => 'Regardez dans l’interface du fournisseur DNS qui a créé l’enregistrement, et quand.',
    'client-log': () => 'Collez l’erreur du client ACME :',
  },
  remedy: (p) => `${p.title} [${p.id}]`,
  labelled: (p) => `${p.label} : ${p.title} [${p.id}]`,
  others: (p) => `ou : ${p.titles}`,
  staysAnyway: () => 'demeure après un redémarrage',
  next: {
    apply: () => 'Faites-le faire, chaque changement étant demandé, et annulé s’il n’aide pas :',
    host: () => 'Exécutez les lignes ci-dessus sur le serveur, puis regardez de nouveau :',
    dns: () => 'Modifiez les enregistrements comme ci-dessus, puis regardez de nouveau :',
    elsewhere: () => 'Faites ce qui est dit ci-dessus, puis regardez de nouveau :',
  },
  well: (p) =>
    `${p.name} va bien. Essayé en ${p.after} : ${count(p.addresses, 'adresse', 'adresses')}, ${count(p.connections, 'connexion', 'connexions')}, ${count(p.requests, 'négociation ou requête', 'négociations et requêtes')}.`,
  unexplained: () =>
    'La validation échoue ici, et rien de ce qui a été vu ne dit pourquoi. Ce qui échoue figure dans les « hops » de --json.',
  wellInside: () =>
    'Rien de ce qui écarterait des visiteurs ou une validation n’est visible sur cette machine.',
  pasted: {
    shown: (p) => `Ce qui est observé maintenant le montre : ${p.causes}.`,
    itself: () => 'Aucun examen ne peut le mesurer : l’erreur elle-même est le constat.',
    other: () => 'Ce qui est trouvé maintenant est autre chose que ce qui provoque cette erreur d’ordinaire.',
    nothing: () =>
      'Rien de ce qui a été mesuré maintenant ne l’explique : c’est réparé depuis, cela va et vient, ou ne se voit que d’où l’AC regarde.',
    unknown: () =>
      'Le texte donné avec --error n’est pas connu, ou dit seulement que quelque chose a échoué. sixfour explain dit quelle ligne en coller.',
    otherName: (p) =>
      `L’erreur donnée avec --error concerne un autre nom que ${p.name}. sixfour explain dit ce qu’elle signifie.`,
  },
  unmeasured: {
    time: () => 'plus de temps',
    blind: (p) => `${p.family} : cette machine n’a pas elle-même d’${p.family} ; il n’en est donc rien dit`,
    refused: (p) => `${p.address} : pas une adresse publique (--network la permet)`,
    unread: (p) => `${p.what} : ${p.why}`,
    'needs-root': () => 'seul root peut le lire',
    absent: () => 'n’existe pas',
    timeout: () => 'n’a pas répondu à temps',
    failed: () => 's’est terminé par une erreur',
    unreadable: () => 'illisible',
    'no-udp-6': () => 'rien ne montre que l’UDP en IPv6 sort de ce lieu : le silence n’est pas imputé au nom',
    'no-udp-4': () => 'rien ne montre que l’UDP en IPv4 sort de ce lieu : le silence n’est pas imputé au nom',
    'no-large-body': () => 'rien du site n’est assez grand',
    cut: () => 'trop grand pour être lu en entier',
    'no-program': () => 'ni traceroute ni tracepath ici',
    'too-large': () => 'trop pour être conservé',
  },
  markdown: {
    heading: (p) => `Examen de ${p.name}`,
    seen: () => 'Ce qui a été vu',
    columns: { address: () => 'adresse', port: () => 'port', outcome: () => 'résultat' },
    answers: () => 'se connecte',
    findings: () => 'Constats',
    mend: () => 'Ce qui y remédie',
    by: (p) => `sixfour ${p.version}, ${p.time}`,
    hidden: { address: () => 'adresse', path: () => 'chemin', host: () => 'hôte' },
  },
};
