import type { remedyByHand as english } from '../en/doctor-remedies-by-hand.ts';
import type { Translation } from '../translation.ts';

/** French texts of what no line can do: where to click, whom to ask. */
export const remedyByHand: Translation<typeof english> = {
  'add-to-block': (p) => `Dans ${p.file}, dans "${p.block}", ajoutez :`,
  'replace-in-file': (p) => `Dans ${p.file}, au lieu de "${p.old}", écrivez :`,
  'node-listen': (p) =>
    `Dans le programme, écoutez sans adresse, server.listen(${p.port}), ou sur '::' ; ni '0.0.0.0' ni 'localhost'. Les adresses des visiteurs IPv4 commencent alors par ::ffff:, ce que les règles d’adresses doivent savoir.`,
  'tls-on-port': (p) =>
    `Le port 443 est pour TLS et le port 80 pour HTTP simple : examinez ce qui est écrit pour le port ${p.port}.`,
  'proxy-protocol': (p) =>
    `Parmi les écoutes du port ${p.port}, certaines attendent le protocole PROXY et d’autres non : quiconque vient sans proxy doit en rencontrer une qui ne l’attend pas.`,
  'upstream-literal': (p) =>
    `"${p.upstream}" est d’abord ::1, et le programme écoute en IPv4 : nommez l’adresse sur laquelle il écoute.`,
  'access-families': () =>
    'La règle ne connaît que des adresses d’une famille. Nommez aussi celles de l’autre ; sur une socket pour les deux, un visiteur IPv4 se présente comme ::ffff:192.0.2.1.',
  restart: (p) => `Redémarrez ${p.program}.`,
  'one-certificate': (p) =>
    `Chaque bloc qui répond pour ${p.name}, en IPv6 et en IPv4, doit nommer le même fichier de certificat, avec toute la chaîne.`,
  'tls-versions': (p) =>
    `Ce qui répond pour ${p.host} sur le port 443 doit parler TLS 1.2 ou plus récent : les AC et les navigateurs ne parlent rien de plus ancien. Là où sa configuration nomme des versions, nommez celles-ci ; un programme qui n’en connaît aucune doit être remplacé, ou un proxy placé devant lui.`,
  'docker-publish': (p) => `Publiez le port sans adresse, "-p ${p.port}:${p.port}", et recréez le conteneur.`,
  'address-of-provider': (p) =>
    `La console du fournisseur dit quelle adresse IPv6, quel préfixe et quelle passerelle a cette machine. Ils vont sur ${p.ifname} ; avec eux, relancez ceci.`,
  'kernel-command-line': (p) =>
    `Retirez "${p.text}" de ${p.file}, régénérez la configuration du chargeur d’amorçage (update-grub, ou grub2-mkconfig), et redémarrez.`,
  'new-address': (p) =>
    `Une autre machine du réseau de ${p.ifname} a aussi ${p.address}. Donnez à l’une des deux une autre adresse, puis corrigez l’enregistrement AAAA.`,
  'two-routers': (p) =>
    `Plus d’un routeur s’annonce sur ${p.ifname}. Arrêtez celui qui ne le devrait pas, ou faites jeter ses annonces par le commutateur (RA guard, RFC 6105).`,
  'mend-link': () =>
    'Si un tunnel ou un pare-feu sur le chemin jette le message ICMPv6 "packet too big", il doit le laisser passer (RFC 4890).',
  'one-manager': (p) =>
    `Plusieurs programmes définissent ici des filtres de paquets : ${p.managers}. Laissez l’un d’eux le faire, sinon le dernier démarré l’emporte.`,
  'install-persistent': (p) =>
    `Faites lire ${p.file} au démarrage de la machine : par le paquet iptables-persistent (Debian, Ubuntu) ou iptables-services (Fedora).`,
  'filter-elsewhere': () =>
    'Enregistrez les règles avec le programme qui les crée ; un second à côté déferait son travail au prochain démarrage.',
  'cloud-aws': (p) =>
    `Dans le groupe de sécurité de l’instance, ajoutez des règles entrantes pour TCP ${p.ports} depuis ::/0 : une règle contient soit IPv4, soit IPv6 ; celle pour 0.0.0.0/0 ne suffit donc pas. Vérifiez aussi que l’ACL réseau laisse entrer et sortir IPv6, que la table de routage du sous-réseau envoie ::/0 à la passerelle Internet, et que l’interface a une adresse IPv6.`,
  'cloud-gcp': (p) =>
    `Ajoutez une seconde règle de pare-feu VPC, ingress, tcp:${p.ports}, plage source ::/0 : une règle contient des plages soit IPv4, soit IPv6. Le sous-réseau doit être à double pile avec IPv6 externe.`,
  'cloud-azure': (p) =>
    `Dans le groupe de sécurité réseau, autorisez TCP ${p.ports} entrant depuis Internet. Le réseau virtuel et le sous-réseau ont besoin d’une plage IPv6, et l’interface d’une configuration IPv6 avec une adresse IPv6 publique. Une passerelle d’application créée pour IPv4 seul doit être recréée.`,
  'cloud-hetzner': (p) =>
    `Dans le pare-feu du projet, la règle entrante pour TCP ${p.ports} a besoin de 0.0.0.0/0 et de ::/0 comme sources.`,
  'cloud-robot': (p) =>
    `Le pare-feu des serveurs dédiés filtre IPv6 par un interrupteur à part : laissez entrer TCP ${p.ports} en IPv6, ou n’y filtrez pas IPv6.`,
  'cloud-cloudflare': () =>
    'Avec le proxy activé, les enregistrements AAAA mènent à Cloudflare, et ce dont celui-ci a besoin est l’adresse propre du serveur d’origine : une origine AAAA doit être joignable en IPv6. Avec le proxy désactivé, l’enregistrement est celui de votre propre serveur.',
  'cloud-other': (p) =>
    `Dans le pare-feu du fournisseur, ajoutez à la règle pour TCP ${p.ports} la source ::/0, tout IPv6 : 0.0.0.0/0 n’est qu’IPv4. S’il y a un interrupteur "IPv6" pour la machine ou son réseau, activez-le.`,
  'http3-in-front': () =>
    'Laissez entrer le port UDP 443 partout où TCP 443 entre : dans le pare-feu du fournisseur ou du routeur, au répartiteur de charge, pour les deux familles. Ou retirez l’offre : sans h3 dans Alt-Svc et dans l’enregistrement HTTPS, personne n’essaie.',
  'home-router': (p) =>
    `Dans le pare-feu IPv6 de la box (pas dans sa redirection de ports, qui est IPv4), laissez entrer TCP ${p.ports} vers ${p.address}.`,
  'provider-ipv6': (p) =>
    `Demandez au fournisseur si ${p.address} est routée vers cette machine, et si son préfixe est annoncé. Ce que montre la trace a sa place dans le ticket.`,
  'provider-path': (p) =>
    `Dites au fournisseur que certains réseaux n’atteignent pas ${p.address} dans cette famille alors que d’autres l’atteignent, avec les traces des deux.`,
  'provider-port': () =>
    'Demandez au fournisseur si le port 80 peut être ouvert. Sinon, prouvez le nom par le port 443 ou dans le DNS.',
  'ttl-wait': (p) =>
    `L’ancienne réponse peut rester en mémoire ${p.ttl} s après le changement. Abaissez le TTL avant de le faire.`,
  'ask-address': (p) =>
    `Quelle adresse ${p.family} a le serveur de ${p.name}, la console de son fournisseur le dit ; cet examen n’a pas été réuni avec un examen de l’intérieur (--inside).`,
  'geo-answers': (p) =>
    `Retirez l’enregistrement AAAA de ${p.name} des réponses pour les régions où il ne fonctionne pas, ou de toutes.`,
  'alias-chain': (p) =>
    `Corrigez l’alias de ${p.name} pour que son bout ait les adresses ; si un CDN se trouve au bout, son IPv6 est un interrupteur à part.`,
  'hints-follow': () =>
    'Les indications (hints) des enregistrements HTTPS doivent être les mêmes adresses que celles des enregistrements A et AAAA, ou être omises.',
  'owner-name': (p) =>
    `Beaucoup d’interfaces ajoutent la zone d’elles-mêmes : ne saisissez que la partie qui la précède, afin que l’enregistrement soit à ${p.challenge} et non à ${p.challenge}.${p.name}.`,
  'stale-values': (p) =>
    `Supprimez les anciens enregistrements TXT à ${p.challenge} : ensemble, ils ne tiennent plus dans une réponse.`,
  'delegation-check': () =>
    'La ligne ci-dessous dit, pour chaque serveur de noms, ce qu’il répond et ce qui est à changer.',
  'caa-add': (p) =>
    `Permettez l’AC que vous utilisez ; "${p.issuer}" est celle de Let’s Encrypt. Un enregistrement avec un compte ou une méthode doit nommer les vôtres.`,
  'servers-aaaa': () =>
    'Au moins deux serveurs de noms, dans deux réseaux, doivent être joignables en IPv6 et en IPv4, avec les mêmes adresses dans la zone parente.',
  'servers-same': () =>
    'Tous les serveurs de noms doivent servir la même chose : vérifiez que les secondaires sont avertis des changements et ont le droit de prendre la zone.',
  'servers-answer': () =>
    'À une question AAAA, la réponse doit être NOERROR sans enregistrement s’il n’y en a pas ; ni silence, ni SERVFAIL, ni NXDOMAIN.',
  'servers-transport': () =>
    'Ouvrez le port TCP 53 en plus d’UDP, et limitez les réponses à 1232 octets en UDP (RFC 9715).',
  'servers-source': () =>
    'Faites écouter le serveur de noms sur chacune de ses adresses, et non sur toutes à la fois : il répond depuis une autre adresse que celle qui a été interrogée.',
  'servers-dnssec': (p) =>
    `Signez de nouveau la zone de ${p.name}, ou retirez son enregistrement DS de la zone parente jusqu’à ce que tout soit correct.`,
  'path-rule': () =>
    'La règle peut être aussi étroite que ceci : GET et HEAD, pas de paramètres, et derrière le chemin seulement les caractères A-Z, a-z, 0-9, "-" et "_".',
  'waf-rule': (p) =>
    `Dans le pare-feu ou la protection anti-robots placés devant, mettez en premier une règle qui laisse passer les chemins commençant par ${p.path}. Une règle par user agent ou par adresse ne la remplace pas : les AC changent l’un et l’autre sans préavis.`,
  'app-id': () => 'Sur un pare-feu Palo Alto, autorisez l’App-ID acme-protocol à côté de web-browsing.',
  'other-box': (p) =>
    `Un autre équipement répond sur le port ${p.port} à la place du serveur web. Redirigez le port vers le serveur, et déplacez la page de cet équipement vers un autre port.`,
  'shared-folder': (p) =>
    `Chaque nœud et conteneur susceptible de répondre doit avoir le même ${p.path}, ou le relayer vers celui où tourne le client ACME. Le fichier est envoyé tel quel : pas de page, pas de compression, pas de marque d’ordre des octets.`,
  'geo-rule': (p) =>
    `Exceptez ${p.path} du blocage par pays : la validation vient de plusieurs parties du monde. Si le blocage ne peut pas voir les chemins, ouvrez pendant les minutes d’une commande, ou prouvez le nom dans le DNS.`,
  'ban-list': (p) =>
    `Faites ignorer les requêtes pour ${p.path} par le programme qui bannit des adresses, et levez les bannissements qu’il a prononcés.`,
  'wait-ttl': (p) => `Attendez ${p.seconds} s, puis regardez de nouveau.`,
  'wait-ca': () =>
    'Ne réessayez pas avant l’heure que l’AC a nommée ; sa page d’état signale les pannes. Un client ACME avec informations de renouvellement (ARI) passe en premier.',
  'other-method': () =>
    'Un joker ne se prouve que dans le DNS (dns-01). sixfour advise trouve le chemin qui convient à un site.',
  'resource-hosts': (p) =>
    `Publiez des enregistrements AAAA pour ${p.hosts}, ou faites venir ce dont la page a besoin d’un hôte qui en a.`,
  'no-literals': (p) =>
    `Écrivez des noms d’hôtes au lieu de ${p.hosts} dans les pages, styles, scripts et réponses d’API.`,
  'slow-answer': () =>
    'Laissez le serveur web lui-même répondre au chemin des défis depuis un dossier, et non l’application ; une AC attend 10 s au plus.',
};
