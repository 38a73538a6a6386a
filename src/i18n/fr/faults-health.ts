import type { healthFaults as english } from '../en/faults-health.ts';
import type { Translation } from '../translation.ts';
import { dnssecReason } from './dnssec.ts';

/** French messages of what is found wrong with a delegated name; each ends with what mends it. */
export const healthFaults: Translation<typeof english> = {
  delegationZoneUnknown: (p) =>
    `Aucune zone du DNS ne contient ${p.name} : personne ne peut donc être interrogé sur ses enregistrements. Examinez la délégation de sa zone chez le bureau d’enregistrement : dig +trace ${p.name} SOA`,
  delegatedZoneUnknown: (p) =>
    `Rien dans le DNS ne dit qui sert ${p.zone}. Publiez ses enregistrements NS, et les adresses des serveurs de noms, dans la zone parente.`,
  delegationRecordMissing: (p) => `${p.challenge} n’est pas délégué sur ${p.servers}. Publiez : ${p.record}`,
  delegationRecordWrong: (p) =>
    `${p.challenge} mène ailleurs sur ${p.servers} : ${p.found} Publiez à la place : ${p.record}`,
  delegationRecordSynthesised: (p) =>
    `Le CNAME à ${p.challenge} provient d’un joker, car les noms voisins ont le même. Publiez un enregistrement propre à ce nom : ${p.record}`,
  delegationTextsBeside: (p) =>
    `Il y a des enregistrements TXT à ${p.challenge} même, sur ${p.servers} ; l’AC peut les lire au lieu des valeurs servies ici. Supprimez-les : un nom délégué a un seul CNAME, ou des enregistrements NS, et rien d’autre (RFC 1034 section 3.6.2).`,
  delegationTargetAbsent: (p) =>
    `${p.servers} dit que ${p.target} n’existe pas. Faites en sorte que ces serveurs soient ceux de delegation.zones, tous avec les mêmes paramètres, et autorisez le nom pour un client : sixfour rule add`,
  heldRecordThere: (p) =>
    `Un fournisseur DNS détient ${p.challenge}, et ${p.found} s’y trouve, sur ${p.servers} : les valeurs d’un fournisseur n’ont pas de place à côté. Supprimez-le.`,
  heldZoneElsewhere: (p) =>
    `${p.challenge} est dans la zone ${p.found}, et le fournisseur doit écrire dans ${p.zone}. Personne ne voit ce qui y est écrit. Ajoutez un fournisseur qui détient la première (sixfour provider add --zone ${p.found}), ou publiez les enregistrements NS de ${p.zone} dans la zone parente.`,
  delegationBogus: (p) =>
    `DNSSEC échoue à ${p.link} : ${dnssecReason(p.reason)}. Signez cette zone avec les clés que nomme son enregistrement DS, ou retirez l’enregistrement DS de la zone parente.`,
  delegationUnresolved: (p) =>
    `Une AC qui cherche ${p.challenge} n’obtient pas de réponse (${p.outcome}), bien que les serveurs de noms vus d’ici aillent bien. Suivez le chemin depuis la racine : dig +trace ${p.challenge} TXT`,
  zoneKeysMissing: (p) =>
    `La zone parente de ${p.zone} a un enregistrement DS pour elle, et ${p.servers} n’a pas de DNSKEY : les résolveurs qui valident tiennent chaque réponse pour falsifiée. Signez-y la zone, ou retirez l’enregistrement DS de la zone parente.`,
  nameServersDisagree: (p) =>
    `Les serveurs de noms de ${p.zone} n’ont pas tous la même chose à ${p.challenge}. Attendez que tous aient la dernière version de la zone ; s’ils restent en désaccord, réparez le transfert vers ceux qui sont en retard.`,
  nameServerUnaddressed: (p) =>
    `${p.host} est un serveur de noms de ${p.zone} et n’a pas d’adresse. Publiez ses enregistrements AAAA et A, ou retirez son enregistrement NS.`,
  nameServersOneFamily: (p) =>
    `Aucun serveur de noms de ${p.zone} n’a d’adresse ${p.family} : les résolveurs qui n’ont rien d’autre ne peuvent donc pas demander. Publiez des enregistrements ${p.type} pour ses serveurs de noms.`,
  nameServerSilent: (p) =>
    `Pas de réponse en ${p.transport} pour ${p.zone} de ${p.servers}. Ouvrez-y le port 53 en ${p.transport}, dans cette famille, et faites écouter le serveur sur cette adresse.`,
  nameServerLame: (p) =>
    `${p.servers} a un serveur de noms qui ne répond pas pour ${p.zone} avec autorité, ou pas correctement. Chargez-y la zone, ou retirez son enregistrement NS.`,
  nameServerOtherSource: (p) =>
    `${p.server} répond depuis ${p.source}, une autre adresse que celle qui a été interrogée : les résolveurs ne l’entendent donc pas. Faites-le écouter nommément sur chacune de ses adresses, au lieu de toutes à la fois.`,
};
